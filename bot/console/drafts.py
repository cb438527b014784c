"""A date being announced: a draft activity, filled line by line until nothing is missing."""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from bot.console import serial, serial_change
from bot.console.correcting import corrected, reread, which_week
from bot.console.dating import NO_DATE, Dated, Doubt, end_of, instant, settled
from bot.console.naming_who import meant_for
from bot.console.serial_words import dates_said
from bot.console.words import KINDS, capital, counted, hour, short, span, title
from bot.reading.announcement import Announcement, announcement
from messages import journal
from messages.hours import Calendar, at, local
from messages.programme import Programme
from scheduler.activities import DRAFT, Activity

USUAL_KIND = "group"
"""What a date is when its line does not say; shown, so that it can be corrected."""
LONGEST_TITLE = 80
NO_HOUR = "À quelle heure ?"
ENDS_FIRST = "La fin est avant le début. De quelle heure à quelle heure ?"
BUS_LATE = "Le bus part après le début. À quelle heure part-il ? Par exemple : bus 13h30"
PAST = "Cette date est passée. Quelle date à venir ?"
NO_PLACE = "Lieu : à préciser (écrivez-le pour l'ajouter)"


def new_draft(
    session: Session, line: str, programme: Programme, by: str, now: datetime
) -> tuple[Activity, Doubt | None]:
    """A draft of what `line` announces, and what must still be asked about it."""
    read = announcement(line, now, programme.timezone)
    draft = Activity(kind=USUAL_KIND, starts_at=now, starts_local="", status=DRAFT, by=by, created_at=now)
    doubt = _take(session, draft, read, programme, now)
    journal.note(session, by, "drafted", now, draft.topic)
    return draft, doubt


def amend(session: Session, draft: Activity, line: str, programme: Programme, now: datetime) -> Doubt | None:
    """Replace in the draft what `line` says, and only that; what must still be asked is given back."""
    rest = serial_change.apply(session, draft, corrected(line), programme, now)
    if isinstance(rest, Doubt):
        return rest
    read = reread(draft, rest, programme, now) if rest else announcement("", now, programme.timezone)
    if missing(session, draft, programme, now) and draft.title:
        read = replace(read, title="")
    return _take(session, draft, read, programme, now)


def fix_date(session: Session, draft: Activity, dated: Dated, programme: Programme, now: datetime) -> Doubt | None:
    """Settle the date she chose; what must still be asked is given back."""
    doubt = _settle(session, draft, dated, programme.calendar)
    session.add(draft)
    session.flush()
    return doubt or missing(session, draft, programme, now)


def missing(session: Session, draft: Activity, programme: Programme, now: datetime) -> Doubt | None:
    """What must be asked before the draft can be read back."""
    if draft.starts_local and (doubt := serial.missing(session, draft, programme.calendar)):
        return doubt
    if not draft.starts_local:
        return Doubt(NO_DATE)
    if "T" not in draft.starts_local:
        return Doubt(NO_HOUR)
    if draft.starts_at <= now:
        return Doubt(PAST)
    if draft.ends_at and draft.ends_at <= draft.starts_at:
        return Doubt(ENDS_FIRST)
    return Doubt(BUS_LATE) if draft.bus_at and draft.bus_at > draft.starts_at else None


def read_back(session: Session, activity: Activity, programme: Programme) -> str:
    """Everything that is known of an activity, one thing a line, its date in full, or those of its series."""
    tz = programme.timezone
    bus = f"Bus : {hour(activity.bus_at.astimezone(tz).time())}" if activity.bus_at else ""
    lines = [
        capital(title(activity)),
        _kind_said(activity),
        dates_said(session, activity, programme) or span(activity, tz),
        activity.place or NO_PLACE,
        counted(activity.capacity, "place", "places") if activity.capacity is not None else "",
        "Enfants bienvenus" if activity.children else "",
        " ".join(part for part in (bus, activity.bus_place) if part),
        f"À apporter : {activity.bring}" if activity.bring else "",
        "Question posée : besoin d'aide pour venir ?" if activity.asks_transport else "",
    ]
    return "\n".join(line for line in lines if line)


def about(draft: Activity, programme: Programme) -> str:
    """A few words that tell this draft from another."""
    return short(draft, programme.timezone) if draft.starts_local else title(draft)


def _kind_said(activity: Activity) -> str:
    """The kind, which families read in their language, where the title does not say it."""
    kind = KINDS.get(activity.kind, "")
    first = kind.casefold().split(" ")[0]
    return "" if first in title(activity).casefold() else f"Type : {kind.lower()}"


def _fill(draft: Activity, read: Announcement) -> None:
    draft.kind = read.kind or draft.kind
    draft.title = (read.title or draft.title)[:LONGEST_TITLE]
    draft.place = read.place or draft.place
    draft.capacity = draft.capacity if read.capacity is None else read.capacity or None
    draft.children = draft.children if read.children is None else read.children
    draft.bring = read.bring or draft.bring
    draft.asks_transport = draft.asks_transport if read.transport is None else read.transport


def _take(session: Session, draft: Activity, read: Announcement, programme: Programme, now: datetime) -> Doubt | None:
    """All that a line says; what must still be asked is given back."""
    _fill(draft, read)
    meant_for(session, draft, read, programme)
    doubt = _settle(session, draft, _date(session, draft, read, programme, now), programme.calendar)
    _same_day(draft, read, programme.calendar)
    session.add(draft)
    session.flush()
    return doubt or missing(session, draft, programme, now)


def _date(
    session: Session, draft: Activity, read: Announcement, programme: Programme, now: datetime
) -> Dated | Doubt | None:
    if serial.makes_series(read.moment):
        return serial.ruled(session, draft, read, now)
    found = settled(read.moment, read.dating, now, programme.timezone) if read.moment is not None else None
    return which_week(draft, found, read, programme, now)


def _settle(session: Session, draft: Activity, found: Dated | Doubt | None, cal: Calendar) -> Doubt | None:
    """Give the draft its date; of a series, the first that is held."""
    if isinstance(found, Dated):
        serial.begin_on(session, draft, date.fromisoformat(found.starts[:10]))
    doubt = _dated(draft, found, cal)
    first = serial.first_day(session, draft, cal)
    if doubt is None and draft.starts_local and first is not None:
        _dated(draft, Dated(first.isoformat()), cal)
    return doubt


def _dated(draft: Activity, found: Dated | Doubt | None, cal: Calendar) -> Doubt | None:
    if not isinstance(found, Dated):
        return found
    starts, had_hour, before = _with_hour(found, draft), "T" in draft.starts_local, draft.starts_at
    draft.starts_at, draft.starts_local = instant(starts, cal), starts
    draft.ends_at, draft.bus_at = (
        _along(moment, before, draft, had_hour, cal) for moment in (draft.ends_at, draft.bus_at)
    )
    if found.ends:
        draft.ends_at = end_of(found.ends, cal)
    return None


def _along(
    moment: datetime | None, before: datetime, draft: Activity, had_hour: bool, cal: Calendar
) -> datetime | None:
    """An end or a bus keeps its distance to the start: in days and with its own hour while the start had none."""
    if moment is None:
        return None
    if had_hour:
        return moment + (draft.starts_at - before)
    days = local(moment, cal).date() - local(before, cal).date()
    return at(local(draft.starts_at, cal).date() + days, local(moment, cal).time(), cal)


def _with_hour(found: Dated, draft: Activity) -> str:
    """A day alone keeps the hour the draft had."""
    clock = draft.starts_local.partition("T")[2]
    return f"{found.starts}T{clock}" if clock and not found.has_hour else found.starts


def _same_day(draft: Activity, read: Announcement, cal: Calendar) -> None:
    """The bus and the end, told as hours of the day of the start."""
    day = local(draft.starts_at, cal).date()
    draft.bus_place = read.bus_place or draft.bus_place
    draft.bus_at = at(day, read.bus_time, cal) if read.bus_time is not None else draft.bus_at
    draft.ends_at = at(day, read.ends, cal) if read.ends is not None else draft.ends_at
