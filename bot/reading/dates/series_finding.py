"""The occurrences of a series: from when, until when, how many."""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.reading.dates.calendar_words import WEEKDAY_CODES, Tag
from bot.reading.dates.day_finding import find_day, last_of_month, months_on, nearest
from bot.reading.dates.local_hours import HoursFound, spot
from bot.reading.dates.moments import INVALID, MISMATCH, VAGUE, Recurring, UnreadableDateError
from bot.reading.dates.occurrences import Window, occurrences, within
from bot.reading.dates.phrases import (
    DaySaid,
    ExceptSaid,
    MarkSaid,
    MonthsSaid,
    Said,
    SeriesSaid,
    SinceSaid,
    SpanSaid,
    TimesSaid,
    UntilSaid,
)

_DAY: Final = datetime.timedelta(days=1)
_CALENDARS: Final = ("school_holidays", "public_holidays")


def find_series(said: list[Said], hours: HoursFound | None, now: datetime.datetime, tz: ZoneInfo) -> Recurring:
    """The series that `said` describes, at `hours` (None: still to be asked).

    Raises UnreadableDateError when it has no day of the week, no occurrence, or an impossible bound.
    """
    today = now.astimezone(tz).date()
    said = _with_days_apart(said)
    window = _window(said, today)
    rule = _rule(said, window)
    _refuse_another_weekday(said, rule, today)
    left_out = _left_out(said, today)
    days: Iterator[datetime.date] = (day for day in occurrences(rule, window) if day not in left_out)
    if hours and not window.named:
        days = itertools.dropwhile(lambda day: spot(day, hours.start, tz).moment < now, days)
    dates = within(days, window)
    if not dates:
        raise UnreadableDateError(INVALID)
    series = _described(rule, dates, window)
    series = replace(_timed(series, hours, tz), left_out=left_out, without=_calendars(said))
    implied = any(isinstance(each, SeriesSaid) and each.doubtful for each in said)
    # "À partir de la rentrée": a beginning that names no day.
    series = replace(series, confirm=implied or MarkSaid(Tag.SINCE) in said)
    return _asked(series, dates, today, window.named)


def _with_days_apart(said: list[Said]) -> list[Said]:
    """ "Chaque semaine le jeudi 17h jusqu'au 23 avril": the Thursday is a day of the series, not its beginning."""
    if any(isinstance(each, SeriesSaid) and each.freq != "weekly" for each in said):
        return said
    found: list[Said] = []
    for each in said:
        weekday = each.first.weekday if isinstance(each, SpanSaid) else None
        if isinstance(each, SpanSaid) and each.first == DaySaid(weekday=weekday) and each.last.day is not None:
            found += [each.first, UntilSaid(each.last)]
        else:
            found.append(each)
    return found


def _refuse_another_weekday(said: list[Said], rule: SeriesSaid, today: datetime.date) -> None:
    """ "Le mercredi, début le 5 mars", which is a Thursday: one of the two is wrong."""
    if rule.freq != "weekly" or not rule.weekdays:
        return
    for each in said:
        first = each.day if isinstance(each, SinceSaid) and each.exact else each
        if not isinstance(first, DaySaid) or not _is_dated(first):
            continue
        day = find_day(first, today).date
        if day.weekday() not in rule.weekdays:
            raise UnreadableDateError(MISMATCH, tuple(sorted((nearest(rule.weekdays[0], day), day))))


def days_of(series: Recurring, until: datetime.date) -> list[datetime.date]:
    """The days that such a series may have from its first on, up to `until`, nothing taken out."""
    first = series.first.date() if isinstance(series.first, datetime.datetime) else series.first
    weekdays = tuple(WEEKDAY_CODES.index(code) for code in (series.weekday or "").split(",") if code)
    rule = SeriesSaid(series.freq, weekdays, series.interval, series.nth, series.month_day)
    return list(itertools.takewhile(lambda day: day <= until, occurrences(rule, Window(first))))


def _window(said: list[Said], today: datetime.date) -> Window:
    window = Window(today)
    for each in said:
        window = _opened(window, each, today)
    for each in said:
        window = _closed(window, each)
    return window


def _opened(window: Window, said: Said, today: datetime.date) -> Window:
    if isinstance(said, SinceSaid | SpanSaid):
        first = find_day(said.day if isinstance(said, SinceSaid) else _with_month(said), today).date
        return replace(window, first=first, named=True)
    if isinstance(said, DaySaid) and _is_dated(said):
        return replace(window, first=find_day(said, today).date, named=True)
    if isinstance(said, MonthsSaid):
        year = said.year or (today.year if said.last >= today.month or said.first > said.last else today.year + 1)
        first = datetime.date(year, said.first, 1)
        return replace(window, first=max(first, today), named=first > today)
    return window


def _is_dated(said: DaySaid) -> bool:
    return said.day is not None or said.in_days is not None or said.feast is not None


def _with_month(span: SpanSaid) -> DaySaid:
    inherits = span.first.month is None and span.first.day is not None
    return replace(span.first, month=span.last.month, year=span.last.year) if inherits else span.first


def _closed(window: Window, said: Said) -> Window:
    if isinstance(said, UntilSaid | SpanSaid):
        last = find_day(said.day if isinstance(said, UntilSaid) else said.last, window.first).date
        return replace(window, until=last)
    if isinstance(said, MonthsSaid):
        year = window.first.year + (1 if said.last < window.first.month else 0)
        return replace(window, until=last_of_month(year, said.last))
    if isinstance(said, SeriesSaid) and said.count:
        return replace(window, count=said.count)
    if not isinstance(said, TimesSaid):
        return window
    if said.unit is Tag.TIMES:
        return replace(window, count=said.count)
    last = window.first + _DAY * 7 * said.count if said.unit is Tag.WEEKS else months_on(window.first, said.count)
    return replace(window, until=last - _DAY)


def _rule(said: list[Said], window: Window) -> SeriesSaid:
    parts = [each for each in said if isinstance(each, SeriesSaid)]
    rule = parts[0]
    for part in parts[1:]:
        rule = _merged(rule, part)
    if rule.weekdays or rule.freq == "daily" or rule.month_day:
        return rule
    named = tuple(each.weekday for each in said if isinstance(each, DaySaid) and each.weekday is not None)
    if rule.freq == "weekly" and (named or window.named):
        return replace(rule, weekdays=named or (window.first.weekday(),))
    days = [each.day for each in said if isinstance(each, DaySaid) and each.day is not None]
    if rule.freq == "monthly" and days:
        return replace(rule, month_day=days[0])
    raise UnreadableDateError(VAGUE)


def _merged(rule: SeriesSaid, part: SeriesSaid) -> SeriesSaid:
    return replace(
        rule,
        freq="monthly" if "monthly" in (rule.freq, part.freq) else "weekly",
        weekdays=tuple(sorted({*rule.weekdays, *part.weekdays})),
        interval=max(rule.interval, part.interval),
        parity=part.parity if rule.parity is None else rule.parity,
        nth=part.nth if rule.nth is None else rule.nth,
    )


def _left_out(said: list[Said], today: datetime.date) -> tuple[datetime.date, ...]:
    days = [day for each in said if isinstance(each, ExceptSaid) for day in each.days]
    return tuple(find_day(day, today).date for day in days)


def _calendars(said: list[Said]) -> tuple[str, ...]:
    return tuple(_CALENDARS[index] for each in said if isinstance(each, ExceptSaid) for index in each.holidays)


def _described(rule: SeriesSaid, dates: list[datetime.date], window: Window) -> Recurring:
    ends = window.until is not None or window.count is not None
    return Recurring(
        freq=rule.freq,
        interval=rule.interval,
        weekday=",".join(WEEKDAY_CODES[day] for day in rule.weekdays) or None,
        nth=rule.nth,
        month_day=rule.month_day,
        first=dates[0],
        last=dates[-1] if ends else None,
        until=window.until,
        count=len(dates) if ends else None,
        missing=() if ends else ("until",),
    )


def _timed(series: Recurring, hours: HoursFound | None, tz: ZoneInfo) -> Recurring:
    if hours is None:
        return replace(series, missing=("time", *series.missing))
    return replace(
        series,
        first=spot(series.first, hours.start, tz).moment,
        last=spot(series.last, hours.start, tz).moment if series.last else None,
        end_time="{:02}:{:02}".format(*hours.end) if hours.end else None,
    )


def _asked(series: Recurring, dates: list[datetime.date], today: datetime.date, named: bool) -> Recurring:
    """A series named on its own weekday may begin today or the next time: both are offered."""
    if named or dates[0] != today or len(dates) < 2 or series.freq == "daily":
        return series
    later = dates[1]
    if isinstance(series.first, datetime.datetime):
        hour = series.first.timetz()
        return replace(series, confirm=True, alternatives=(datetime.datetime.combine(later, hour),))
    return replace(series, confirm=True, alternatives=(later,))
