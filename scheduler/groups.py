"""Standing groups, their dated members, and the audience of an activity: who exactly, and who is left out and why."""

from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from messages.columns import moment, words
from scheduler.activities import Activity
from scheduler.people import Adult


class Group(SQLModel, table=True):
    """A standing group of parents."""

    __tablename__ = "group"

    id: int | None = Field(default=None, primary_key=True)
    name: str = words("figures", unique=True)
    keyword: str | None = words("figures", default=None, unique=True)
    territory: str | None = words("figures", default=None)
    language: str | None = words("figures", default=None)


class Membership(SQLModel, table=True):
    """An adult in a group, from one day to another."""

    __tablename__ = "membership"

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="group.id", index=True)
    adult_id: int = Field(foreign_key="adult.id", index=True)
    since: date
    until: date | None = None


class Invited(SQLModel, table=True):
    """That a person decided to invite this adult: the audience as it was confirmed."""

    __tablename__ = "invited"

    activity_id: int = Field(foreign_key="activity.id", primary_key=True)
    adult_id: int = Field(foreign_key="adult.id", primary_key=True, index=True)
    at: datetime = moment()
    by: str = words("technical")


def audience(session: Session, activity: Activity, day: date) -> list[Adult]:
    """Every adult with a contact whom the activity is meant for on that day, consent not yet asked."""
    query = select(Adult).where(col(Adult.contact_id).is_not(None)).order_by(col(Adult.id))
    if activity.group_id is not None:
        members = select(Membership.adult_id).where(
            Membership.group_id == activity.group_id,
            col(Membership.since) <= day,
            (col(Membership.until).is_(None)) | (col(Membership.until) > day),
        )
        query = query.where(col(Adult.id).in_(members))
    return list(session.exec(query))


def invited(session: Session, activity: Activity) -> list[Adult]:
    """The adults a person decided to invite."""
    query = (
        select(Adult)
        .join(Invited, col(Invited.adult_id) == col(Adult.id))
        .where(Invited.activity_id == activity.id)
        .order_by(col(Adult.id))
    )
    return list(session.exec(query))
