"""Standing groups and their dated members; and who was invited, as a person confirmed it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, SQLModel, col, func, select

from messages import journal
from messages.columns import moment, words
from scheduler.activities import Activity
from scheduler.people import Adult


class Group(SQLModel, table=True):
    """A standing group of parents."""

    __tablename__ = "group"

    id: int | None = Field(default=None, primary_key=True)
    name: str = words("figures", unique=True)
    keyword: str | None = words("figures", default=None, unique=True)
    """One word that whoever texts it joins by, in capitals without accents; None: the educator alone adds members."""
    territory: str | None = words("figures", default=None)
    language: str | None = words("figures", default=None)
    """ISO 639-1, what is mostly spoken there."""

    @property
    def topic(self) -> str:
        """How the journal names it."""
        return f"group-{self.id}"


class Membership(SQLModel, table=True):
    """An adult in a group, from one day to another."""

    __tablename__ = "membership"

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="group.id", index=True)
    adult_id: int = Field(foreign_key="adult.id", index=True)
    since: date
    until: date | None = None
    """The first day on which she is no longer in it."""


class Invited(SQLModel, table=True):
    """That a person decided to invite this adult: the audience as it was confirmed."""

    __tablename__ = "invited"

    activity_id: int = Field(foreign_key="activity.id", primary_key=True)
    adult_id: int = Field(foreign_key="adult.id", primary_key=True, index=True)
    at: datetime = moment()
    by: str = words("technical")


def found(session: Session, group: Group, by: str, now: datetime) -> Group:
    """Write down a new group. Its name and keyword must be free: the database refuses a second one."""
    session.add(group)
    session.flush()
    journal.note(session, by, "founded-group", now, group.topic)
    return group


def all_groups(session: Session) -> list[Group]:
    """Every group, by name."""
    return list(session.exec(select(Group).order_by(func.lower(Group.name))))


def join(session: Session, group: Group, adult: Adult, day: date, by: str, now: datetime) -> bool:
    """In the group from that day on; False, and nothing changes, for somebody who is in it already."""
    if _standing(session, group, adult, day):
        return False
    session.add(Membership(group_id=group.id or 0, adult_id=adult.id or 0, since=day))
    session.flush()
    journal.note(session, by, "joined-group", now, group.topic, adult.contact_id)
    return True


def leave(session: Session, group: Group, adult: Adult, day: date, by: str, now: datetime) -> bool:
    """No longer in the group from that day on; what was stays on record. False for somebody who is not in it."""
    standing = _standing(session, group, adult, day)
    for membership in standing:
        membership.until = day
        session.add(membership)
    session.flush()
    if standing:
        journal.note(session, by, "left-group", now, group.topic, adult.contact_id)
    return bool(standing)


def members(session: Session, group: Group, day: date) -> list[Adult]:
    """Who is in the group on that day, in the order they were entered."""
    query = select(Adult).where(col(Adult.id).in_(members_of([group.id or 0], day))).order_by(col(Adult.id))
    return list(session.exec(query))


def members_of(group_ids: Collection[int], day: date) -> ColumnElement[int]:
    """The ids of the adults who are in one of these groups on that day, as a subquery."""
    query = select(Membership.adult_id).where(col(Membership.group_id).in_(group_ids), _in_force(day))
    return query.scalar_subquery()


def invited(session: Session, activity: Activity) -> list[Adult]:
    """The adults a person decided to invite."""
    query = (
        select(Adult)
        .join(Invited, col(Invited.adult_id) == col(Adult.id))
        .where(Invited.activity_id == activity.id)
        .order_by(col(Adult.id))
    )
    return list(session.exec(query))


def _in_force(day: date) -> ColumnElement[bool]:
    return (col(Membership.since) <= day) & (col(Membership.until).is_(None) | (col(Membership.until) > day))


def _standing(session: Session, group: Group, adult: Adult, day: date) -> list[Membership]:
    """Her membership of that day; her row is locked, so that two who add her at once add her once."""
    session.exec(select(Adult.id).where(Adult.id == adult.id).with_for_update()).first()
    query = select(Membership).where(Membership.group_id == group.id, Membership.adult_id == adult.id, _in_force(day))
    return list(session.exec(query))
