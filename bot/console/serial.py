"""A series being announced: its rule, kept beside the draft, and what must be asked before it gives dates."""

from datetime import date, datetime

from sqlmodel import Session

from bot.console.dating import WHICH_DAY, Dated, Doubt
from bot.console.words import day_in_full
from bot.reading.announcement import Announcement
from bot.reading.dates.calendar_words import WEEKDAY_CODES
from bot.reading.dates.moments import Recurring, Several, When
from bot.reading.dates.series_finding import days_of
from bot.reading.series_change import SeriesChange
from messages.hours import Calendar
from scheduler.activities import Activity
from scheduler.school_holidays import published_until
from scheduler.series import (
    ENDLESS,
    LONGEST,
    MOST,
    NO_DATE,
    NOT_PUBLISHED,
    TOO_LONG,
    NoCourseError,
    Series,
    course,
    series_of,
)

END_EXAMPLE = "Par exemple : jusqu'au 15 décembre, ou 6 fois"
QUESTIONS = {
    ENDLESS: f"Jusqu'à quelle date, ou combien de fois ? {END_EXAMPLE}",
    TOO_LONG: f"Une série a {MOST} dates au plus, sur 13 mois au plus. Jusqu'à quelle date ? {END_EXAMPLE}",
    NO_DATE: "Il ne reste aucune date : toutes sont avant la fin, fériées ou en vacances. "
    "Écrivez la série entière. Par exemple : tous les mardis 14h jusqu'au 15 décembre",
}


def makes_series(moment: When | None) -> bool:
    """Whether what was read is a rule, or several days at one hour."""
    if isinstance(moment, Several):
        hours = {start.time() for start in moment.starts}
        return not moment.past and len(hours) < 2 and len(moment.starts or moment.dates) > 1
    return isinstance(moment, Recurring)


def ruled(session: Session, draft: Activity, read: Announcement, now: datetime) -> Dated | Doubt:
    """The draft becomes the first date of the series that was read, or of the other one it was: that date."""
    series = series_of(session, draft) or Series(first=now.date(), by=draft.by, created_at=now)
    moment = read.moment
    if isinstance(moment, Recurring):
        dated = _recurring(series, moment, read.holidays_too)
    else:
        assert isinstance(moment, Several)
        dated = _several(series, moment)
    session.add(series)
    session.flush()
    draft.series_id = series.id
    if isinstance(moment, Recurring) and moment.alternatives:
        others = tuple(_dated(day, moment.end_time) for day in (moment.first, *moment.alternatives))
        return Doubt(WHICH_DAY, others)
    return dated


def alter(session: Session, draft: Activity, change: SeriesChange) -> None:
    """Change in the rule what was said, and only that."""
    series = series_of(session, draft)
    assert series is not None
    if change.since is not None:
        _begins(series, change.since)
    if change.until is not None or change.times is not None:
        series.until, series.times = change.until, change.times
    elif change.unclear_end:
        series.until = series.times = None
    if change.skip_school_holidays is not None:
        series.skip_school_holidays = change.skip_school_holidays
    series.without = sorted({*series.without, *(day.isoformat() for day in change.without)})
    session.add(series)


def begin_on(session: Session, draft: Activity, day: date) -> None:
    """The day she named is the first of the series, and its weekday that of a weekly one."""
    series = series_of(session, draft)
    if series is not None and draft.starts_local[:10] != day.isoformat():
        _begins(series, day)
        session.add(series)


def first_day(session: Session, draft: Activity, cal: Calendar) -> date | None:
    """The first day on which the draft's series is held; None where it is no series, or has no dates yet."""
    series = series_of(session, draft)
    try:
        return course(series, cal).kept[0] if series is not None else None
    except NoCourseError:
        return None


def has_no_end(session: Session, draft: Activity) -> bool:
    """Whether the draft is a series whose end is still to be told."""
    series = series_of(session, draft)
    return series is not None and series.until is None and series.times is None


def missing(session: Session, draft: Activity, cal: Calendar) -> Doubt | None:
    """What must be asked before the series has its dates."""
    series = series_of(session, draft)
    try:
        if series is not None:
            course(series, cal)
    except NoCourseError as why:
        unknown = f"{not_published()} Jusqu'à quelle date ? {END_EXAMPLE}"
        return Doubt(unknown if why.reason == NOT_PUBLISHED else QUESTIONS[why.reason])
    return None


def not_published() -> str:
    """The school holidays of that time are not known yet."""
    return f"Les vacances scolaires ne sont publiées que jusqu'au {day_in_full(published_until())}."


def _recurring(series: Series, moment: Recurring, holidays_too: bool) -> Dated:
    first = _day(moment.first)
    weekly = moment.freq == "weekly" and moment.weekday is not None
    series.first, series.every_weeks = first, moment.interval if weekly else 1
    series.weekdays = [WEEKDAY_CODES.index(code) for code in (moment.weekday or "").split(",") if weekly]
    series.days = [] if weekly else [day.isoformat() for day in days_of(moment, first + LONGEST)]
    if moment.count is not None:
        series.until, series.times = moment.until, None if moment.until else moment.count
    if holidays_too or "school_holidays" in moment.without:
        series.skip_school_holidays = not holidays_too
    series.without = [day.isoformat() for day in moment.left_out]
    return _dated(moment.first, moment.end_time)


def _several(series: Series, moment: Several) -> Dated:
    days = sorted({start.date() for start in moment.starts} or set(moment.dates))
    series.first, series.until, series.times = days[0], days[-1], None
    series.days, series.weekdays, series.without = [day.isoformat() for day in days], [], []
    start = min(moment.starts, default=days[0])
    return _dated(start, f"{moment.ends[0]:%H:%M}" if moment.ends else None)


def _begins(series: Series, day: date) -> None:
    if len(series.weekdays) == 1:
        series.weekdays = [day.weekday()]
    if series.days and day.isoformat() not in series.days:
        series.days = sorted([*series.days, day.isoformat()])
    series.first = day


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _dated(first: datetime | date, end: str | None) -> Dated:
    day = _day(first).isoformat()
    starts = f"{first:%Y-%m-%dT%H:%M}" if isinstance(first, datetime) else day
    return Dated(starts, f"{day}T{end}" if end else "")
