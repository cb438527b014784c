"""Says something back, and puts things before the educator: the only two ways out of a conversation."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.conversations.questions import LATEST_REPLY
from bot.conversations.restraint import Restraint, already_waiting, can_be_answered, held_back
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
    "confirmed/fewer": "confirmed",
    "offer/held": "waitlist",
    "offer/fewer": "waitlist",
    "offer/late": "confirmed",
    "count": "count",
    "transport": "transport",
    "which": "choice",
    "cancelled": "cancelled",
    "feedback/words": "comment",
}
"""The question each answer puts, or the context it leaves."""

UNASKED = {
    "count": ("confirmed/yes", "Nombre de personnes à demander de vive voix."),
    "feedback/words": ("feedback/thanks", ""),
    "which": ("handed-over", "A répondu sans dire pour quelle date : à demander de vive voix."),
    "welcome": ("", "Ne peut pas répondre à nos SMS : à appeler pour avoir son accord."),
    "name": ("", "Prénom à demander de vive voix."),
    "phone": ("", ""),
    "transport": ("confirmed/yes", "Besoin d'aide pour venir : à demander de vive voix."),
    "offer/held": ("confirmed/maybe", ""),
    "offer/fewer": ("confirmed/waiting", ""),
    "testimony/allowed": ("handed-over", ""),
}
"""What is said instead of a question to somebody who cannot write back, and what the educator is told."""
_CONSENT_WITHIN = timedelta(days=7)


def say(session: Session, turn: Turn, name: str, now: datetime, **facts: Any) -> Message | None:
    """Answer with the wording `name`; None where no answer may leave (an automatic sender, a loop)."""
    name = _unasked(session, turn, name, now) if turn.one_way else name
    if not name or not can_be_answered(turn.heard.address):
        return None
    if (why := held_back(session, turn, name, now)) is not None:
        _tell_once(session, turn, why, now)
        return None
    known = activity_facts(turn.about) if turn.about else {}
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
    known = already_waiting(session, turn, kind)
    if known is not None:
        return known
    item = InboxItem(
        kind=kind,
        at=now,
        urgent=urgent,
        answered=answered,
        contact_id=turn.contact_id,
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


def _tell_once(session: Session, turn: Turn, why: Restraint, now: datetime) -> None:
    """One open item tells of all the silence: for this address, or for strangers altogether."""
    known = select(InboxItem.id).where(InboxItem.kind == why.kind, col(InboxItem.closed_at).is_(None))
    if why.one_address:
        known = known.where(InboxItem.address_id == turn.heard.address.id)
    if session.exec(known).first() is None:
        to_inbox(session, turn, why.kind, why.note, now)


def _unasked(session: Session, turn: Turn, name: str, now: datetime) -> str:
    """No question is put where no answer can be written: a person asks it."""
    again = ("handed-over", "Message que Relais n'a pas compris.") if name.startswith("clarify/") else (name, "")
    instead, note = UNASKED.get(name, again)
    if note:
        to_inbox(session, turn, "call", note, now)
    return instead


def _called(turn: Turn) -> dict[str, Any]:
    if turn.contact is not None:
        return {"name": turn.contact.name} if turn.contact.name else {}
    languages = {contact.language for contact in turn.people}
    return {"language": languages.pop()} if len(languages) == 1 else {}


def _until(turn: Turn, asks: str, now: datetime) -> datetime:
    if asks in ("rsvp", "count", "transport") and turn.about is not None:
        return turn.about.starts_at
    return now + (_CONSENT_WITHIN if asks == "consent" else LATEST_REPLY)


def _either(session: Session, turn: Turn) -> str:
    if not turn.shared:
        return ""
    names = " ou ".join(label_of_contact(session, contact.id) for contact in turn.people)
    return f" Téléphone partagé : {names}."
