"""Offers: a freed place goes to the first household that fits, until a deadline, then to the next."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from messages import journal
from messages.columns import moment, open_index, words
from scheduler.activities import Activity

OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"
LAPSED, LATE, WITHDRAWN = "lapsed", "late", "withdrawn"
"""States of an offer. An open one holds its seats until its deadline, the others none; `late` was answered after."""


class Offer(SQLModel, table=True):
    """Seats held for one household of the waiting list until it answers or the deadline passes."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("activity_id", "round"),
        open_index("offer_open", "status = 'open'", "activity_id", "adult_id", unique=True),
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
    starts_at: datetime = moment()
    """The date it was made for: another date needs another offer."""
    status: str = words("figures", default=OPEN, index=True)
    reason: str = words("technical", default="")
    """Why it was withdrawn: the reason its message did not leave, `moved`, `cancelled`…"""
    settled_at: datetime | None = moment(default=None)
    by: str = words("technical")
    """`relais`, or the person who gave the place out of turn."""

    @property
    def occurrence(self) -> str:
        """Its part of the message's `once` key."""
        return f"round-{self.round}"


def make(session: Session, activity: Activity, offer: Offer, contact_id: int | None, now: datetime) -> Offer:
    """Write an offer down as the next one of its activity, whose row the caller holds."""
    rounds = select(Offer.round).where(Offer.activity_id == activity.id).order_by(col(Offer.round).desc())
    offer.round = (session.exec(rounds).first() or 0) + 1
    session.add(offer)
    session.flush()
    journal.note(session, offer.by, "offered", now, activity.topic, contact_id, round=offer.round, seats=offer.seats)
    return offer


def settle(session: Session, offer: Offer, status: str, by: str, now: datetime, reason: str = "") -> None:
    """What became of an offer."""
    offer.status, offer.settled_at, offer.reason = status, now, reason
    session.add(offer)
    session.flush()
    topic = f"activity-{offer.activity_id}"
    journal.note(session, by, f"offer-{status}", now, topic, round=offer.round, reason=reason)
