"""Days and hours put together: one moment, several, or a day whose hour must be asked."""

import datetime
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.reading.dates.calendar_words import PARTS
from bot.reading.dates.day_finding import DayFound
from bot.reading.dates.entries import Entry
from bot.reading.dates.local_hours import HoursFound, Spot, hours, is_improbable, other_hours, spot
from bot.reading.dates.moments import VAGUE, Day, Point, Several, UnreadableDateError, When

# Nobody plans so far ahead: the "30" of "le 5 juin 30" was probably not the year.
_SOON: Final = datetime.timedelta(days=3 * 365)


@dataclass(frozen=True)
class _Timed:
    """One day with its hours, or without when they must be asked."""

    day: DayFound
    hours: tuple[HoursFound, ...]
    part: int | None
    minutes: int | None


def build(found: list[Entry], now: datetime.datetime, tz: ZoneInfo) -> When:
    """The result for the days of a line; raises UnreadableDateError when there is none."""
    if not found:
        raise UnreadableDateError(VAGUE)
    timed = [_timed(entry) for entry in found]
    if len(timed) > 1 or len(timed[0].hours) > 1:
        return _several(timed, now, tz)
    return _point(timed[0], now, tz) if timed[0].hours else _day(timed[0], now.date())


def _timed(entry: Entry) -> _Timed:
    unsure = entry.unsure or any(clock.bound for clock in entry.clocks)
    read = [hours(clock, entry.part) for clock in entry.clocks]
    certain = tuple(each for each in read if each is not None)
    contradicted = len(certain) < len(read)
    return _Timed(
        day=entry.day,
        hours=() if unsure or contradicted else certain,
        part=None if contradicted else entry.part,
        minutes=entry.minutes,
    )


def _day(timed: _Timed, today: datetime.date) -> Day:
    return Day(
        date=timed.day.date,
        part=None if timed.part is None else PARTS[timed.part],
        alternatives=timed.day.others,
        confirm=bool(timed.day.others) or timed.day.date - today > _SOON,
        past=timed.day.date < today,
    )


def _point(timed: _Timed, now: datetime.datetime, tz: ZoneInfo) -> Point:
    found = timed.hours[0]
    start = spot(timed.day.date, found.start, tz)
    others = [*_other_days(timed.day, found, start.moment < now, tz), *start.others]
    others += other_hours(timed.day.date, found, tz)
    return Point(
        start=start.moment,
        end=_end(timed, found, start, tz),
        alternatives=tuple(dict.fromkeys(others)),
        confirm=bool(others) or start.moved or is_improbable(found) or start.moment - now > _SOON,
        past=start.moment < now,
    )


def _other_days(day: DayFound, found: HoursFound, gone: bool, tz: ZoneInfo) -> list[datetime.datetime]:
    others = [spot(other, found.start, tz).moment for other in day.others]
    if not (gone and day.yearless):
        return others
    # Typed without its year on the very day, after the hour: today is to be recorded, unless next year was meant.
    next_year = day.date + datetime.timedelta(days=365)
    same_day = next_year if next_year.day == day.date.day else next_year + datetime.timedelta(days=1)
    return [*others, spot(same_day, found.start, tz).moment]


def _end(timed: _Timed, found: HoursFound, start: Spot, tz: ZoneInfo) -> datetime.datetime | None:
    if found.end:
        end = spot(timed.day.date, found.end, tz).moment
        return end if end > start.moment else None
    if timed.minutes:
        later = start.moment.astimezone(datetime.UTC) + datetime.timedelta(minutes=timed.minutes)
        return later.astimezone(tz)
    return None


def _several(timed: list[_Timed], now: datetime.datetime, tz: ZoneInfo) -> Several:
    confirm = any(each.day.others for each in timed)
    if not all(each.hours for each in timed):
        parts = {each.part for each in timed}
        part = parts.pop() if len(parts) == 1 else None
        return Several(
            dates=tuple(each.day.date for each in timed),
            part=None if part is None else PARTS[part],
            missing=("time",),
            confirm=confirm,
            past=any(each.day.date < now.date() for each in timed),
        )
    held = sorted(_held(each, found, tz) for each in timed for found in each.hours)
    ends = tuple(end for _, end in held if end is not None)
    return Several(
        starts=tuple(start for start, _ in held),
        ends=ends if len(ends) == len(held) else (),
        confirm=confirm or any(is_improbable(found) for each in timed for found in each.hours),
        past=any(start < now for start, _ in held),
    )


def _held(timed: _Timed, found: HoursFound, tz: ZoneInfo) -> tuple[datetime.datetime, datetime.datetime | None]:
    start = spot(timed.day.date, found.start, tz)
    return start.moment, _end(timed, found, start, tz)
