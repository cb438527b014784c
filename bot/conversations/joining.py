"""Coming in: the keyword, the yes or no to our messages, the first name; and strangers who write."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.conversations.belonging import group_named, join_as_wished, wish
from bot.conversations.handing_over import hand_over, not_understood
from bot.conversations.questions import settle
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from bot.reading.heard import listen
from messages import consents, journal
from messages.contacts import Contact, addresses_of, link, plain_name
from messages.outbox import Message
from scheduler import people

_ONCE_IN = timedelta(days=1)
_LONGEST_NAME, _MOST_WORDS = 40, 5
_UNSURE_OF_SCRIPT = {"ary-Latn": "fr"}
"""Darija in Latin letters does not say that she reads Arabic script."""
_SAID_WITHOUT_WORDS = frozenset({"thanks", "ack"})


def stranger(session: Session, turn: Turn, now: datetime) -> None:
    """Somebody who is not in the programme: nothing of it is told, nothing kept without a yes."""
    intent, consent = turn.reading.intent, turn.waiting and turn.asked is not None
    if intent == "join":
        asked = "Question posée." if welcome(session, turn, now) else "Relais ne lui a rien répondu."
        group = group_named(session, turn)
        what = f"à rejoindre : {group.name}" if group else "nos invitations"
        to_inbox(session, turn, "join", f"Un nouveau numéro demande {what}. {asked}", now)
    elif consent:
        answer_consent(session, turn, now)
    elif intent not in _SAID_WITHOUT_WORDS:
        unknown(session, turn, now)


def welcome(session: Session, turn: Turn, now: datetime) -> bool:
    """Who we are, and one question: may we write? False where nothing may be said."""
    return say(session, turn, "welcome", now, **wish(turn)) is not None


def come_back(session: Session, turn: Turn, now: datetime) -> None:
    """START from a number that never said yes is treated as the keyword."""
    turn.heard.address.stopped_at = None
    session.add(turn.heard.address)
    welcome(session, turn, now)


def answer_consent(session: Session, turn: Turn, now: datetime) -> None:
    """Yes, no, or a question about who we are; unclear words are asked about once."""
    match turn.reading.intent:
        case "yes":
            settle(session, turn, now)
            _joined(session, turn if turn.contact else _made_contact(session, turn, now), now)
        case "no":
            _declined(session, turn, now)
        case "who" | "help":
            say(session, turn, turn.reading.intent, now)
        case "thanks" | "ack" | "greeting":
            return
        case "unclear" | "maybe":
            not_understood(session, turn, now)
        case _:
            hand_over(session, turn, now)


def answer_name(session: Session, turn: Turn, now: datetime) -> None:
    """What she wants to be called; then her number, where she came by Telegram. A long text is no name."""
    name = plain_name(str(turn.reading.fields.get("name", "")))
    if turn.contact is None or not name or len(name) > _LONGEST_NAME or turn.words > _MOST_WORDS:
        not_understood(session, turn, now)
        return
    settle(session, turn, now)
    turn.contact.name = name
    session.add(turn.contact)
    journal.note(session, turn.by, "named", now, contact_id=turn.contact.id)
    ask_phone(session, turn, now)


def ask_phone(session: Session, turn: Turn, now: datetime) -> None:
    """On Telegram, where no number of hers is known: would she share it?"""
    assert turn.contact is not None
    assert turn.contact.id is not None
    known = addresses_of(session, [turn.contact.id]).get(turn.contact.id, [])
    wanted = turn.heard.address.medium == "telegram" and "sms" in turn.heard.media
    if wanted and all(address.medium != "sms" for address in known):
        say(session, turn, "phone", now)


def unknown(session: Session, turn: Turn, now: datetime) -> None:
    """Words from a number nobody knows: a person reads them; answered once a day, without a word about anyone."""
    to_inbox(session, turn, "stranger", "Un numéro inconnu a écrit.", now)
    said = select(Message.id).where(
        Message.address_id == turn.heard.address.id,
        Message.kind == "handed-over",
        col(Message.created_at) > now - _ONCE_IN,
    )
    if session.exec(said).first() is None:
        say(session, turn, "handed-over", now)


def _made_contact(session: Session, turn: Turn, now: datetime) -> Turn:
    contact = Contact(language=_language(turn), created_at=now)
    session.add(contact)
    session.flush()
    link(session, contact, turn.heard.address, now)
    people.enter(session, contact, None, "unknown", now)
    return replace(turn, contact=contact, people=(contact,))


def _language(turn: Turn) -> str:
    """The language her yes was written in, where it shows; French otherwise."""
    named = turn.reading.fields.get("lang")
    if isinstance(named, str):
        return named
    if turn.heard.press is not None or not turn.heard.incoming.text.strip():
        return "fr"
    spoken = listen(turn.heard.incoming.text, "consent", None, turn.heard.received.at).language
    return _UNSURE_OF_SCRIPT.get(spoken, spoken)


def _joined(session: Session, turn: Turn, now: datetime) -> None:
    contact = turn.contact
    assert contact is not None
    consents.record(session, contact, True, turn.evidence, turn.by, now)
    journal.note(session, turn.by, "joined", now, contact_id=contact.id)
    say(session, turn, "joined", now, **join_as_wished(session, turn, now))
    name = turn.reading.fields.get("name")
    if isinstance(name, str) and not contact.name:
        contact.name = plain_name(name)[:_LONGEST_NAME]
        session.add(contact)
    if contact.name:
        ask_phone(session, turn, now)
    else:
        say(session, turn, "name", now)


def _declined(session: Session, turn: Turn, now: datetime) -> None:
    settle(session, turn, now)
    if turn.contact is not None:
        consents.record(session, turn.contact, False, turn.evidence, turn.by, now)
    journal.note(session, turn.by, "declined", now, address=turn.heard.address.id)
    say(session, turn, "declined", now)
