"""Questions of ours: which were put to somebody here, which are still open, and how one is closed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, func, select

from bot.conversations.turn import Turn
from messages.contacts import Address, Contact
from messages.outbox import DOUBTFUL, QUESTIONS, SENDING, SENT, Attempt, Message
from scheduler.planning import ASKED_BY

ATTENDING = frozenset({"rsvp", "rsvp_trip", "waitlist", "count"})
"""The questions that one word about a date answers."""
CONTEXTS = frozenset({"reminder", "confirmed", "declined", "announce", "cancelled"})
"""What the last message leaves in the air without asking anything."""

LATEST_REPLY = timedelta(days=14)
LONGEST_WAIT = timedelta(days=90)
"""Nothing leaves so long after it was due; what is older need not be read."""
_ARRIVED = (SENDING, SENT, DOUBTFUL)


def put_to(session: Session, address: Address, people: Sequence[Contact], now: datetime) -> list[Message]:
    """Questions and contexts of the last fourteen days, the newest first.

    On a shared phone, only what was shown on that phone: what one of them read elsewhere is hers alone.
    What was said to somebody who had this phone before is nobody's here.
    """
    said_at = func.coalesce(Message.settled_at, Message.due_at)
    hers: ColumnElement[bool] = col(Message.contact_id).in_([contact.id for contact in people])
    if len(people) > 1:
        hers = hers & exists().where(col(Attempt.message_id) == Message.id, col(Attempt.address_id) == address.id)
    nobodys = (col(Message.address_id) == address.id) & col(Message.contact_id).is_(None)
    if address.handed_at is not None:
        nobodys = nobodys & (col(Message.created_at) > address.handed_at)
    query = (
        select(Message)
        .where(hers | nobodys, col(Message.asks).in_(QUESTIONS | CONTEXTS))
        .where(col(Message.due_at) > now - LATEST_REPLY - LONGEST_WAIT)
        .where(col(Message.status).in_(_ARRIVED), said_at >= now - LATEST_REPLY, said_at <= now)
        .order_by(said_at.desc(), col(Message.id).desc())
    )
    return list(session.exec(query))


def still_open(messages: Iterable[Message], now: datetime) -> list[Message]:
    """The questions among them that wait for an answer; of two about the same thing, the newer."""
    found: dict[tuple[int | None, str, str], Message] = {}
    for message in messages:
        until = message.asks_until or message.deadline_at
        if message.asks in QUESTIONS and message.answered_at is None and until > now:
            found.setdefault((message.contact_id, message.topic, family(message)), message)
    return list(found.values())


def family(message: Message) -> str:
    """Questions that one answer settles together."""
    return "attending" if message.asks in ATTENDING else str(message.asks)


def question_of(message: Message) -> str:
    """What a message asks; of an SMS that cannot be answered, what the page behind its link asks."""
    return message.asks or ASKED_BY.get(message.kind) or ""


def settle(session: Session, turn: Turn, now: datetime) -> None:
    """The question is answered, and with it every other one about the same thing."""
    if turn.asked is not None:
        _close(session, turn, turn.asked.topic, family(turn.asked), now)


def settle_attending(session: Session, turn: Turn, topic: str, now: datetime) -> None:
    """She has said whether she comes: nothing more is asked about that date."""
    _close(session, turn, topic, "attending", now)


def _close(session: Session, turn: Turn, topic: str, about: str, now: datetime) -> None:
    codes = ATTENDING if about == "attending" else {about}
    hers = Message.address_id == turn.heard.address.id
    if turn.contact is not None:
        hers = Message.contact_id == turn.contact.id
    asking: ColumnElement[bool] = col(Message.asks).in_(codes)
    if turn.asked is not None and turn.asked.asks is None:
        asking = asking | (col(Message.id) == turn.asked.id)
    query = select(Message).where(hers, Message.topic == topic, asking, col(Message.answered_at).is_(None))
    for message in session.exec(query):
        message.answered_at, message.answered_by = now, turn.heard.received.id
        session.add(message)
