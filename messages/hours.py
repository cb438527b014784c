"""When a family may be written to: a calendar of allowed moments, without any clock of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_SUNDAY = 6


class NoMomentError(ValueError):
    """The hours a family chose leave no moment at all for this message."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A window of local wall time within one day: `opens <= t < closes`. Raises ValueError when empty."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("hours must open before they close, on the same day")

    def __contains__(self, t: time) -> bool:
        return self.opens <= t < self.closes


@dataclass(frozen=True, slots=True)
class Calendar:
    """The association's hours, in its own time zone; `country` names the public holidays it keeps."""

    tz: ZoneInfo
    hours: Hours = Hours(time(9), time(20))
    reminders: Hours = Hours(time(17), time(18, 30))
    notices: Hours = Hours(time(7), time(22))
    early: time = time(9)
    country: str = "FR"


def local(moment: datetime, cal: Calendar) -> datetime:
    """The moment as people there read it. Raises ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(cal.tz)


def civil(moment: datetime, cal: Calendar) -> str:
    """The local date and time that is kept beside an instant: `2026-10-19T17:30`."""
    return f"{local(moment, cal):%Y-%m-%dT%H:%M}"


def at(day: date, t: time, cal: Calendar) -> datetime:
    """The UTC instant of a local time: the first of two, or the first valid minute after a missing one."""
    wall = datetime.combine(day, t.replace(tzinfo=None, fold=0), tzinfo=cal.tz)
    while not _exists(wall):
        wall = wall.replace(second=0, microsecond=0) + _MINUTE
    return wall.astimezone(UTC)


def open_day(day: date, cal: Calendar) -> bool:
    """False on Sundays and public holidays."""
    return day.weekday() != _SUNDAY and not public_holiday(day, cal)


def public_holiday(day: date, cal: Calendar) -> bool:
    """True on a public holiday of the calendar's country."""
    return day in _holidays(cal.country, day.year)


def meets(cal: Calendar, own: Hours) -> bool:
    """Whether a family's own hours leave any moment of an open day."""
    return _overlap(cal.hours, own) is not None


def allowed(moment: datetime, cal: Calendar, own: Hours | None = None) -> bool:
    """Whether an automatic message may leave: on an open day, within hours and the family's own hours."""
    here = local(moment, cal)
    t = here.time()
    return t in cal.hours and (own is None or t in own) and open_day(here.date(), cal)


def next_allowed(moment: datetime, cal: Calendar, own: Hours | None = None) -> datetime:
    """The moment itself when allowed, else the next opening. Raises NoMomentError if there is none."""
    if allowed(moment, cal, own):
        return moment
    opens = _span(cal, own).opens
    openings = (at(day, opens, cal) for day in _open_days(local(moment, cal).date(), cal, _DAY))
    return next(opening for opening in openings if opening >= moment)


def back_to_window(moment: datetime, cal: Calendar, own: Hours | None = None) -> datetime:
    """The last moment of a reminder window not after `moment`, never forward. Raises NoMomentError."""
    window = _reminder_window(cal, own)
    days = _open_days(local(moment, cal).date(), cal, -_DAY)
    evenings = ((at(day, window.opens, cal), at(day, window.closes, cal)) for day in days)
    opens, closes = next(evening for evening in evenings if evening[0] <= moment)
    return moment if moment < closes else max(opens, closes - _MINUTE)


def day_before(start: datetime, cal: Calendar, own: Hours | None, spread: int) -> datetime:
    """The reminder for an event: in the window of the last open day before it, `spread` minutes in (0 to 89).

    A window shorter than the spread is gone round again, so that the moment stays inside it. Raises
    NoMomentError when own hours leave none.
    """
    opens, minutes = evening_before(start, cal, own)
    return opens + _MINUTE * (spread % minutes)


def evening_before(start: datetime, cal: Calendar, own: Hours | None) -> tuple[datetime, int]:
    """When the window of the last open day before an event opens, and over how many minutes (1 at least)."""
    window = _reminder_window(cal, own)
    day = next(_open_days(local(start, cal).date() - _DAY, cal, -_DAY))
    opens, closes = at(day, window.opens, cal), at(day, window.closes, cal)
    return opens, max(1, (closes - opens) // _MINUTE)


def last_reminded(moment: datetime, cal: Calendar, own: bool) -> date:
    """The last day whose `evening_before` may have opened by that moment, for families who chose hours of their own,
    or chose none."""
    here = local(moment, cal)
    opens = cal.hours.opens if own else _reminder_window(cal, None).opens
    begun = here.date() if here.time() >= opens else here.date() - _DAY
    return next(_open_days(begun + _DAY, cal, _DAY))


def notice_allowed(moment: datetime, start: datetime, cal: Calendar, discreet_own: Hours | None = None) -> bool:
    """Whether a change or cancellation may leave now: 07:00-22:00 on any day, by night only for an event that
    begins before the next 09:00, and never in the closed hours of a discreet family."""
    here = local(moment, cal)
    if discreet_own is not None and here.time() not in discreet_own:
        return False
    if here.time() in cal.notices:
        return True
    morning = here.date() + (_DAY if here.time() >= cal.notices.closes else timedelta())
    return moment < start < at(morning, cal.early, cal)


def next_notice(moment: datetime, start: datetime, cal: Calendar, discreet_own: Hours | None = None) -> datetime:
    """The first moment from now on when the notice may leave. Raises NoMomentError when there is none."""
    for candidate in _notice_candidates(moment, cal, discreet_own):
        if notice_allowed(candidate, start, cal, discreet_own):
            return candidate
    raise NoMomentError


def _exists(wall: datetime) -> bool:
    there_and_back = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return there_and_back.replace(tzinfo=None) == wall.replace(tzinfo=None)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


def _open_days(day: date, cal: Calendar, step: timedelta) -> Iterator[date]:
    while True:
        if open_day(day, cal):
            yield day
        day += step


def _overlap(one: Hours, other: Hours) -> Hours | None:
    opens, closes = max(one.opens, other.opens), min(one.closes, other.closes)
    return Hours(opens, closes) if opens < closes else None


def _span(cal: Calendar, own: Hours | None) -> Hours:
    span = cal.hours if own is None else _overlap(cal.hours, own)
    if span is None:
        raise NoMomentError
    return span


@lru_cache(maxsize=1024)
def _reminder_window(cal: Calendar, own: Hours | None) -> Hours:
    """17:00-18:30 as far as own hours go; beside it, the minute of their hours that comes nearest."""
    span = _span(cal, own)
    window = _overlap(span, cal.reminders)
    if window is None and span.closes <= cal.reminders.opens:
        return Hours(max(span.opens, _earlier(span.closes)), span.closes)
    return window or Hours(span.opens, _later(span.opens))


def _earlier(t: time) -> time:
    return (datetime.combine(date.min + _DAY, t) - _MINUTE).time()


def _later(t: time) -> time:
    return (datetime.combine(date.min, t) + _MINUTE).time()


def _notice_candidates(moment: datetime, cal: Calendar, own: Hours | None) -> Iterator[datetime]:
    yield moment
    openings = [cal.notices.opens] if own is None else sorted({cal.notices.opens, own.opens})
    today = local(moment, cal).date()
    for day in (today, today + _DAY, today + 2 * _DAY):
        yield from (opening for t in openings if (opening := at(day, t, cal)) >= moment)
