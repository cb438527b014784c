"""What has come in: every webhook as it arrived, and what waits for a person."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from messages.columns import moment, open_index, stands, structure, words
from messages.outbox import Message

NEW, HANDLED, SET_ASIDE = "new", "handled", "set_aside"
"""States of what was received; `set_aside` after three failures of ours, shown to the educator."""
DANGER = "danger"
"""The kind of what is read before everything else."""


class Received(SQLModel, table=True):
    """One thing a provider handed us, committed before it was acknowledged."""

    __tablename__ = "received"
    __table_args__ = (
        UniqueConstraint("channel", "provider_id"),
        open_index("received_open", "status = 'new' OR status = 'set_aside'", "status", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str = words("technical")
    """Which channel can read `raw`: `telegram`, `sms`, `rehearsal-sms`, …"""
    provider_id: str = words("technical")
    """MessageSid or update_id: the same one again has no second effect, for ever."""
    raw: str = words("texts", personal=True)
    at: datetime = moment()
    status: str = words("technical", default=NEW)
    tries: int = 0
    address_id: int | None = Field(default=None, foreign_key="address.id", index=True)
    kind: str = words("technical", default="")
    text: str = words("texts", personal=True, default="")
    intent: str | None = words("figures", default=None)
    reading: dict[str, Any] | None = structure("texts", personal=True, default=None)
    handled_at: datetime | None = moment(default=None)


class InboxItem(SQLModel, table=True):
    """Something a person must see: a question, a danger, a doubt, a refusal. Stays until she closes it."""

    __tablename__ = "inbox_item"
    __table_args__ = (open_index("inbox_open", "closed_at IS NULL", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = words("figures")
    at: datetime = moment()
    urgent: bool = False
    answered: bool = False
    """Relais has answered from facts; shown all the same."""
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    address_id: int | None = Field(default=None, foreign_key="address.id")
    received_id: int | None = Field(default=None, foreign_key="received.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    topic: str = words("figures", default="")
    note: str = words("texts", personal=True, default="")
    """A sentence in French for the educator, never the text of the message itself."""
    taken_at: datetime | None = moment(default=None)
    taken_by: str | None = words("technical", default=None)
    closed_at: datetime | None = moment(default=None)
    closed_by: str | None = words("technical", default=None)


def waiting(session: Session, limit: int = 100) -> list[Received]:
    """What has not been handled yet, in order of arrival."""
    return list(session.exec(_NEW, params={"most": limit}))


def anything_waits(session: Session) -> bool:
    """Whether something that arrived has not been handled yet."""
    return session.connection().execute(_UNREAD).first() is not None


_NEW = select(Received).where(stands(Received.status, NEW)).order_by(col(Received.id)).limit(bindparam("most"))
_UNREAD = select(Received.id).where(stands(Received.status, NEW)).limit(1)
_ABOUT = ("received_id", "message_id")
"""What an item can be about, and then is there once."""


def put(session: Session, item: InboxItem) -> InboxItem:
    """Add to the educator's inbox, once per thing received or sent and kind."""
    about = {name: number for name in _ABOUT if (number := getattr(item, name)) is not None}
    known = session.exec(_known(*about), params={"kind": item.kind, **about}).first() if about else None
    if known is not None:
        return known
    session.add(item)
    session.flush()
    return item


@cache
def _known(*about: str) -> SelectOfScalar[InboxItem]:
    same = [col(getattr(InboxItem, name)) == (bindparam(name) if name in about else None) for name in _ABOUT]
    return select(InboxItem).where(InboxItem.kind == bindparam("kind"), *same)


def put_about(session: Session, message: Message, kind: str, note: str, now: datetime, urgent: bool = False) -> None:
    """Show the educator a message of ours that needs her."""
    item = InboxItem(
        kind=kind, at=now, urgent=urgent, note=note,
        contact_id=message.contact_id, message_id=message.id, topic=message.topic,
    )  # fmt: skip
    put(session, item)


def already_said(session: Session, message: Message, note: str) -> bool:
    """Whether she has the same note about the same person in front of her, for another date."""
    query = select(InboxItem.id).where(
        InboxItem.contact_id == message.contact_id, InboxItem.note == note, col(InboxItem.closed_at).is_(None)
    )
    return session.exec(query).first() is not None


def same_alarm(session: Session, item: InboxItem) -> list[InboxItem]:
    """The item, and with a danger every other one from the same person or phone that nobody has taken."""
    if item.kind != DANGER:
        return [item]
    hers = InboxItem.contact_id == item.contact_id
    phones = col(InboxItem.contact_id).is_(None) & (col(InboxItem.address_id) == item.address_id)
    query = select(InboxItem).where(
        InboxItem.kind == DANGER,
        col(InboxItem.taken_at).is_(None),
        col(InboxItem.closed_at).is_(None),
        hers if item.contact_id is not None else phones,
    )
    return list(session.exec(query.order_by(col(InboxItem.id))))


def open_items(session: Session) -> list[InboxItem]:
    """What she has not closed, urgent first, then oldest first."""
    query = (
        select(InboxItem)
        .where(col(InboxItem.closed_at).is_(None))
        .order_by(col(InboxItem.urgent).desc(), col(InboxItem.answered), col(InboxItem.id))
    )
    return list(session.exec(query))
