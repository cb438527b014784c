"""Offers: a freed place goes to the first household that fits, until a deadline, then to the next."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from messages.columns import moment, words

OPEN, ACCEPTED, DECLINED, LAPSED, WITHDRAWN = "open", "accepted", "declined", "lapsed", "withdrawn"
"""States of an offer. An open one holds its seats; the others hold none."""


class Offer(SQLModel, table=True):
    """Seats held for one household of the waiting list until it answers or the deadline passes."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("activity_id", "round"),
        Index(
            "offer_open",
            "activity_id",
            "adult_id",
            unique=True,
            postgresql_where=text("status = 'open'"),
            sqlite_where=text("status = 'open'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    adult_id: int = Field(foreign_key="adult.id", index=True)
    round: int
    """The how-manieth offer of this activity, from 1: part of the message's `once` key."""
    seats: int
    """Persons."""
    at: datetime = moment()
    leaves_at: datetime = moment()
    """When its message may leave: `at`, or the next allowed moment."""
    until: datetime = moment(index=True)
    """Accepted before, passed on after; never at night."""
    status: str = words("figures", default=OPEN, index=True)
    settled_at: datetime | None = moment(default=None)
    by: str = words("technical")
    """`relais`, or the person who gave the place out of turn."""
