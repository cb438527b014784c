"""What a typed date settles, as local civil times, and what must still be asked about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.console.words import day_in_full, hour, moment
from bot.reading.dates.calendar_words import WEEKDAYS
from bot.reading.dates.moments import INVALID, MISMATCH, Day, Point, Recurring, Several, Stay, Trouble, When
from bot.reading.dates.when import when
from messages.hours import Calendar, at

EVENING = time(18)
"""When a stay ends whose last hour was not said: shown nowhere, and far enough from midnight."""
MOST = 6
"""Dates offered as buttons."""
WHICH_DAY = "Je ne suis pas sûr du jour. Lequel ?"
ONE_AT_A_TIME = "J'annonce une date à la fois. Laquelle ?"
IMPOSSIBLE = "Cette date ou cette heure n'existe pas. Quel jour, et à quelle heure ?"
NO_DATE = "Quel jour, et à quelle heure ?"

_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """A civil start, `2026-10-20T14:00`, or a day alone while its hour is missing; `ends` likewise, or ""."""

    starts: str
    ends: str = ""

    @property
    def has_hour(self) -> bool:
        """Whether the hour is known."""
        return "T" in self.starts

    @property
    def choice(self) -> str:
        """How a button carries it."""
        return f"{self.starts}/{self.ends}"


@dataclass(frozen=True)
class Doubt:
    """A question about the date, and the dates it may be."""

    question: str
    options: tuple[Dated, ...] = ()


def of_choice(choice: str) -> Dated:
    """What the button of a doubt carried."""
    return Dated(*choice.split("/", 1))


def instant(civil: str, cal: Calendar) -> datetime:
    """The UTC instant of a civil time; of the first minute of a day alone."""
    local = datetime.fromisoformat(civil)
    return at(local.date(), local.time(), cal)


def end_of(civil: str, cal: Calendar) -> datetime:
    """The UTC instant of a civil end; of the evening of a day alone."""
    local = datetime.fromisoformat(civil)
    return at(local.date(), local.time() if "T" in civil else EVENING, cal)


def label(dated: Dated) -> str:
    """What the button of a doubt says: `mardi 20 octobre 2026, 14h`."""
    starts = datetime.fromisoformat(dated.starts)
    day = day_in_full(starts.date())
    return f"{day}, {hour(starts.time())}" if dated.has_hour else day


def date_in(line: str, now: datetime, tz: ZoneInfo, day: date | None = None) -> Dated | Doubt | None:
    """The date a line names, seen from `now`; None where it names none.

    With the `day` already known, an hour alone says when on that day.
    """
    found = when(line, now, tz)
    if day is not None and isinstance(found, Trouble) and found.error not in (MISMATCH, INVALID):
        found = when(f"{day_in_full(day)} {_hour_said(line)}", now, tz)
        return settled(found, line, now, tz) if isinstance(found, Point) else None
    return settled(found, line, now, tz)


def settled(found: When, line: str, now: datetime, tz: ZoneInfo) -> Dated | Doubt | None:
    """As `date_in`, for a line whose date was read before."""
    if found.past:
        return Doubt(f"Cette date est passée{_said(found, tz)}. Quelle date à venir ?")
    match found:
        case Point():
            return _point(found)
        case Day():
            return _one_of(WHICH_DAY, [Dated(day.isoformat()) for day in (found.date, *found.alternatives)])
        case Stay():
            return _stay(found)
        case Several():
            return Doubt(ONE_AT_A_TIME, _several(found)[:MOST])
        case Recurring():
            return Doubt(ONE_AT_A_TIME, _series(found))
        case Trouble():
            return _trouble(found, line, now, tz)
    return None


def _hour_said(line: str) -> str:
    return f"{line}h" if line.strip().isascii() and line.strip().isdigit() else line


def _said(found: When, tz: ZoneInfo) -> str:
    if isinstance(found, Point):
        return f" ({moment(found.start, tz)})"
    return f" ({day_in_full(found.date)})" if isinstance(found, Day) else ""


def _point(found: Point) -> Dated | Doubt:
    length = found.end - found.start if found.end else None
    return _one_of(WHICH_DAY, [_from(start, length) for start in (found.start, *found.alternatives)])


def _stay(found: Stay) -> Dated:
    ends = _civil(found.end) if found.end else found.end_date.isoformat()
    return Dated(_civil(found.start) if found.start else found.start_date.isoformat(), ends)


def _several(found: Several) -> tuple[Dated, ...]:
    if not found.starts:
        return tuple(Dated(day.isoformat()) for day in found.dates)
    ends = dict(zip(found.starts, found.ends, strict=False))
    return tuple(Dated(_civil(start), _civil(ends[start]) if start in ends else "") for start in found.starts)


def _series(found: Recurring) -> tuple[Dated, ...]:
    firsts = (found.first, *found.alternatives)
    return tuple(Dated(_civil(first) if isinstance(first, datetime) else first.isoformat()) for first in firsts)


def _trouble(found: Trouble, line: str, now: datetime, tz: ZoneInfo) -> Doubt | None:
    if found.error == INVALID:
        return Doubt(IMPOSSIBLE)
    if found.error != MISMATCH or not found.candidates:
        return None
    hours = when(_WEEKDAY.sub(" ", line), now, tz)
    clock = _civil(hours.start).partition("T")[2] if isinstance(hours, Point) else ""
    days = [f"{day.isoformat()}T{clock}" if clock else day.isoformat() for day in found.candidates]
    return Doubt("Le jour et la date ne vont pas ensemble. Lequel est le bon ?", tuple(map(Dated, days)))


def _one_of(question: str, options: Sequence[Dated]) -> Dated | Doubt:
    return options[0] if len(options) == 1 else Doubt(question, tuple(options[:MOST]))


def _from(start: datetime, length: timedelta | None) -> Dated:
    return Dated(_civil(start), _civil(start + length) if length else "")


def _civil(start: datetime) -> str:
    return f"{start:%Y-%m-%dT%H:%M}"
