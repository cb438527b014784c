"""Says something back, and puts things before the educator: the only two ways out of a conversation."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from bot.conversations.questions import LATEST_REPLY
from bot.conversations.turn import Turn
from messages.answers import answer, answer_kind
from messages.inbox import InboxItem, put
from messages.outbox import Message
from scheduler.facts import activity_facts
from scheduler.people import label_of_contact

_LEAVES = {
    "welcome": "consent",
    "name": "name",
    "phone": "phone",
    "confirmed/yes": "confirmed",
    "confirmed/waiting": "confirmed",
    "confirmed/no": "declined",
    "confirmed/maybe": "rsvp",
    "count": "count",
    "which": "choice",
    "cancelled": "cancelled",
    "feedback/words": "comment",
}
"""The question each answer puts, or the context it leaves."""

ALIKE_AN_HOUR = 6
"""More answers of one kind than this in an hour are two machines talking to each other."""
_SHORTEST_NUMBER = 6
_CONSENT_WITHIN = timedelta(days=7)


def say(session: Session, turn: Turn, name: str, now: datetime, **facts: Any) -> Message | None:
    """Answer with the wording `name`; None where no answer may leave (an automatic sender, a loop)."""
    if not can_be_answered(turn) or _loops(session, turn, name, now):
        return None
    known = activity_facts(turn.about, turn.heard.programme.timezone) if turn.about else {}
    message = answer(
        session,
        answer_kind(name, _LEAVES.get(name, name.removeprefix("clarify/") if "clarify" in name else None)),
        turn.heard.received,
        turn.contact,
        _called(turn) | known | facts,
        turn.heard.programme,
        now,
        turn.about.topic if turn.about else "",
    )
    if message is not None and message.asks is not None:
        message.asks_until = _until(turn, message.asks, now)
        session.add(message)
    return message


def to_inbox(
    session: Session, turn: Turn, kind: str, note: str, now: datetime, urgent: bool = False, answered: bool = False
) -> InboxItem:
    """Put what was received before the educator; `note` is a French sentence of ours, never the text itself."""
    incoming, asked = turn.heard, turn.asked
    item = InboxItem(
        kind=kind,
        at=now,
        urgent=urgent,
        answered=answered,
        contact_id=turn.contact.id if turn.contact else None,
        address_id=incoming.address.id,
        received_id=incoming.received.id,
        topic=turn.about.topic if turn.about else asked.topic if asked else "",
        note=f"{note}{_either(session, turn)}",
    )
    return put(session, item)


def in_inbox(session: Session, turn: Turn) -> bool:
    """Whether what was received already waits for a person."""
    query = select(InboxItem.id).where(InboxItem.received_id == turn.heard.received.id)
    return session.exec(query).first() is not None


def can_be_answered(turn: Turn) -> bool:
    """Names and short numbers are machines: nobody reads what is sent there."""
    address = turn.heard.address
    number = address.value.removeprefix("+")
    return address.medium != "sms" or (number.isdigit() and len(number) >= _SHORTEST_NUMBER)


def _loops(session: Session, turn: Turn, name: str, now: datetime) -> bool:
    alike = select(func.count()).where(
        Message.address_id == turn.heard.address.id,
        Message.kind == name,
        col(Message.in_reply_to).is_not(None),
        col(Message.created_at) > now - timedelta(hours=1),
    )
    if name == "stopped" or session.exec(alike).one() < ALIKE_AN_HOUR:
        return False
    known = select(InboxItem.id).where(
        InboxItem.kind == "loop", InboxItem.address_id == turn.heard.address.id, col(InboxItem.closed_at).is_(None)
    )
    if session.exec(known).first() is None:
        to_inbox(session, turn, "loop", "Beaucoup de messages en une heure : Relais ne répond plus.", now)
    return True


def _called(turn: Turn) -> dict[str, Any]:
    if turn.contact is not None:
        return {"name": turn.contact.name} if turn.contact.name else {}
    languages = {contact.language for contact in turn.people}
    return {"language": languages.pop()} if len(languages) == 1 else {}


def _until(turn: Turn, asks: str, now: datetime) -> datetime:
    if asks in ("rsvp", "count") and turn.about is not None:
        return turn.about.starts_at
    return now + (_CONSENT_WITHIN if asks == "consent" else LATEST_REPLY)


def _either(session: Session, turn: Turn) -> str:
    if not turn.shared:
        return ""
    names = " ou ".join(label_of_contact(session, contact.id) for contact in turn.people)
    return f" Téléphone partagé : {names}."
