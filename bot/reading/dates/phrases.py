"""What a typed line says of days and hours, before it is known which day that is."""

from dataclasses import dataclass
from typing import Final

from bot.reading.dates.calendar_words import Tag

LAST_OF_MONTH: Final = -1


@dataclass(frozen=True)
class DaySaid:
    """One day as it was named; everything not said is None; `days_later` counts from the day named before it."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    modifier: Tag | None = None
    weeks_on: int = 0
    in_days: int | None = None
    in_days_literally: int | None = None
    in_months: int | None = None
    week: int | None = None
    month_ahead: int | None = None
    nth: int | None = None
    feast: int | None = None
    days_later: int | None = None


@dataclass(frozen=True)
class ClockSaid:
    """An hour, perhaps to another; `bound` when only a limit was said ("avant 14h")."""

    start: tuple[int, int]
    end: tuple[int, int] | None = None
    part: int | None = None
    bound: bool = False


@dataclass(frozen=True)
class PartSaid:
    """Morning, afternoon, evening or night."""

    part: int


@dataclass(frozen=True)
class SpanSaid:
    """From one day to another, both included, with the hours of leaving and coming back when they were said.

    `nights` is the number that was said beside the days; `doubtful` where the words leave a doubt.
    """

    first: DaySaid
    last: DaySaid
    opening: ClockSaid | None = None
    closing: ClockSaid | None = None
    nights: int | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class SeriesSaid:
    """What comes back: `freq` is daily, weekly or monthly; `parity` 0 for even weeks, 1 for odd.

    `count` where the number is said with the days ("dix mardis"); `doubtful` where the rhythm is only implied.
    """

    freq: str
    weekdays: tuple[int, ...] = ()
    interval: int = 1
    nth: int | None = None
    month_day: int | None = None
    parity: int | None = None
    count: int | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class UntilSaid:
    """The last day of a series."""

    day: DaySaid


@dataclass(frozen=True)
class SinceSaid:
    """The day from which a series runs; `exact` when it must itself be one of its days ("début le 4 mars")."""

    day: DaySaid
    exact: bool = False


@dataclass(frozen=True)
class MonthsSaid:
    """Whole months, from one to another ("de septembre à juin"), with the year when it was typed."""

    first: int
    last: int
    year: int | None = None


@dataclass(frozen=True)
class TimesSaid:
    """How often a series is held, or how many weeks or months it lasts."""

    count: int
    unit: Tag


@dataclass(frozen=True)
class StaySaid:
    """How many days and nights a stay lasts."""

    days: int | None = None
    nights: int | None = None


@dataclass(frozen=True)
class LengthSaid:
    """How long it lasts, in minutes."""

    minutes: int


@dataclass(frozen=True)
class DelaySaid:
    """So many minutes from now."""

    minutes: int


@dataclass(frozen=True)
class ExceptSaid:
    """The days left out of a series; in `holidays` 0 for school holidays, 1 for public ones."""

    days: tuple[DaySaid, ...] = ()
    holidays: tuple[int, ...] = ()


@dataclass(frozen=True)
class InstantSaid:
    """A full moment copied from a program: year to minute, then the minutes east of Greenwich."""

    values: tuple[int, ...]


@dataclass(frozen=True)
class MarkSaid:
    """A word between phrases that changes their meaning: or, not, the following one, of next week, vague."""

    tag: Tag
    value: int = 0


Said = (
    DaySaid
    | ClockSaid
    | PartSaid
    | SpanSaid
    | SeriesSaid
    | UntilSaid
    | SinceSaid
    | MonthsSaid
    | TimesSaid
    | StaySaid
    | LengthSaid
    | DelaySaid
    | ExceptSaid
    | InstantSaid
    | MarkSaid
)


@dataclass(frozen=True)
class Phrase:
    """One thing said, with its place in the line; `follows` when only "et" or a comma parts it from the one before."""

    said: Said
    start: int
    end: int
    follows: bool = False
