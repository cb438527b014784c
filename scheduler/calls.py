"""Calls: what came of ringing somebody, and the invitations that go on once she was reached."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, func, select

from messages import journal
from messages.columns import moment, words
from messages.inbox import InboxItem
from messages.rows import IDS, rows

REACHED, NO_ANSWER = "reached", "no-answer"
EDUCATOR, PARENT_RELAIS = "educator", "parent-relais"
TO_CALL = "call"
"""The kind of inbox item that asks for a call."""


class Call(SQLModel, table=True):
    """One call to a contact, ticked by the educator, made by her or by a parent relais."""

    __tablename__ = "call"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    at: datetime = moment(index=True)
    outcome: str = words("figures")
    """`reached` or `no-answer`."""
    caller: str = words("figures", default=EDUCATOR)
    """`educator` or `parent-relais`."""
    by: str = words("technical")


_LAST_REACHED = (
    select(Call.contact_id, func.max(Call.at))
    .where(col(Call.contact_id).in_(IDS), Call.outcome == REACHED)
    .group_by(col(Call.contact_id))
)


def tick(session: Session, contact_id: int, outcome: str, caller: str, by: str, now: datetime) -> Call:
    """Write a call down. Somebody who was reached is on the list no more."""
    call = Call(contact_id=contact_id, at=now, outcome=outcome, caller=caller, by=by)
    session.add(call)
    session.flush()
    journal.note(session, by, "called", now, contact_id=contact_id, outcome=outcome, caller=caller)
    if outcome == REACHED:
        close_items(session, open_items(session, contact_id), by, now)
    return call


def open_items(session: Session, contact_id: int | None = None) -> list[InboxItem]:
    """The wishes and reasons for a call that still stand, oldest first; those of one contact, or everybody's."""
    query = select(InboxItem).where(InboxItem.kind == TO_CALL, col(InboxItem.closed_at).is_(None))
    if contact_id is not None:
        query = query.where(InboxItem.contact_id == contact_id)
    return list(session.exec(query.order_by(col(InboxItem.id))))


def close_items(session: Session, items: Iterable[InboxItem], by: str, now: datetime) -> None:
    """Nothing is left to ring about."""
    for item in items:
        item.closed_at, item.closed_by = now, by
        session.add(item)
    session.flush()


def last_reached(session: Session, contact_ids: Iterable[int]) -> dict[int, datetime]:
    """When somebody last spoke with each contact; absent for those nobody reached."""
    return {row[0]: row[1] for row in rows(session, _LAST_REACHED, list(contact_ids))}


def tries_since(session: Session, contact_id: int, since: datetime) -> int:
    """How often nobody answered since then."""
    query = select(func.count()).where(Call.contact_id == contact_id, Call.outcome == NO_ANSWER, col(Call.at) >= since)
    return session.exec(query).one()
