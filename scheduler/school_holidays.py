"""The school holidays of zone B, Lille's, as far as they have been published."""

from datetime import date
from functools import cache

from vacances_scolaires_france import SchoolHolidayDates

ZONE = "B"


class NotPublishedError(ValueError):
    """Nobody knows the school holidays of that day yet."""


def in_school_holidays(day: date) -> bool:
    """Whether pupils of zone B are on holiday that day. Raises NotPublishedError after `published_until`.

    The library answers "no holiday" for years it only half knows; that answer is not taken.
    """
    if day > published_until():
        raise NotPublishedError(day.isoformat())
    return day in _days()


def published_until() -> date:
    """The last day of the last school holidays that are known."""
    return max(_days())


@cache
def _days() -> frozenset[date]:
    known = SchoolHolidayDates()
    return frozenset(day for day in known.data if known.is_holiday_for_zone(day, ZONE))
