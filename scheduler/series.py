"""Series: the same meeting every week or every second week; which dates it has, which it skips, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from sqlmodel import Field, Session, SQLModel

from messages.columns import moment, structure, words
from messages.hours import Calendar, public_holiday
from scheduler.activities import Activity
from scheduler.school_holidays import NotPublishedError, in_school_holidays

MOST = 60
"""Dates of one series."""
LONGEST = timedelta(days=396)
"""Thirteen months, from the first day to the last."""

ENDLESS, TOO_LONG, NOT_PUBLISHED, NO_DATE = "endless", "too-long", "not-published", "no-date"
"""Why a rule gives no dates."""
PUBLIC_HOLIDAY, SCHOOL_HOLIDAY, TAKEN_OUT = "public-holiday", "school-holiday", "taken-out"
"""Why a day is skipped."""


class Series(SQLModel, table=True):
    """The rule by which the dates were found. What happens to one of them afterwards stands on the activity."""

    __tablename__ = "series"

    id: int | None = Field(default=None, primary_key=True)
    every_weeks: int = 1
    weekdays: list[int] = structure("figures", default_factory=list)
    """Monday is 0; none: the weekday of the first day."""
    days: list[str] = structure("figures", default_factory=list)
    """ISO days to choose from, in order, where the rule is not one of weeks; then the two above say nothing."""
    first: date
    until: date | None = None
    times: int | None = None
    """How often it is held, skipped days not counted."""
    skip_school_holidays: bool = False
    """Public holidays are always skipped."""
    without: list[str] = structure("figures", default_factory=list)
    """ISO days taken out by hand."""
    by: str = words("technical")
    created_at: datetime = moment()


@dataclass(frozen=True)
class Course:
    """The local days on which a series is held, and those it skips with why, both in order."""

    kept: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]


class NoCourseError(ValueError):
    """The rule gives no dates; `reason` is endless, too-long, not-published or no-date."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def course(series: Series, cal: Calendar) -> Course:
    """The dates of a rule. Raises NoCourseError where it has no end, no date, too many, or unknown holidays."""
    if series.until is None and series.times is None:
        raise NoCourseError(ENDLESS)
    kept: list[date] = []
    skipped: list[tuple[date, str]] = []
    for day in _candidates(series):
        if (series.until is not None and day > series.until) or len(kept) == series.times:
            break
        if day > series.first + LONGEST or len(kept) == MOST:
            raise NoCourseError(TOO_LONG)
        why = _why_not(series, day, cal)
        if why is None:
            kept.append(day)
        else:
            skipped.append((day, why))
    if not kept:
        raise NoCourseError(NO_DATE)
    return Course(tuple(kept), tuple(skipped))


def falls_out(series: Series, day: date, cal: Calendar) -> str | None:
    """Why a series would skip that day, or None; days taken out by hand do not count. Raises NoCourseError."""
    if public_holiday(day, cal):
        return PUBLIC_HOLIDAY
    try:
        return SCHOOL_HOLIDAY if series.skip_school_holidays and in_school_holidays(day) else None
    except NotPublishedError:
        raise NoCourseError(NOT_PUBLISHED) from None


def series_of(session: Session, activity: Activity) -> Series | None:
    """The series an activity is a date of."""
    return session.get(Series, activity.series_id) if activity.series_id is not None else None


def _why_not(series: Series, day: date, cal: Calendar) -> str | None:
    return TAKEN_OUT if day.isoformat() in series.without else falls_out(series, day, cal)


def _candidates(series: Series) -> Iterator[date]:
    """The days of the rule from the first on; every second week is counted in calendar weeks, skipped or not."""
    if series.days:
        yield from (day for day in map(date.fromisoformat, series.days) if day >= series.first)
        return
    weekdays = sorted(series.weekdays) or [series.first.weekday()]
    monday = series.first - timedelta(days=series.first.weekday())
    for week in count(0, series.every_weeks):
        days = (monday + timedelta(weeks=week, days=weekday) for weekday in weekdays)
        yield from (day for day in days if day >= series.first)
