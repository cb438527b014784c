"""What a person must see: not understood, a wish, a right, a worry; said once more simply at most once."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.alerting import alert
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import consents, journal
from scheduler.pauses import PAUSE
from scheduler.people import label_of_contact

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
    "safe_contact": "Demande de la discrétion. Le mode discret est activé, les messages sont en pause : /reprendre.",
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
    if known == "safe_contact":
        keep_quiet(session, turn, now)
    if known == "delete_data" and turn.contact is not None:
        consents.hold(session, [turn.contact], "freeze", turn.by, now)
        journal.note(session, turn.by, "asked-erasure", now, contact_id=turn.contact_id)
    to_inbox(session, turn, known, NOTES[known], now)
    say(session, turn, "handed-over", now)


def keep_quiet(session: Session, turn: Turn, now: datetime) -> None:
    """Somebody may read this phone: from now on few words, nothing automatic, and the educator knows at once."""
    resting = consents.holds(session, [contact.id for contact in turn.people if contact.id is not None], now)
    for contact in turn.people:
        if not contact.discreet:
            contact.discreet = True
            session.add(contact)
            journal.note(session, turn.by, "became-discreet", now, contact_id=contact.id)
    consents.hold(session, [one for one in turn.people if one.id not in resting], PAUSE, turn.by, now)
    who = " ou ".join(label_of_contact(session, contact.id) for contact in turn.people) or "Quelqu'un"
    alert(session, turn, f"{who} demande de la discrétion. Rien ne part avant /reprendre.\nOuvrez /boite", now)


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
