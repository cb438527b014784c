"""Which date is spoken of: the day she names, or the one in the air."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.conversations.turn import Turn
from scheduler.activities import Activity
from scheduler.agenda import called_off, invited_to, signed_up
from scheduler.people import adult_of

_WEEKDAYS = (
    {"lundi", "monday", "pazartesi", "الاثنين", "الإثنين"},
    {"mardi", "tuesday", "salı", "sali", "الثلاثاء"},
    {"mercredi", "wednesday", "çarşamba", "carsamba", "الأربعاء", "الاربعاء"},
    {"jeudi", "thursday", "perşembe", "persembe", "الخميس"},
    {"vendredi", "friday", "cuma", "الجمعة"},
    {"samedi", "saturday", "cumartesi", "السبت"},
    {"dimanche", "sunday", "pazar", "الأحد", "الاحد"},
)
_NAMES_OF_DAYS = "|".join(sorted(set().union(*_WEEKDAYS)))
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
    "|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
    "|يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|اكتوبر|نونبر|نوفمبر|دجنبر|ديسمبر"
)
_DAY_NUMBER = re.compile(
    rf"\b(?:le|the|يوم|ayın|{_NAMES_OF_DAYS}) (\d{{1,2}})(?:er|st|nd|rd|th)?\b(?! ?h)"
    rf"|\b(\d{{1,2}})(?:er)? (?:{_MONTHS})\b"
)


def next_date(session: Session, turn: Turn, now: datetime) -> Turn:
    """The turn about the date in the air; else the next she said yes to, else the next she was invited to."""
    if turn.about is not None and turn.about.starts_at > now:
        return turn
    adult = adult_of(session, turn.contact_id)
    if adult is None:
        return replace(turn, about=None)
    ahead = [*signed_up(session, adult, now), *invited_to(session, adult, now)]
    return replace(turn, about=ahead[0] if ahead else None)


def possible(session: Session, turn: Turn, now: datetime) -> list[Activity]:
    """The coming dates that an answer to no question could be about."""
    adult = adult_of(session, turn.contact_id)
    if adult is None:
        return []
    hers, others = signed_up(session, adult, now), invited_to(session, adult, now)
    if turn.reading.intent in ("no", "count"):
        return hers or others
    return [activity for activity in others if activity not in hers] or hers


def named(turn: Turn, dates: Sequence[Activity]) -> list[Activity]:
    """Those of the dates that the text names ("mardi", "le 27"); all of them when it names none."""
    return names(turn, dates) or list(dates)


def names(turn: Turn, dates: Sequence[Activity]) -> list[Activity]:
    """Those of the dates that the text names, none when it names none; "mardi 27" is not every Tuesday."""
    return [one for one in dates if _is_numbered(turn, one)] or [one for one in dates if _is_named(turn, one)]


def named_instead(session: Session, turn: Turn, now: datetime) -> Activity | None:
    """The one date of hers ahead, cancelled ones too, that the text names when that is not the one in the air.

    "Mardi 20" is not Tuesday the 27th.
    """
    adult = adult_of(session, turn.contact_id)
    if adult is None or turn.about is None:
        return None
    ahead = [*signed_up(session, adult, now), *invited_to(session, adult, now), *called_off(session, adult, now)]
    hers = list({one.topic: one for one in ahead}.values())
    if _is_named(turn, turn.about):
        meant = [] if _is_numbered(turn, turn.about) else [one for one in hers if _is_numbered(turn, one)]
    else:
        meant = names(turn, hers)
    return meant[0] if len(meant) == 1 else None


def _is_named(turn: Turn, activity: Activity) -> bool:
    weekday = _WEEKDAYS[_local(turn, activity).weekday()]
    return _is_numbered(turn, activity) or not weekday.isdisjoint(_WORD.findall(_text(turn)))


def _is_numbered(turn: Turn, activity: Activity) -> bool:
    day = str(_local(turn, activity).day)
    return any(day in found for found in _DAY_NUMBER.findall(_text(turn)))


def _local(turn: Turn, activity: Activity) -> datetime:
    return activity.starts_at.astimezone(turn.heard.programme.timezone)


def _text(turn: Turn) -> str:
    return turn.heard.incoming.text.casefold()
