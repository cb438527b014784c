"""What a person must see: not understood, a wish, a right, a worry; said once more simply at most once."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import consents, journal

FEW_WORDS = 4
"""Longer than this, what is not understood goes to a person without a question."""

_SIMPLER = {
    "rsvp": "clarify/rsvp",
    "rsvp_trip": "clarify/rsvp",
    "waitlist": "clarify/rsvp",
    "count": "clarify/count",
    "transport": "clarify/transport",
    "rating": "clarify/rating",
    "consent": "clarify/consent",
    "choice": "clarify/choice",
    "testimony_consent": "clarify/testimony_consent",
}

NOTES = {
    "shared": "Message qui peut venir de deux personnes. Rien n'a été noté.",
    "unclear": "Message que Relais n'a pas compris.",
    "question": "Pose une question.",
    "call": "Demande à être appelé.",
    "transport": "Répond au sujet du transport.",
    "pause": "Demande une pause. La durée est à voir avec la personne.",
    "late": "Prévient d'un retard.",
    "reschedule": "Demande une autre date ou une autre heure.",
    "join": "Demande à participer.",
    "refer": "Parle de quelqu'un d'autre qui veut participer.",
    "delete_data": "Demande l'effacement de ses données. Les messages sont suspendus.",
    "data_access": "Demande à voir ses données.",
    "stop": "Ne veut plus de messages, et dit pourquoi. Relais n'envoie plus rien.",
    "complaint": "N'est pas content des messages.",
    "language": "Souhaite une autre langue.",
    "update_phone": "Donne un nouveau numéro, à vérifier de vive voix.",
    "third_party": "Un autre adulte écrit depuis ce numéro. Rien n'a été dit ni noté.",
    "minor": "Un enfant écrit depuis ce numéro. Rien n'a été dit ni noté.",
    "safe_contact": "Demande de la discrétion. Le mode discret est activé.",
    "concern": "Confie une difficulté.",
    "testimony": "Raconte ce que les rencontres changent.",
    "testimony_consent": "Répond au sujet de son témoignage.",
    "withdraw_testimony": "Retire son accord pour son témoignage.",
    "feedback": "Donne son avis.",
    "did_not_attend": "Dit ne pas avoir été là.",
    "media": "Envoie une photo, un message vocal ou autre chose à regarder.",
}
"""What the educator reads, by kind of item."""

_NAMED_OTHERWISE = {"call_me": "call"}


def hand_over(session: Session, turn: Turn, now: datetime, kind: str | None = None) -> None:
    """Into the inbox under `kind` (default: what was read), and tell her that a person answers."""
    intent = kind or turn.reading.intent
    known = _NAMED_OTHERWISE.get(intent, intent if intent in NOTES else "unclear")
    _protect(session, turn, known, now)
    to_inbox(session, turn, known, NOTES[known], now)
    say(session, turn, "handed-over", now)


def not_understood(session: Session, turn: Turn, now: datetime) -> None:
    """One simple question more where one is open and few words were written; a person otherwise."""
    asked = turn.asked
    simpler = _SIMPLER.get(str(asked.asks)) if asked is not None and turn.waiting else None
    if asked is None or simpler is None or not _worth_another(turn):
        hand_over(session, turn, now, "unclear")
        return
    known = asked.facts or {}
    carried = {key: known[key] for key in ("options", "topics", "pending") if key in known}
    say(session, turn, simpler, now, **carried)


def _worth_another(turn: Turn) -> bool:
    assert turn.asked is not None
    return turn.words <= FEW_WORDS and not turn.asked.kind.startswith("clarify/")


def _protect(session: Session, turn: Turn, kind: str, now: datetime) -> None:
    """What is done at once for her safety or her rights, before anybody reads it."""
    for contact in turn.people:
        assert contact.id is not None
        if kind == "safe_contact" and not contact.discreet:
            contact.discreet = True
            session.add(contact)
            journal.note(session, turn.by, "became-discreet", now, contact_id=contact.id)
        if kind == "delete_data" and contact is turn.contact:
            consents.hold(session, [contact], "freeze", turn.by, now)
            journal.note(session, turn.by, "asked-erasure", now, contact_id=contact.id)
