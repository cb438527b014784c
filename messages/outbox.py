"""What is to be sent, and each try at sending it: the message is the intention, the attempt one go on one medium."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Protocol

from sqlalchemy import Index
from sqlmodel import Field, Session, SQLModel, col, select

from messages.columns import moment, open_index, structure, words
from messages.hours import Calendar, civil
from messages.once import insert_once

PLANNED, SENDING, SENT, DOUBTFUL = "planned", "sending", "sent", "doubtful"
WITHDRAWN, EXPIRED, REFUSED, FAILED = "withdrawn", "expired", "refused", "failed"
"""States of a message. The first and second lead on; the others end it or wait for a person."""

RESERVED, ACCEPTED, DELIVERED, UNDELIVERED = "reserved", "accepted", "delivered", "undelivered"
REJECTED, UNKNOWN, NOT_SENT = "rejected", "unknown", "not_sent"
"""States of an attempt. Only `not_sent` lets another attempt follow."""

QUESTIONS = frozenset(
    {"rsvp", "rsvp_trip", "waitlist", "count", "rating", "comment", "consent", "name", "choice", "phone", "transport"}
    | {"testimony", "testimony_consent"}
)
"""What a message can ask that waits for an answer; any other `asks` is only the context it leaves."""

ATTENDANCE = frozenset({"rsvp", "rsvp_trip"})
"""Questions whose message is worth sending even to somebody who cannot answer it: it tells a date."""
BUTTONED = frozenset({"rating", "waitlist"})
"""Other questions that a button answers, and so the page behind a link; the rest needs words of hers."""

AUTOMATIC, NOTICE, ANSWER, BUS, TYPED, STAFF = "automatic", "notice", "answer", "bus", "typed", "staff"
"""Whose hours a message keeps: see `messages.gate`."""


@dataclass(frozen=True)
class Kind:
    """What all messages of one kind share. `asks` names the question it puts, or the context it leaves."""

    name: str
    hours: str
    priority: int
    capped: bool = False
    asks: str | None = None
    rule: str | None = None
    """The rule that says it again at the door; None where the facts are frozen when it is written."""
    label: str = "réponse"
    """What the educator calls it, in French."""


class Planned(Protocol):
    """What the gate, the rules and the wording read of a message: written, yet to be written, or a row of it."""

    @property
    def id(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def contact_id(self) -> int | None: ...
    @property
    def address_id(self) -> int | None: ...
    @property
    def facts(self) -> dict[str, Any] | None: ...
    @property
    def topic(self) -> str: ...
    @property
    def once(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def deadline_at(self) -> datetime: ...
    @property
    def hours(self) -> str: ...
    @property
    def capped(self) -> bool: ...
    @property
    def fallback(self) -> bool: ...
    @property
    def asks(self) -> str | None: ...
    @property
    def in_reply_to(self) -> int | None: ...
    @property
    def created_at(self) -> datetime: ...


class Message(SQLModel, table=True):
    """One thing to tell one person, once."""

    __tablename__ = "message"
    __table_args__ = (
        open_index("message_due", "status = 'planned'", "due_at"),
        open_index("message_leaving", "status = 'planned'", "priority", "due_at"),
        open_index("message_unsettled", "status = 'sending' OR status = 'doubtful'", "status"),
        open_index("message_settled", "settled_at IS NOT NULL", "settled_at"),
        Index("message_contact", "contact_id", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = words("figures")
    rule: str | None = words("technical", default=None)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    address_id: int | None = Field(default=None, foreign_key="address.id", index=True)
    """Set where the message must go to one address: an answer, or somebody not yet a contact."""
    facts: dict[str, Any] | None = structure("texts", personal=True, default=None)
    topic: str = words("figures", default="", index=True)
    """What it is about, opaque here: `activity-12`."""
    once: str = words("technical", unique=True)
    """The occurrence: a second message with the same key is never written."""
    due_at: datetime = moment()
    due_local: str = words("technical", default="")
    """The civil date and time that was meant, `2026-10-19T17:30`."""
    deadline_at: datetime = moment()
    undo_until: datetime | None = moment(default=None)
    """Until then the person who sent it can take it back, and it does not leave."""
    priority: int
    """Smaller leaves first."""
    hours: str = words("technical")
    capped: bool = False
    fallback: bool = False
    """May go by SMS when her Telegram has closed: only what she said yes to."""
    asks: str | None = words("technical", default=None)
    asks_until: datetime | None = moment(default=None)
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = Field(default=None, foreign_key="received.id")
    in_reply_to: int | None = Field(default=None, foreign_key="received.id", index=True)
    sender: str = words("technical", default="")
    """Which medium carries it, known once reserved; "" where any may."""
    by: str = words("technical")
    status: str = words("technical", default=PLANNED)
    reason: str | None = words("technical", default=None)
    created_at: datetime = moment()
    settled_at: datetime | None = moment(default=None)


class Attempt(SQLModel, table=True):
    """One try at carrying a message. Once reserved, it is never sent again."""

    __tablename__ = "attempt"
    __table_args__ = (
        open_index("attempt_open", "status = 'reserved' OR status = 'unknown'", "status"),
        open_index("attempt_unheard", "status = 'accepted' AND medium = 'sms' AND looked_up < 3", "reserved_at"),
    )

    id: str = words("technical", primary_key=True)
    """128 random bits in hexadecimal: the token that fences its outcome and names its buttons."""
    message_id: int = Field(foreign_key="message.id", index=True)
    number: int
    medium: str = words("technical")
    address_id: int = Field(foreign_key="address.id", index=True)
    sender: str = words("technical")
    """The bot or number that carries it, `sms/+33937000000`."""
    owner: str = words("technical", default="")
    """The worker that reserved it, and alone sends it."""
    status: str = words("technical", default=RESERVED)
    reserved_at: datetime = moment(index=True)
    settled_at: datetime | None = moment(default=None)
    looked_up: int = 0
    """How often the provider's list was searched for it."""
    provider_id: str | None = words("technical", default=None, index=True)
    provider_status: str | None = words("technical", default=None)
    rank: int = 0
    failure: str | None = words("technical", default=None)
    code: str | None = words("technical", default=None)
    text: str = words("texts", personal=True)
    """What was really sent."""
    buttons: list[list[str]] = structure("texts", default_factory=list)
    """Label and choice of each button, in order."""
    parts: int = 1


def message_of(kind: Kind, due: datetime, cal: Calendar, **fields: Any) -> Message:
    """An unsaved message of a kind, due at that moment; `fields` are its other columns, and win over the kind's."""
    shared = {
        "kind": kind.name,
        "rule": kind.rule,
        "hours": kind.hours,
        "priority": kind.priority,
        "capped": kind.capped,
        "asks": kind.asks,
        "due_at": due,
        "due_local": civil(due, cal),
    }
    return Message(**{**shared, **fields})


def new_attempt_id() -> str:
    """128 random bits, hexadecimal."""
    return token_hex(16)


def post(session: Session, message: Message) -> Message | None:
    """Write the message, unless its occurrence was written before (then None)."""
    written = insert_once(session, message)
    return None if written is None else session.get_one(Message, written)


def attempts_of(session: Session, message: Message) -> list[Attempt]:
    """Every try at a message, first to last."""
    query = select(Attempt).where(Attempt.message_id == message.id).order_by(col(Attempt.number))
    return list(session.exec(query))


def withdraw(session: Session, message: Message, reason: str, now: datetime) -> None:
    """It is no longer owed; nothing leaves."""
    end(session, message, WITHDRAWN, reason, now)


def end(session: Session, message: Message, status: str, reason: str | None, now: datetime) -> None:
    """Settle a message in a last state, with why."""
    message.status, message.reason, message.settled_at = status, reason, now
    session.add(message)
