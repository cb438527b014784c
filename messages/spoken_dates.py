"""Moments said the way a family says them, in the patterns of its language."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time

from messages.phrases import Phrases

_FAR = timedelta(days=300)
_REMEMBERED = 1024
"""Days and hours whose words are kept: all the messages of an evening speak of a few."""


def spoken_day(moment: datetime, phrases: Phrases, now: datetime) -> str:
    """The day in full ("mardi 20 octobre"), with its year only when it is more than 300 days from `now`."""
    far = ".year" if abs(moment - now) > _FAR else ""
    first = ".first" if moment.day == 1 else ""
    pattern = phrases.find((f"date/day{far}{first}", f"date/day{far}"))
    return _day_in_words(moment.date(), pattern or "full", phrases.locale)


def spoken_hour(moment: datetime, phrases: Phrases) -> str:
    """The hour as people write it ("14h", "9h30")."""
    pattern = phrases.find(("date/hour",) if moment.minute == 0 else ("date/hour.minutes",))
    return _hour_in_words(moment.time(), pattern or "short", phrases.locale)


def is_tomorrow(moment: datetime, now: datetime) -> bool:
    """Whether `moment` falls on the local day after `now`, read in the time zone of `moment`."""
    return moment.date() == now.astimezone(moment.tzinfo).date() + timedelta(days=1)


@lru_cache(_REMEMBERED)
def _day_in_words(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(_REMEMBERED)
def _hour_in_words(hour: time, pattern: str, locale: Locale) -> str:
    return format_time(hour, pattern, locale=locale).replace("\u202f", " ").replace("\u00a0", " ")
