"""The dates of a series as activities: announced together, the rest of them moved or cancelled together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from messages.hours import Calendar, at, local
from messages.programme import Programme
from scheduler.activities import ANNOUNCED, Activity, Revision, cancel, move
from scheduler.invitations import invite, recall, seven_days_before
from scheduler.people import Adult
from scheduler.series import course, falls_out, series_of

OF_ONE_DATE = frozenset(
    ("id", "starts_at", "starts_local", "ends_at", "bus_at", "revision", "status", "invite_at", "register_at")
) | {"anonymous", "created_at"}
"""What each date has for itself; everything else a series says once."""


@dataclass(frozen=True)
class Shift:
    """How the rest of a series moves: by how many days, to which local hour, with which length and place if told."""

    days: int
    hour: time
    length: timedelta | None = None
    place: str = ""


@dataclass(frozen=True)
class Shifted:
    """One date of the rest: its new local day, and why it would not be held there (a reason of a series)."""

    activity: Activity
    day: date
    falls_out: str | None


def announce(
    session: Session, draft: Activity, adults: Sequence[Adult], at_once: bool, programme: Programme, by: str,
    now: datetime,
) -> list[Activity]:  # fmt: skip
    """One activity for each date of the draft's series; these adults are invited to each a week before it.

    The draft becomes the first of them, for which invitations leave now where that is wanted (`at_once`).
    Raises NoCourseError.
    """
    dates = [draft, *_spread(session, draft, programme.calendar, now)]
    for occurrence in dates:
        week = seven_days_before(occurrence, programme, now)
        soon = week <= now or (at_once and occurrence is draft)
        invite(session, occurrence, adults, now + programme.undo if soon else week, by, now)
    return dates


def take_back(session: Session, first: Activity, by: str, now: datetime) -> bool:
    """Every date is a draft again; False, and nothing is done, once an invitation to the first was written."""
    rest = [one for one in rest_of(session, first, now) if one.id != first.id]
    if not recall(session, first, by, now):
        return False
    for one in rest:
        recall(session, one, by, now)
    return True


def rest_of(session: Session, activity: Activity, now: datetime) -> list[Activity]:
    """This date and those of its series that follow, in order: announced, not begun. Only itself without a series."""
    if activity.series_id is None:
        return [activity]
    query = (
        select(Activity)
        .where(
            Activity.series_id == activity.series_id,
            Activity.status == ANNOUNCED,
            col(Activity.starts_at) > now,
            (col(Activity.starts_at) > activity.starts_at) | (col(Activity.id) == activity.id),
        )
        .order_by(col(Activity.starts_at), col(Activity.id))
    )
    return list(session.exec(query))


def hold(session: Session, ids: Sequence[int]) -> list[Activity]:
    """These dates as they are at this moment, in that order, kept for whoever decides on them now."""
    query = select(Activity).where(col(Activity.id).in_(ids)).order_by(col(Activity.id)).with_for_update()
    dates = {one.id: one for one in session.exec(query.execution_options(populate_existing=True))}
    return [dates[number] for number in ids]


def foresee_shift(session: Session, rest: Sequence[Activity], shift: Shift, cal: Calendar) -> list[Shifted]:
    """Where each date would be. The first is where a person put it; the others are not held on a holiday."""
    series = series_of(session, rest[0])
    found = []
    for activity in rest:
        day = local(activity.starts_at, cal).date() + timedelta(days=shift.days)
        by_choice = activity is rest[0] or not shift.days or series is None
        found.append(Shifted(activity, day, None if by_choice or series is None else falls_out(series, day, cal)))
    return found


def move_rest(
    session: Session, rest: Sequence[Activity], shift: Shift, cal: Calendar, by: str, now: datetime
) -> list[Shifted]:
    """All of them move; each date that would fall on a holiday is cancelled, and told by a notice of its own."""
    shifted = foresee_shift(session, rest, shift, cal)
    for one in shifted:
        if one.falls_out is not None:
            cancel(session, one.activity, by, now)
    moved = [_moved(session, one, shift, cal, by, now) for one in shifted if one.falls_out is None]
    _bind(session, moved)
    return shifted


def cancel_rest(session: Session, rest: Sequence[Activity], by: str, now: datetime) -> None:
    """None of them will take place."""
    _bind(session, [cancel(session, activity, by, now) for activity in rest])


def _spread(session: Session, draft: Activity, cal: Calendar, now: datetime) -> list[Activity]:
    series = series_of(session, draft)
    assert series is not None
    start = local(draft.starts_at, cal)
    later = [day - start.date() for day in course(series, cal).kept if day > start.date()]
    copies = [_copy(draft, days, cal, now) for days in later]
    session.add_all(copies)
    session.flush()
    return copies


def _copy(draft: Activity, later: timedelta, cal: Calendar, now: datetime) -> Activity:
    """The same so many days later, at the same hours of the clock whatever the season."""
    same = {name: value for name, value in draft.model_dump().items() if name not in OF_ONE_DATE}
    start = local(draft.starts_at, cal)
    return Activity(
        **same,
        starts_at=at(start.date() + later, start.time(), cal),
        starts_local=f"{start.date() + later}T{start:%H:%M}",
        ends_at=_later(draft.ends_at, later, cal),
        bus_at=_later(draft.bus_at, later, cal),
        created_at=now,
    )


def _later(moment: datetime | None, later: timedelta, cal: Calendar) -> datetime | None:
    if moment is None:
        return None
    here = local(moment, cal)
    return at(here.date() + later, here.time(), cal)


def _moved(session: Session, one: Shifted, shift: Shift, cal: Calendar, by: str, now: datetime) -> Revision:
    starts_at = at(one.day, shift.hour, cal)
    revision = move(session, one.activity, starts_at, f"{one.day}T{shift.hour:%H:%M}", by, now)
    one.activity.ends_at = starts_at + shift.length if shift.length else one.activity.ends_at
    one.activity.place = shift.place or one.activity.place
    return revision


def _bind(session: Session, revisions: Sequence[Revision]) -> None:
    """One decision: whoever is concerned by several of these dates is told once."""
    if len(revisions) < 2:
        return
    for revision in revisions:
        revision.together = revisions[0].id
        session.add(revision)
    session.flush()
