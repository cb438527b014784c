"""What the database says of an evening: what is under way, what is ahead, what became of the reminders."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, func, select

from messages.contacts import Address, ContactAddress
from messages.inbox import NEW, InboxItem, Received
from messages.outbox import DOUBTFUL, PLANNED, SENDING, UNKNOWN, Attempt, Message
from tests.faults.verdict import REMINDER


def busy(session: Session, now: datetime) -> bool:
    """Whether anything is under way: unplanned, unread, unsent, or an SMS whose doubt can still be settled."""
    if session.exec(select(Message.id).where(Message.kind == REMINDER).limit(1)).first() is None:
        return True
    due = select(Message.id).where(Message.status == PLANNED, col(Message.due_at) <= now)
    leaving = select(Message.id).where(Message.status == SENDING)
    unread = select(Received.id).where(Received.status == NEW)
    doubts = (
        select(Message.id)
        .join(Attempt, col(Message.id) == col(Attempt.message_id))
        .where(Attempt.status == UNKNOWN, Attempt.medium == "sms", Message.status == DOUBTFUL)
    )
    return any(session.exec(query.limit(1)).first() for query in (due, leaving, unread, doubts))


def waiting_media(session: Session, now: datetime) -> set[str]:
    """By which media those can be reached to whom something is due."""
    query = (
        select(Address.medium)
        .join(ContactAddress, col(ContactAddress.address_id) == col(Address.id))
        .join(Message, col(Message.contact_id) == col(ContactAddress.contact_id))
        .where(Message.status == PLANNED, col(Message.due_at) <= now)
    )
    return set(session.exec(query))


def next_due(session: Session) -> datetime | None:
    """When the next planned message is due; None when none is planned."""
    return session.exec(select(func.min(Message.due_at)).where(Message.status == PLANNED)).one()


def outcome_of_reminders(session: Session) -> dict[str, str]:
    """What became of the reminder of each phone."""
    query = (
        select(Address.value, Message.status)
        .join(ContactAddress, col(ContactAddress.address_id) == col(Address.id))
        .join(Message, col(Message.contact_id) == col(ContactAddress.contact_id))
        .where(Message.kind == REMINDER)
    )
    return dict(session.exec(query).all())


def open_items(session: Session, kinds: Collection[str]) -> int:
    """How many things of these kinds the educator has in front of her."""
    query = select(func.count()).select_from(InboxItem)
    return session.exec(query.where(col(InboxItem.kind).in_(kinds), col(InboxItem.closed_at).is_(None))).one()
