"""An hour as it was said put on a day as it was found, across clock changes."""

import datetime
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.reading.dates.calendar_words import AFTERNOON, EVENING, MORNING, NIGHT
from bot.reading.dates.moments import INVALID, UnreadableDateError
from bot.reading.dates.phrases import ClockSaid

_MIDNIGHT: Final = 24
_NOON: Final = 12
# Before this hour nobody meets a family: "2h" was probably the afternoon.
_EARLIEST: Final = 7
# The hours that a part of the day may hold, once counted on 24.
_HOURS_OF: Final = {MORNING: (0, 12), AFTERNOON: (12, 19), EVENING: (16, 24), NIGHT: (0, 24)}

Time = tuple[int, int]


@dataclass(frozen=True)
class HoursFound:
    """Start and end as local times, hour 24 being the midnight that ends the day; `spoken` when its part was said."""

    start: Time
    end: Time | None
    spoken: bool


@dataclass(frozen=True)
class Spot:
    """A local time on the line of time: the moment, the others it may mean, and `moved` when it did not exist."""

    moment: datetime.datetime
    others: tuple[datetime.datetime, ...] = ()
    moved: bool = False


def hours(said: ClockSaid, part: int | None) -> HoursFound | None:
    """The hours counted on 24, or None where hour and part of the day contradict each other.

    Raises UnreadableDateError when there is no such hour or when the end is not after the start.
    """
    part = said.part if said.part is not None else part
    start = _counted_on_24(_possible(said.start), part)
    end = _counted_on_24(_possible(said.end), part) if said.end else None
    if end is not None and end <= start:
        raise UnreadableDateError(INVALID)
    if part is not None and not _HOURS_OF[part][0] <= start[0] <= _HOURS_OF[part][1]:
        return None
    return HoursFound(start, end, part is not None)


def spot(day: datetime.date, time: Time, tz: ZoneInfo) -> Spot:
    """The moment of a local time: the first valid minute after one that the spring change skips."""
    wall = datetime.datetime.combine(day, datetime.time(), tz).replace(hour=time[0] % _MIDNIGHT, minute=time[1])
    wall += datetime.timedelta(days=time[0] // _MIDNIGHT)
    if not _exists(wall):
        return Spot(_next_valid_minute(wall), moved=True)
    second = wall.replace(fold=1)
    return Spot(wall, (second,) if second.utcoffset() != wall.utcoffset() else ())


def other_hours(day: datetime.date, found: HoursFound, tz: ZoneInfo) -> tuple[datetime.datetime, ...]:
    """The other starts that an improbable hour may mean: the afternoon for "2h", the other midnight for "minuit"."""
    hour, minute = found.start
    if hour == _MIDNIGHT:
        return (spot(day, (0, minute), tz).moment,)
    if found.spoken or hour >= _EARLIEST:
        return ()
    if hour == 0:
        return (spot(day, (_MIDNIGHT, minute), tz).moment,)
    return (spot(day, (hour + _NOON, minute), tz).moment,)


def is_improbable(found: HoursFound) -> bool:
    """Whether the start must be confirmed: midnight or the small hours."""
    return found.start[0] < _EARLIEST or found.start[0] == _MIDNIGHT


def _possible(time: Time) -> Time:
    if time[0] > _MIDNIGHT or time[1] > 59:
        raise UnreadableDateError(INVALID)
    return time


def _counted_on_24(time: Time, part: int | None) -> Time:
    hour, minute = time
    late = (part == AFTERNOON and 1 <= hour <= 7) or (part == EVENING and 4 <= hour < _NOON)
    late = late or (part == NIGHT and 8 <= hour < _NOON)
    return (hour + _NOON, minute) if late else time


def _exists(wall: datetime.datetime) -> bool:
    there_and_back = wall.astimezone(datetime.UTC).astimezone(wall.tzinfo)
    return there_and_back.replace(tzinfo=None) == wall.replace(tzinfo=None)


def _next_valid_minute(wall: datetime.datetime) -> datetime.datetime:
    while not _exists(wall):
        wall += datetime.timedelta(minutes=1)
    return wall
