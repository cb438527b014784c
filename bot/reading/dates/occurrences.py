"""The days on which a series falls, week after week or month after month."""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.reading.dates.day_finding import months_on, nth_weekday_of
from bot.reading.dates.phrases import SeriesSaid

_DAY: Final = datetime.timedelta(days=1)
_HORIZON: Final = 366 * 6


@dataclass(frozen=True)
class Window:
    """The first day a series may have (today unless `named`), its last day and its length when they were said."""

    first: datetime.date
    named: bool = False
    until: datetime.date | None = None
    count: int | None = None


def occurrences(rule: SeriesSaid, window: Window) -> Iterator[datetime.date]:
    """The days of such a series from the first day of its window on, without end."""
    if rule.freq == "monthly":
        return (day for day in _monthly(rule, window.first) if day >= window.first)
    days = (window.first + _DAY * ahead for ahead in range(_HORIZON))
    if rule.freq == "daily":
        return itertools.islice(days, 0, None, rule.interval)
    return _weekly(rule, days)


def _weekly(rule: SeriesSaid, days: Iterator[datetime.date]) -> Iterator[datetime.date]:
    monday: datetime.date | None = None
    for day in days:
        if day.weekday() not in rule.weekdays:
            continue
        if rule.parity is not None and day.isocalendar().week % 2 != rule.parity:
            continue
        monday = monday or day - _DAY * day.weekday()
        if rule.parity is not None or (day - monday).days // 7 % rule.interval == 0:
            yield day


def _monthly(rule: SeriesSaid, since: datetime.date) -> Iterator[datetime.date]:
    for ahead in range(0, 12 * 6, rule.interval):
        month = months_on(since.replace(day=1), ahead)
        try:
            if rule.month_day:
                yield month.replace(day=rule.month_day)
            else:
                yield nth_weekday_of(month.year, month.month, rule.weekdays[0], rule.nth or 1)
        except ValueError:
            continue  # this month has no 31st, or no fifth Monday


def within(days: Iterator[datetime.date], window: Window) -> list[datetime.date]:
    """Those of the days that the window holds; only the first two where it has no end."""
    last = window.until
    if last is None:
        return list(itertools.islice(days, window.count or 2))
    return list(itertools.islice(itertools.takewhile(lambda day: day <= last, days), window.count))
