"""Which day was meant: a named day looked up in the calendar, seen from today."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.feasts import feast_day, next_feast
from bot.reading.dates.moments import INVALID, MISMATCH, VAGUE, UnreadableDateError
from bot.reading.dates.phrases import LAST_OF_MONTH, DaySaid

_DAY: Final = datetime.timedelta(days=1)
_WEEK: Final = datetime.timedelta(weeks=1)
_YEARS: Final = range(1950, 2101)
# A date without its year whose weekday fits the one just gone is offered beside the coming one.
_RECENT: Final = datetime.timedelta(days=60)


@dataclass(frozen=True)
class DayFound:
    """The day, the other days it may mean, and `yearless` when only the year could tell which."""

    date: datetime.date
    others: tuple[datetime.date, ...] = ()
    yearless: bool = False

    @property
    def readings(self) -> tuple[datetime.date, ...]:
        """Every day it may mean, the likeliest first."""
        return (self.date, *self.others)


def find_day(said: DaySaid, today: datetime.date, after: datetime.date | None = None) -> DayFound:
    """The day meant by `said`; `after` is the day named just before it in a list.

    Raises UnreadableDateError when there is no such day, when weekday and date disagree, or when it is not said which.
    """
    try:
        return _find(said, today, after)
    except (ValueError, OverflowError) as impossible:
        if isinstance(impossible, UnreadableDateError):
            raise
        raise UnreadableDateError(INVALID) from impossible


def next_weekday(weekday: int, after: datetime.date) -> datetime.date:
    """The first such weekday strictly after a day."""
    return after + _DAY * ((weekday - after.weekday() - 1) % 7 + 1)


def nearest(weekday: int, day: datetime.date) -> datetime.date:
    """The day with that weekday that is closest to a day."""
    return day + _DAY * ((weekday - day.weekday() + 3) % 7 - 3)


def nth_weekday_of(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    """The nth such weekday of a month, -1 for the last; raises ValueError when the month has no such day."""
    if nth == LAST_OF_MONTH:
        last = last_of_month(year, month)
        return last - _DAY * ((last.weekday() - weekday) % 7)
    first = datetime.date(year, month, 1)
    return datetime.date(year, month, 1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def last_of_month(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def months_on(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def _find(said: DaySaid, today: datetime.date, after: datetime.date | None) -> DayFound:
    if said.nth is not None and said.weekday is not None:
        return DayFound(_nth(said, said.weekday, said.nth, today))
    if said.feast is not None:
        return DayFound(_feast(said, said.feast, after or today))
    if said.days_later is not None:
        return DayFound((after or today) + _DAY * said.days_later)
    if said.day is not None:
        return _dated(said, said.day, today, after)
    if said.in_days is not None or said.in_months is not None:
        return _at_a_distance(said, today)
    if said.weekday is not None:
        return _weekday(said, said.weekday, today, after)
    raise UnreadableDateError(VAGUE)


def _feast(said: DaySaid, feast: int, since: datetime.date) -> datetime.date:
    if said.year is not None and said.year not in _YEARS:
        raise UnreadableDateError(INVALID)
    found = feast_day(feast, said.year) if said.year else next_feast(feast, since)
    if said.weekday is not None and said.weekday != found.weekday():
        raise UnreadableDateError(MISMATCH, tuple(sorted((nearest(said.weekday, found), found))))
    return found


def _nth(said: DaySaid, weekday: int, nth: int, today: datetime.date) -> datetime.date:
    if said.month is None and said.month_ahead is None:
        raise UnreadableDateError(VAGUE)
    if said.month is None:
        first = months_on(today.replace(day=1), said.month_ahead or 0)
        found = nth_weekday_of(first.year, first.month, weekday, nth)
        later = months_on(first, 1)
        return found if found >= today or said.month_ahead else nth_weekday_of(later.year, later.month, weekday, nth)
    year = said.year or today.year
    found = nth_weekday_of(year, said.month, weekday, nth)
    return found if found >= today or said.year else nth_weekday_of(year + 1, said.month, weekday, nth)


def _dated(said: DaySaid, number: int, today: datetime.date, after: datetime.date | None) -> DayFound:
    if said.month is None:
        found = _day_of_a_month(said, number, after or today)
    else:
        found = _day_and_month(said, number, said.month, after or today)
    if said.weekday is not None and said.weekday != found.weekday():
        raise UnreadableDateError(MISMATCH, _candidates(said, found, today))
    return DayFound(found, yearless=said.month is not None and said.year is None and said.weekday is None)


def _day_of_a_month(said: DaySaid, number: int, since: datetime.date) -> datetime.date:
    if not 1 <= number <= 31:
        raise UnreadableDateError(INVALID)
    first = since.replace(day=1)
    if said.month_ahead is not None:
        return months_on(first, said.month_ahead).replace(day=number)
    months = (months_on(first, ahead) for ahead in range(3))
    days = (month.replace(day=number) for month in months if number <= last_of_month(month.year, month.month).day)
    return next(day for day in days if day >= since)


def _day_and_month(said: DaySaid, number: int, month: int, since: datetime.date) -> datetime.date:
    if said.year is not None and said.year not in _YEARS:
        raise UnreadableDateError(INVALID)
    if said.modifier is Tag.EDGE:
        number = min(number, last_of_month(said.year or since.year, month).day)
    if said.year is not None:
        return datetime.date(said.year, month, number)
    if (month, number) >= (since.month, since.day):
        return datetime.date(since.year, month, number)
    return datetime.date(since.year + 1, month, number)


def _candidates(said: DaySaid, found: datetime.date, today: datetime.date) -> tuple[datetime.date, ...]:
    """The two days a contradiction may mean: the date as given, and the weekday next to it."""
    gone = found.replace(year=found.year - 1) if (found.month, found.day) != (2, 29) else found
    if said.year is None and said.month and gone.weekday() == said.weekday and today - gone <= _RECENT:
        return gone, found
    near = nearest(said.weekday or 0, found)
    if near < today <= found:
        near += _WEEK
    return (near, found) if near < found else (found, near)


def _at_a_distance(said: DaySaid, today: datetime.date) -> DayFound:
    if said.in_months is not None:
        found = months_on(today, said.in_months)
        return DayFound(found if said.weekday is None else nearest(said.weekday, found))
    found = today + _DAY * (said.in_days or 0)
    if said.weekday is not None and said.in_days_literally is not None:
        # "Mardi dans quinze jours": a fortnight from today, or from the coming Tuesday.
        return _distinct(nearest(said.weekday, found), next_weekday(said.weekday, today) + _DAY * (said.in_days or 0))
    if said.weekday is not None:
        return _distinct(nearest(said.weekday, found), _in_week_of(found, said.weekday))
    if said.in_days_literally is None:
        return DayFound(found)
    return _distinct(found, today + _DAY * said.in_days_literally)


def _weekday(said: DaySaid, weekday: int, today: datetime.date, after: datetime.date | None) -> DayFound:
    if said.week is not None:
        return _of_week(said.week, weekday, today)
    coming = next_weekday(weekday, after or today)
    if said.weeks_on:
        precise = said.modifier is Tag.NOT
        return (
            DayFound(coming + _WEEK * said.weeks_on) if precise else _distinct(coming + _WEEK * said.weeks_on, coming)
        )
    if said.modifier is Tag.LAST:
        return DayFound(coming - _WEEK * (2 if weekday == today.weekday() else 1))
    if after is not None:
        return DayFound(coming)
    return _seen_from_today(said, coming, today)


def _seen_from_today(said: DaySaid, coming: datetime.date, today: datetime.date) -> DayFound:
    same_day = coming.weekday() == today.weekday()
    if said.modifier is Tag.FOLLOWING:
        return DayFound(coming + _WEEK, (coming,))
    if said.modifier is Tag.NEXT:
        soon = coming == today + _DAY or coming <= _in_week_of(today, 6) or same_day
        return DayFound(coming, (coming + _WEEK,) if soon else ())
    if not same_day:
        return DayFound(coming)
    return DayFound(today, (coming,)) if said.modifier is Tag.THIS else DayFound(coming, (today,))


def _of_week(week: int, weekday: int, today: datetime.date) -> DayFound:
    found = _in_week_of(today + _WEEK * week, weekday)
    # "La semaine d'après" may be next week or the one after it.
    return DayFound(found, (found - _WEEK,)) if week == 2 else DayFound(found)


def _in_week_of(day: datetime.date, weekday: int) -> datetime.date:
    return day + _DAY * (weekday - day.weekday())


def _distinct(found: datetime.date, other: datetime.date) -> DayFound:
    return DayFound(found, (other,) if other != found else ())
