"""What a typed line changes in the rule of a series that is being announced."""

from datetime import datetime

from sqlmodel import Session

from bot.console.correcting import corrected
from bot.console.dating import IMPOSSIBLE, Doubt
from bot.console.serial import alter, has_no_end, makes_series
from bot.reading.announcement import announcement
from bot.reading.dates.moments import Trouble
from bot.reading.series_change import end_said, series_change
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.series import series_of


def apply(session: Session, draft: Activity, line: str, programme: Programme, now: datetime) -> str | Doubt:
    """Change the rule as the line says; the rest of the line is given back. A line with a rule of its own stays."""
    series = series_of(session, draft)
    if series is None or makes_series(announcement(line, now, programme.timezone).moment):
        return line
    change = (end_said if has_no_end(session, draft) else series_change)(line, series.first)
    if isinstance(change, Trouble):
        return Doubt(IMPOSSIBLE)
    alter(session, draft, change)
    return change.rest


def says_something(session: Session, draft: Activity, line: str, programme: Programme, now: datetime) -> bool:
    """Whether a line typed beside a draft changes its rule, and is not a whole announcement of its own."""
    said = corrected(line)
    alone = announcement(said, now, programme.timezone)
    if makes_series(alone.moment):
        return alone.kind is None and not alone.title
    series = series_of(session, draft)
    change = series_change(said, series.first) if series is not None else None
    return change is not None and not isinstance(change, Trouble) and change.says_something
