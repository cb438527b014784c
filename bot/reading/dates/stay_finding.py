"""From one day to another: a stay with its nights, or one gathering a day when it has hours from and to."""

import datetime
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.reading.dates.day_finding import DayFound, find_day, months_on, nearest
from bot.reading.dates.entries import Entry
from bot.reading.dates.local_hours import hours, spot
from bot.reading.dates.moment_building import build
from bot.reading.dates.moments import INVALID, MISMATCH, VAGUE, Stay, UnreadableDateError, When
from bot.reading.dates.phrases import ClockSaid, DaySaid, SpanSaid

_DAY: Final = datetime.timedelta(days=1)
_LONGEST_STAY: Final = datetime.timedelta(days=120)
# From one month to the next with the month said once, people only mean a few days.
_LONGEST_OVERLAP: Final = 9
_LONGEST_COURSE: Final = datetime.timedelta(days=31)


def find_stay(spans: list[SpanSaid], clocks: list[ClockSaid], now: datetime.datetime, tz: ZoneInfo) -> When:
    """The days of a span; raises UnreadableDateError when it ends before it begins or there are several."""
    if len(set(spans)) > 1:
        raise UnreadableDateError(VAGUE)
    span, today = spans[0], now.date()
    first, last = _bounds(span, today)
    if not _DAY <= last - first <= _LONGEST_STAY:
        raise UnreadableDateError(INVALID)
    if len(clocks) == 1 and clocks[0].end and not span.opening and last - first <= _LONGEST_COURSE:
        days = [first + _DAY * ahead for ahead in range((last - first).days + 1)]
        return build([Entry(DayFound(day), clocks=list(clocks)) for day in days], now, tz)
    opening = span.opening or (clocks[0] if len(clocks) == 1 else None)
    return Stay(
        start_date=first,
        end_date=last,
        nights=(last - first).days,
        start=_moment(first, opening, tz),
        end=_moment(last, span.closing, tz),
        confirm=span.doubtful or span.nights not in (None, (last - first).days),
        past=last < today,
    )


def _moment(day: datetime.date, clock: ClockSaid | None, tz: ZoneInfo) -> datetime.datetime | None:
    found = hours(clock, None) if clock else None
    return spot(day, found.start, tz).moment if found else None


def _bounds(span: SpanSaid, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    first = _in_the_same_week(_with_month(span.first, span.last), span.last)
    if first.day is None or span.last.day is None or first.month is None or _has_no_month(span.last):
        opening = find_day(first, today).date
        return opening, find_day(span.last, today, opening).date
    last = find_day(span.last, today).date
    return _latest_before(first, last, span.first.year), last


def _has_no_month(said: DaySaid) -> bool:
    return said.month is None and said.month_ahead is None


def _in_the_same_week(first: DaySaid, last: DaySaid) -> DaySaid:
    """ "Du jeudi au samedi de la semaine prochaine": the week is said once."""
    if first != DaySaid(weekday=first.weekday) or first.weekday is None or last.week is None:
        return first
    return replace(first, week=last.week) if first.weekday < (last.weekday or 0) else first


def _with_month(first: DaySaid, last: DaySaid) -> DaySaid:
    if first.month is not None or first.day is None or last.day is None:
        return first
    if last.month is not None and first.day - last.day >= 1 and last.day + 31 - first.day <= _LONGEST_OVERLAP:
        # "Départ le 28, retour le 2 avril": the month before.
        return replace(first, month=(last.month - 2) % 12 + 1)
    return replace(first, month=last.month, month_ahead=last.month_ahead)


def _latest_before(first: DaySaid, last: datetime.date, year: int | None) -> datetime.date:
    """The first day, in the year that puts it before the last; its weekday must fit that year."""
    undated = replace(first, weekday=None, year=year or last.year)
    found = find_day(undated, last).date
    if year is None and found > last and (found.month != last.month):
        found = months_on(found, -12)
    if first.weekday is not None and first.weekday != found.weekday():
        raise UnreadableDateError(MISMATCH, _weekday_beside(first.weekday, found))
    return found


def _weekday_beside(weekday: int, day: datetime.date) -> tuple[datetime.date, ...]:
    return tuple(sorted((nearest(weekday, day), day)))
