"""What happens: groups, outings, workshops, stays, meetings; announced, moved, cancelled."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, Session, SQLModel, col, select

from messages import journal
from messages.columns import moment, structure, words

DRAFT, ANNOUNCED, CANCELLED = "draft", "announced", "cancelled"
KINDS = ("group", "outing", "workshop", "stay", "meeting")
MOVED = "moved"


class Activity(SQLModel, table=True):
    """One date."""

    __tablename__ = "activity"
    __table_args__ = (Index("activity_coming", "status", "starts_at"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = words("figures")
    title: str = words("figures", default="")
    place: str = words("figures", default="")
    starts_at: datetime = moment(index=True)
    ends_at: datetime | None = moment(default=None)
    starts_local: str = words("figures")
    """The civil start that was meant, `2026-10-20T14:00`."""
    bring: str | None = words("figures", default=None)
    capacity: int | None = None
    """In persons; None: no limit."""
    children: bool = False
    """Children are welcome."""
    bus_at: datetime | None = moment(default=None)
    bus_place: str | None = words("figures", default=None)
    group_id: int | None = Field(default=None, foreign_key="group.id", index=True)
    series_id: int | None = Field(default=None, foreign_key="series.id", index=True)
    first_timers_first: bool = False
    """Households that were never present come first in the waiting list."""
    asks_transport: bool = False
    """Those who say yes are asked whether they need help to come."""
    audience: dict[str, Any] = structure("figures", default_factory=dict)
    """Who is to be invited (the filters of `scheduler.audiences`); empty: its group, or everybody."""
    revision: int = 0
    status: str = words("figures", default=DRAFT)
    invite_at: datetime | None = moment(default=None)
    """When invitations leave, decided by a person; None: not decided."""
    register_at: datetime | None = moment(default=None)
    """When the register was entered; None: nobody has said yet who was there."""
    anonymous: int | None = None
    """Unregistered people counted on the spot."""
    by: str = words("technical")
    created_at: datetime = moment()

    @property
    def topic(self) -> str:
        """How messages name it without knowing it."""
        return f"activity-{self.id}"


class Revision(SQLModel, table=True):
    """A move or a cancellation, and how things stood before."""

    __tablename__ = "revision"

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    number: int
    what: str = words("figures")
    """`moved` or `cancelled`."""
    at: datetime = moment(index=True)
    by: str = words("technical")
    starts_before: datetime = moment(index=True)
    place_before: str = words("figures", default="")
    together: int | None = Field(default=None, index=True)
    """The id of the first revision of one decision about several dates of a series; None: this date alone."""


def of_topic(session: Session, topic: str) -> Activity | None:
    """The activity a message is about, or None when it is about something else."""
    prefix, _, number = topic.partition("-")
    return session.get(Activity, int(number)) if prefix == "activity" and number.isdigit() else None


def coming(session: Session, now: datetime) -> list[Activity]:
    """Announced and not over, the next one first."""
    query = (
        select(Activity)
        .where(Activity.status == ANNOUNCED, col(Activity.starts_at) > now)
        .order_by(col(Activity.starts_at), col(Activity.id))
    )
    return list(session.exec(query))


def begun(session: Session, now: datetime) -> list[Activity]:
    """Announced and begun, the latest first."""
    query = (
        select(Activity)
        .where(Activity.status == ANNOUNCED, col(Activity.starts_at) <= now)
        .order_by(col(Activity.starts_at).desc(), col(Activity.id).desc())
    )
    return list(session.exec(query))


def move(
    session: Session, activity: Activity, starts_at: datetime, starts_local: str, by: str, now: datetime
) -> Revision:
    """Another date; the length stays, and the bus and invitations to come leave as long before as they did."""
    revision = _revise(session, activity, MOVED, by, now)
    shift = starts_at - activity.starts_at
    _shift_invitations(activity, shift, now)
    activity.ends_at = activity.ends_at + shift if activity.ends_at else None
    activity.bus_at = activity.bus_at + shift if activity.bus_at else None
    activity.starts_at, activity.starts_local = starts_at, starts_local
    session.add(activity)
    return revision


def cancel(session: Session, activity: Activity, by: str, now: datetime) -> Revision:
    """It will not take place."""
    revision = _revise(session, activity, CANCELLED, by, now)
    activity.status = CANCELLED
    session.add(activity)
    return revision


def take_back(session: Session, activity: Activity, before: Activity, by: str, now: datetime) -> None:
    """Undo the latest move or cancellation before anybody was told; `before` (unsaved) has the times and place it had.

    The revision counts on, so that no notice of the one taken back is still the latest word.
    """
    _shift_invitations(activity, before.starts_at - activity.starts_at, now)
    activity.starts_at, activity.starts_local = before.starts_at, before.starts_local
    activity.ends_at, activity.bus_at, activity.place = before.ends_at, before.bus_at, before.place
    activity.status, activity.revision = ANNOUNCED, activity.revision + 1
    session.add(activity)
    session.flush()
    journal.note(session, by, "took-back", now, activity.topic, revision=activity.revision)


def _shift_invitations(activity: Activity, shift: timedelta, now: datetime) -> None:
    """Those of the same day were decided for now, not for so long before."""
    if activity.invite_at is not None and activity.invite_at > now + timedelta(days=1):
        activity.invite_at = max(now, activity.invite_at + shift)


def _revise(session: Session, activity: Activity, what: str, by: str, now: datetime) -> Revision:
    assert activity.id is not None
    activity.revision += 1
    revision = Revision(
        activity_id=activity.id,
        number=activity.revision,
        what=what,
        at=now,
        by=by,
        starts_before=activity.starts_at,
        place_before=activity.place,
    )
    session.add(revision)
    session.flush()
    journal.note(session, by, what, now, activity.topic, revision=activity.revision)
    return revision
