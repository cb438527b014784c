"""What a typed date turned out to be: a moment, a stay, a series, several moments, a day to ask about, or an error."""

import datetime
from dataclasses import dataclass, fields
from typing import ClassVar, Final

Plain = str | int | bool | list["Plain"] | None

INVALID: Final = "invalid_date"
MISMATCH: Final = "weekday_mismatch"
VAGUE: Final = "too_vague"


@dataclass(frozen=True, kw_only=True)
class When:
    """What every result has: `confirm` where two readings stand, `past` where it may be recorded but not announced."""

    kind: ClassVar[str]
    confirm: bool = False
    past: bool = False

    def as_json(self) -> dict[str, Plain]:
        """The result as plain values: only what is known, days and moments in ISO form."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {"kind": self.kind} | {
            name: _plain(value) for name, value in values.items() if value not in (None, (), False)
        }


@dataclass(frozen=True, kw_only=True)
class Point(When):
    """One moment, with its end when that was said; `alternatives` are the other starts it may mean."""

    kind: ClassVar[str] = "point"
    start: datetime.datetime
    end: datetime.datetime | None = None
    alternatives: tuple[datetime.datetime, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stay(When):
    """Several days in a row with the nights between, and the hours of leaving and coming back when said."""

    kind: ClassVar[str] = "stay"
    start_date: datetime.date
    end_date: datetime.date
    nights: int
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Recurring(When):
    """What comes back at the same local hour; `first` and `last` are days while the hour is missing.

    `weekday` holds the two letters of iCalendar, several parted by commas; `nth` counts within the month (-1 the last);
    `end_time` is the local hour of the end; `without` names calendars still to take out, `left_out` days already so.
    """

    kind: ClassVar[str] = "recurring"
    freq: str
    interval: int
    first: datetime.datetime | datetime.date
    weekday: str | None = None
    nth: int | None = None
    month_day: int | None = None
    end_time: str | None = None
    last: datetime.datetime | datetime.date | None = None
    until: datetime.date | None = None
    count: int | None = None
    left_out: tuple[datetime.date, ...] = ()
    without: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    alternatives: tuple[datetime.datetime | datetime.date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Several(When):
    """Several moments; `dates` instead of `starts` while the hour is missing."""

    kind: ClassVar[str] = "list"
    starts: tuple[datetime.datetime, ...] = ()
    ends: tuple[datetime.datetime, ...] = ()
    dates: tuple[datetime.date, ...] = ()
    part: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Day(When):
    """A day whose hour must still be asked; `part` is the part of the day that was said."""

    kind: ClassVar[str] = "day"
    date: datetime.date
    missing: tuple[str, ...] = ("time",)
    part: str | None = None
    alternatives: tuple[datetime.date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trouble(When):
    """Why no date could be read: weekday_mismatch (with the candidates), invalid_date or too_vague."""

    kind: ClassVar[str] = "error"
    error: str
    candidates: tuple[datetime.date, ...] = ()


class UnreadableDateError(ValueError):
    """No date can be made of what was typed; `error` and `candidates` as in Trouble."""

    def __init__(self, error: str, candidates: tuple[datetime.date, ...] = ()) -> None:
        super().__init__(error)
        self.error = error
        self.candidates = candidates


def _plain(value: object) -> Plain:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int) else str(value)
