"""The second half of /deplacer: which dates of a series move, all read back, and Oui or Non."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.console import following, told
from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.dating import Dated, end_of, instant, of_choice
from bot.console.serial import not_published
from bot.console.serial_words import listed, reasons
from bot.console.undoing import offer, times
from bot.console.words import NO, YES, counted, moment, short, span, title
from bot.heard import Heard
from messages.hours import Calendar, local
from scheduler.activities import Activity
from scheduler.occurrences import Shift, foresee_shift, move_rest, rest_of
from scheduler.series import NoCourseError

GONE = "Cette date a changé depuis, ou elle est annulée. Voyez /agenda."


@dataclass(frozen=True)
class Wanted:
    """Where a date goes: its new civil start, and its new place, "" for the same."""

    new: Dated
    place: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """How a card carries it."""
        return {"to": self.new.choice, "place": self.place}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Wanted":
        """What a card carried."""
        return cls(of_choice(str(facts["to"])), str(facts.get("place", "")))


def ask(session: Session, heard: Heard, activity: Activity, wanted: Wanted, now: datetime) -> None:
    """Read back where it goes; of a series, ask first whether the following dates go along."""
    rest = rest_of(session, activity, now)
    if len(rest) > 1:
        following.ask(session, heard, "Déplacer", rest, "move/scope", wanted.facts, now)
    else:
        _confirm(session, heard, [activity], wanted, now)


def scoped(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Seulement cette date` or `Celle-ci et les suivantes`"""
    _confirm(session, heard, following.chosen(session, back, now), Wanted.of(back.facts), now)


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui` or `Non`"""
    dates, wanted = following.unchanged(session, back, now), Wanted.of(back.facts)
    if back.choice != "yes":
        say(session, heard, "D'accord, rien ne change.", now)
    elif not dates or instant(wanted.new.starts, heard.programme.calendar) <= now:
        say(session, heard, GONE, now)
    else:
        _move(session, heard, back, dates, wanted, now)


def _move(session: Session, heard: Heard, back: Back, dates: list[Activity], wanted: Wanted, now: datetime) -> None:
    cal = heard.programme.calendar
    families = told.as_text(told.to_tell(session, heard, dates, now))
    before = [(activity, times(activity)) for activity in dates]
    move_rest(session, dates, _shift(dates[0], wanted, cal), cal, EDUCATOR, now)
    moved = f"{title(dates[0])}, {span(dates[0], heard.programme.timezone)}"
    said = f"C'est déplacé : {moved}.{following.said_of_the_others(dates)}"
    finish(session, back.card, said)
    offer(session, heard, before, f"{said}\n{families}", now)


def _confirm(session: Session, heard: Heard, dates: Sequence[Activity], wanted: Wanted, now: datetime) -> None:
    first, tz = dates[0], heard.programme.timezone
    try:
        others = _others(session, dates, wanted, heard.programme.calendar)
    except NoCourseError:
        say(session, heard, not_published(), now)
        return
    lines = [
        title(first),
        f"Avant : {span(first, tz)}",
        f"Maintenant : {_as_moved(first, wanted.new, heard)}",
        *([f"Lieu : {wanted.place}"] if wanted.place else []),
        *others,
        told.as_text(told.to_tell(session, heard, dates, now)),
        "C'est bien ça ?",
    ]
    card = Card(
        "\n".join(lines),
        "move/confirm",
        ((YES, "yes"), (NO, "no")),
        {"activity": first.id, "dates": following.versions(dates), **wanted.facts},
        first.topic,
        awaits=True,
        about=f"Déplacer {short(first, tz)}",
    )
    show(session, heard, card, now)


def _others(session: Session, dates: Sequence[Activity], wanted: Wanted, cal: Calendar) -> list[str]:
    """The following dates as they would be, and those that would fall on a holiday."""
    shifted = foresee_shift(session, dates, _shift(dates[0], wanted, cal), cal)[1:]
    kept = tuple(one.day for one in shifted if one.falls_out is None)
    fallen = [(one.day, one.falls_out) for one in shifted if one.falls_out is not None]
    lines = [f"Et {counted(len(kept), 'date suivante', 'dates suivantes')} :", *listed(kept)] if kept else []
    return [*lines, *(["Annulées :", *reasons(fallen)] if fallen else [])]


def _shift(first: Activity, wanted: Wanted, cal: Calendar) -> Shift:
    new = datetime.fromisoformat(wanted.new.starts)
    days = (new.date() - local(first.starts_at, cal).date()).days
    length: timedelta | None = None
    if wanted.new.ends:
        length = end_of(wanted.new.ends, cal) - instant(wanted.new.starts, cal)
    return Shift(days, new.time(), length, wanted.place)


def _as_moved(activity: Activity, new: Dated, heard: Heard) -> str:
    cal = heard.programme.calendar
    starts_at = instant(new.starts, cal)
    length = activity.ends_at - activity.starts_at if activity.ends_at else None
    ends_at = end_of(new.ends, cal) if new.ends else starts_at + length if length else None
    moved = Activity(kind=activity.kind, starts_at=starts_at, starts_local=new.starts, ends_at=ends_at)
    bus_at = activity.bus_at + (starts_at - activity.starts_at) if activity.bus_at else None
    bus = f"\nBus : {moment(bus_at, heard.programme.timezone)}" if bus_at else ""
    return span(moved, heard.programme.timezone) + bus
