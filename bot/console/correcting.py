"""What a line typed to correct a draft says, without the words that only say that it corrects."""

import re
from datetime import date, datetime, timedelta

from bot.console.dating import WHICH_DAY, Dated, Doubt
from bot.console.serial import makes_series
from bot.console.words import day_in_full
from bot.reading.announcement import Announcement, announcement
from bot.reading.dates.calendar_words import WEEKDAYS
from bot.reading.dates.moments import Day, Point
from bot.reading.dates.tokens import fold
from messages.programme import Programme
from scheduler.activities import Activity

_INSTEAD = re.compile(r"\b(?:plutot qu[e']|au lieu d[eu']|a la place d[eu']|et (?:non|pas))[^,;]*")
_OPENING = re.compile(
    r"^(?:(?:non|oui|ah|oups|euh|pardon|desolee?|erreur|finalement|plutot|en fait|c'est|ce sera|mettre|changer)"
    r"(?:[\s,:]+|$))+"
)
_CLOSING = re.compile(
    r"(?:(?:^|[\s,]+)(?:finalement|plutot|pardon|desolee?|en fait|svp|stp|s'il te plait|merci)[.!\s]*)+$"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(map(fold, WEEKDAYS))})\b")


def reread(draft: Activity, line: str, programme: Programme, now: datetime) -> Announcement:
    """What `line` says, when the day is the draft's unless it names another."""
    said = corrected(line)
    alone = announcement(said, now, programme.timezone)
    if alone.moment is not None or not draft.starts_local:
        return alone
    hour_typed = f"{said}h" if said.isascii() and said.isdigit() else said
    return announcement(f"{day_in_full(_day(draft))}, {hour_typed}", now, programme.timezone)


def says_something(draft: Activity, line: str, programme: Programme, now: datetime) -> bool:
    """Whether a line typed beside a draft is about it, and neither mere words nor a whole date of its own."""
    if _whole(announcement(line, now, programme.timezone)):
        return False
    read = reread(draft, line, programme, now)
    told = (read.kind, read.place, read.capacity, read.children, read.bus_time, read.ends, read.bring, read.audience)
    return isinstance(read.moment, Point | Day) or any(value is not None for value in told)


def which_week(
    draft: Activity, found: Dated | Doubt | None, read: Announcement, programme: Programme, now: datetime
) -> Dated | Doubt | None:
    """`vendredi` beside a date weeks ahead: the next one, or that of its week; she says which."""
    if not isinstance(found, Dated) or not draft.starts_local or not _weekday_alone(read, programme, now):
        return found
    next_one, planned = date.fromisoformat(found.starts[:10]), _day(draft)
    same_week = planned + timedelta(days=next_one.weekday() - planned.weekday())
    if same_week <= next_one:
        return found
    there = found.starts[10:]
    ends = found.ends.replace(next_one.isoformat(), same_week.isoformat())
    return Doubt(WHICH_DAY, (Dated(f"{same_week.isoformat()}{there}", ends), found))


def corrected(line: str) -> str:
    """Without "plutôt", "au lieu de 14h" and the like; "non" alone says nothing."""
    kept = line.strip()
    for words in (_INSTEAD, _OPENING, _CLOSING):
        found = words.search(fold(kept))
        kept = (kept[: found.start()] + kept[found.end() :]).strip() if found else kept
    return kept


def _whole(read: Announcement) -> bool:
    """A date of its own: what, which day, and what hour."""
    return (isinstance(read.moment, Point) or makes_series(read.moment)) and bool(read.title) and read.kind is not None


def _weekday_alone(read: Announcement, programme: Programme, now: datetime) -> bool:
    """Whether the day was named by its weekday and by nothing else."""
    folded = fold(read.dating)
    rest = _WEEKDAY.sub(" ", folded)
    return rest != folded and announcement(rest, now, programme.timezone).moment is None


def _day(draft: Activity) -> date:
    return datetime.fromisoformat(draft.starts_local).date()
