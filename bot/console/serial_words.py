"""A series in words: its rule, how many dates, each of them, and which days are skipped and why."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from itertools import groupby

from sqlmodel import Session

from bot.console.words import capital, counted, day_in_full, day_short, hour, joined
from bot.reading.dates.calendar_words import SPOKEN_MONTHS, WEEKDAYS
from messages.hours import local
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.school_holidays import NotPublishedError, in_school_holidays
from scheduler.series import PUBLIC_HOLIDAY, SCHOOL_HOLIDAY, TAKEN_OUT, Course, Series, course, series_of

WHY = {SCHOOL_HOLIDAY: "vacances scolaires", PUBLIC_HOLIDAY: "férié", TAKEN_OUT: "enlevé"}
EVERY_SECOND = "une semaine sur deux"


def dates_said(session: Session, draft: Activity, programme: Programme) -> str:
    """The rule, every date and every day skipped; "" for a date alone. Raises NoCourseError."""
    series = series_of(session, draft)
    if series is None:
        return ""
    cal = programme.calendar
    found, start = course(series, cal), local(draft.starts_at, cal).time()
    ends = local(draft.ends_at, cal).time() if draft.ends_at else None
    lines = [
        f"{_rule(series)}{_hours(start, ends)}{_end(series)}",
        f"{counted(len(found.kept), 'date', 'dates')} :",
        *listed(found.kept),
        *(["Sans :", *reasons(found.skipped)] if found.skipped else []),
        *_in_holidays(found),
    ]
    return "\n".join(lines)


def _rule(series: Series) -> str:
    if series.days:
        return "Plusieurs dates"
    names = joined([f"{WEEKDAYS[weekday]}s" for weekday in sorted(series.weekdays) or [series.first.weekday()]])
    if series.every_weeks == 1:
        return f"Tous les {names}"
    every = EVERY_SECOND if series.every_weeks == 2 else f"une semaine sur {series.every_weeks}"
    return f"{capital(every)}, les {names}"


def _hours(start: time, ends: time | None) -> str:
    return f", {hour(start)}-{hour(ends)}" if ends else f", {hour(start)}"


def _end(series: Series) -> str:
    if series.days:
        return ""
    if series.times is not None:
        return f", {series.times} fois"
    return f", jusqu'au {day_in_full(series.until)}" if series.until else ""


def listed(days: tuple[date, ...]) -> list[str]:
    """`- octobre 2026 : mardi 6, mardi 13`; the weekday only where there are several."""
    one = len({day.weekday() for day in days}) == 1
    months = groupby(days, lambda day: (day.year, day.month))
    return [
        f"- {SPOKEN_MONTHS[month - 1]} {year} : {', '.join(_in_month(day, one) for day in found)}"
        for (year, month), found in months
    ]


def _in_month(day: date, one_weekday: bool) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return number if one_weekday else f"{WEEKDAYS[day.weekday()]} {number}"


def reasons(skipped: Sequence[tuple[date, str]]) -> list[str]:
    """Each reason with its days: `- férié : mercredi 11 novembre`."""
    days = defaultdict[str, list[str]](list)
    for day, why in skipped:
        days[WHY[why]].append(day_short(day))
    return [f"- {why} : {', '.join(which)}" for why, which in days.items()]


def _in_holidays(found: Course) -> list[str]:
    """How many of the dates kept are in the school holidays, so that nobody forgets to say so."""
    number = sum(_is_holiday(day) for day in found.kept)
    if not number:
        return []
    return [f"Pendant les vacances scolaires : {counted(number, 'date', 'dates')}. Pour enlever : « sauf vacances »."]


def _is_holiday(day: date) -> bool:
    try:
        return in_school_holidays(day)
    except NotPublishedError:
        return False
