"""Her own words: taken in as they come, kept out of use until she says yes, taken back whenever she wishes."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.conversations.cautions import cautions
from bot.conversations.handing_over import FEW_WORDS, hand_over, not_understood
from bot.conversations.saying import say, to_inbox
from bot.conversations.telling import tell
from bot.conversations.turn import Turn
from messages.contacts import Contact
from messages.inbox import InboxItem, Received, put
from messages.outbox import Message
from scheduler import testimonials
from scheduler.people import adult_of
from scheduler.testimonials import PERMISSIONS, QUESTIONS, TOLD, Testimonial

SHORT_NO = 2 * FEW_WORDS
"""A longer sentence with a no in it is read by a person."""
_AGREEING = frozenset({"oui", "ok", "okay", "d'accord", "yes", "evet", "tamam", "نعم", "واخا"})
"""Alone, these announce words that are yet to come."""


def keep(session: Session, turn: Turn, now: datetime) -> None:
    """More of her words, added to the others exactly as they are; a person reads them."""
    testimonial, text = _open(session, turn), turn.heard.incoming.text.strip()
    if testimonial is None:
        hand_over(session, turn, now, "testimony")
    elif text and text.casefold().rstrip(" .!") not in _AGREEING:
        testimonials.tell(session, testimonial, text, turn.by, now)
        show(session, turn, testimonial, cautions(testimonial.told), now)
        if turn.rivals:
            to_inbox(session, turn, "unclear", "Un témoignage, qui répond peut-être aussi à une date.", now)


def keep_or_ask(session: Session, turn: Turn, now: datetime) -> None:
    """A question mark inside what she tells is no practical question: the words are kept, and a person sees it."""
    if turn.reading.fields.get("topic") != "other" or turn.words <= SHORT_NO or _open(session, turn) is None:
        tell(session, turn, now)
        return
    keep(session, turn, now)
    to_inbox(session, turn, "testimony", "Un témoignage, qui pose peut-être aussi une question.", now)


def decline(session: Session, turn: Turn, now: datetime) -> None:
    """She would rather not tell, or takes back what she has just told: thanked, and nothing changes for her."""
    testimonial = _open(session, turn)
    if testimonial is None or turn.contact is None:
        hand_over(session, turn, now, "testimony")
        return
    told = bool(testimonial.told)
    _refuse(session, turn, testimonial, now)
    say(session, turn, "testimony/unused" if told else "testimony/refused", now)


def answer_permission(session: Session, turn: Turn, now: datetime) -> None:
    """With her first name, without it, or no; whatever is less clear is asked once more, then seen by a person."""
    testimonial, consent = _open(session, turn), turn.reading.fields.get("consent")
    if testimonial is None or testimonial.status != TOLD or turn.contact is None:
        hand_over(session, turn, now, "testimony_consent")
    elif consent in PERMISSIONS:
        entry = testimonials.decision(turn.contact, True, turn.evidence, turn.by, now)
        testimonials.allow(session, testimonial, str(consent), entry, now)
        close_questions(session, turn.contact, turn.heard.received, now)
        show(session, turn, testimonial, "Accord donné.", now)
        say(session, turn, "testimony/allowed", now)
    elif consent == "refused" and turn.words <= SHORT_NO:
        _refuse(session, turn, testimonial, now)
        say(session, turn, "testimony/unused", now)
    elif turn.words > FEW_WORDS:
        hand_over(session, turn, now, "testimony_consent")
    else:
        not_understood(session, turn, now)


def close_questions(session: Session, contact: Contact, received: Received, now: datetime) -> None:
    """Nothing more is asked about her words."""
    query = select(Message).where(
        Message.contact_id == contact.id, col(Message.asks).in_(QUESTIONS), col(Message.answered_at).is_(None)
    )
    for message in session.exec(query):
        message.answered_at, message.answered_by = now, received.id
        session.add(message)


def show(session: Session, turn: Turn, testimonial: Testimonial, news: str, now: datetime) -> None:
    """One thing in the inbox for one testimonial, however many messages it came in; never the words themselves."""
    query = select(InboxItem).where(
        InboxItem.kind == "testimony", InboxItem.topic == testimonial.topic, col(InboxItem.closed_at).is_(None)
    )
    item = session.exec(query).first() or put(
        session,
        InboxItem(
            kind="testimony", at=now, contact_id=turn.contact_id, address_id=turn.heard.address.id,
            received_id=turn.heard.received.id, topic=testimonial.topic,
        ),
    )  # fmt: skip
    item.note = f"{news} Tout lire : relais testimony show {testimonial.id}"
    session.add(item)


def _refuse(session: Session, turn: Turn, testimonial: Testimonial, now: datetime) -> None:
    assert turn.contact is not None
    entry = testimonials.decision(turn.contact, False, turn.evidence, turn.by, now)
    told = bool(testimonial.told)
    testimonials.refuse(session, testimonial, entry, now)
    close_questions(session, turn.contact, turn.heard.received, now)
    if told:
        show(session, turn, testimonial, "Ne veut pas que ses mots soient utilisés.", now)


def _open(session: Session, turn: Turn) -> Testimonial | None:
    return testimonials.open_of(session, adult_of(session, turn.contact_id))
