"""The questions of a testimonial: her words once the educator has begun it, then whether they may be used."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select

from messages.columns import Utc
from messages.consents import Hold
from messages.contacts import Address, Contact, addresses_of, contacts_at
from messages.drafts import Draft
from messages.gate import Refuse, open_gate
from messages.inbox import InboxItem, Received
from messages.outbox import AUTOMATIC, DOUBTFUL, SENDING, SENT, Kind, Message, Planned
from messages.programme import Programme
from messages.refusals import REASONS
from scheduler.people import Adult, adult_of
from scheduler.rules import Facts, Rule, Withdraw, draft, unwritten
from scheduler.testimonials import ASKED, OPEN, TOLD, Testimonial

ASK = Kind("testimony/ask", AUTOMATIC, 75, asks="testimony", rule="testimony", label="demande de témoignage")
PERMISSION = Kind(
    "testimony/permission", AUTOMATIC, 65, asks="testimony_consent", rule="testimony", label="accord pour un témoignage"
)
ASKED_WITHIN, OPEN_FOR = timedelta(days=3), timedelta(days=14)
AFTER_HER_LAST_WORD = timedelta(minutes=5)
"""She may still be writing."""
QUIET = timedelta(days=30)
"""Nothing is asked of somebody who was in danger or told of a worry so lately."""
WORRYING = ("danger", "concern")
_WORRIES = ("urgent", "concern")
_AFTER = bindparam("after", type_=Utc)
_TO_ASK = (
    select(Testimonial, Adult)
    .join(Adult, col(Adult.id) == col(Testimonial.adult_id))
    .where(
        col(Adult.contact_id).is_not(None),
        or_(
            (col(Testimonial.status) == ASKED) & (col(Testimonial.asked_at) > _AFTER),
            (col(Testimonial.status) == TOLD) & (col(Testimonial.told_at) > _AFTER),
        ),
    )
    .order_by(col(Testimonial.id))
)


def owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    """The question to whom the educator chose; five minutes after her last word, the one about its use."""
    open_ones = session.exec(_TO_ASK, params={"after": since - ASKED_WITHIN})
    found = [_question(testimonial, adult, programme) for testimonial, adult in open_ones]
    due = [message for message in found if message.due_at <= until and message.deadline_at > since]
    asked = [message for message in due if message.kind == ASK.name or not _asked_already(session, message)]
    return unwritten(session, asked)


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still to be asked: nothing worrying came meanwhile, no discretion, no word more."""
    return [_renew(session, message) for message in messages]


def why_not(session: Session, adult: Adult, programme: Programme, media: Collection[str], now: datetime) -> str | None:
    """Why she cannot be asked by message now, as the end of a French sentence about her; None when she can."""
    contact = session.get(Contact, adult.contact_id) if adult.contact_id is not None else None
    if contact is None:
        return REASONS["no-address"]
    if in_person(session, contact):
        return "se demande de vive voix : contact discret, par téléphone ou téléphone partagé"
    if worried(session, contact, now):
        return "a vécu un moment difficile il y a moins de 30 jours"
    if _open_already(session, adult, now):
        return "a déjà une demande en cours"
    message = question_for(adult, programme, now)
    verdict = open_gate(session, [message], programme, media, now).verdict(message)
    return REASONS.get(verdict.reason, verdict.reason) if isinstance(verdict, Refuse) else None


def question_for(adult: Adult, programme: Programme, now: datetime) -> Draft:
    """The opening question as it would be if it left now."""
    return _message(ASK, adult, Testimonial(adult_id=adult.id or 0, asked_by=""), now, programme)


def worried(session: Session, contact: Contact, now: datetime) -> bool:
    """Whether she, or whoever shares her phone, was in danger or told of a worry in the last thirty days."""
    since = now - QUIET
    places = [place.id for place in _addresses(session, contact)]
    shown = (col(InboxItem.contact_id) == contact.id) | col(InboxItem.address_id).in_(places)
    held = (col(Hold.contact_id) == contact.id) & (col(Hold.reason) == "danger")
    lately = col(Hold.lifted_at).is_(None) | (col(Hold.lifted_at) > since) | (col(Hold.since) > since)
    said = col(Received.address_id).in_(places) & col(Received.intent).in_(_WORRIES)
    signs = (
        select(InboxItem.id).where(shown, col(InboxItem.kind).in_(WORRYING), col(InboxItem.at) > since),
        select(Hold.id).where(held, lately),
        select(Received.id).where(said, col(Received.at) > since),
    )
    return any(session.exec(sign).first() is not None for sign in signs)


def _question(testimonial: Testimonial, adult: Adult, programme: Programme) -> Draft:
    if testimonial.status == ASKED or testimonial.told_at is None:
        return _message(ASK, adult, testimonial, testimonial.asked_at, programme)
    return _message(PERMISSION, adult, testimonial, testimonial.told_at + AFTER_HER_LAST_WORD, programme)


def _message(kind: Kind, adult: Adult, testimonial: Testimonial, due: datetime, programme: Programme) -> Draft:
    """Its occurrence is the moment it is due: one more word from her, and another message takes its place."""
    return draft(
        kind, programme, contact_id=adult.contact_id or 0, topic=testimonial.topic,
        occurrence=_occurrence(due), due=due, deadline=due + ASKED_WITHIN, open_until=due + OPEN_FOR,
    )  # fmt: skip


def _asked_already(session: Session, message: Planned) -> bool:
    """She has the question on her phone: what she adds before she answers is covered by her answer."""
    query = select(Message.id).where(
        Message.kind == PERMISSION.name,
        Message.topic == message.topic,
        Message.once != message.once,
        col(Message.status).in_((SENDING, SENT, DOUBTFUL)),
    )
    return session.exec(query).first() is not None


def _renew(session: Session, message: Planned) -> Facts | Withdraw:
    testimonial, adult = of_topic(session, message.topic), adult_of(session, message.contact_id)
    contact = session.get(Contact, message.contact_id)
    if testimonial is None or adult is None or contact is None:
        return Withdraw("erased")
    if testimonial.status != (ASKED if message.kind == ASK.name else TOLD):
        return Withdraw(testimonial.status)
    if message.kind == PERMISSION.name and _told_since(testimonial, message):
        return Withdraw("told-more")
    if in_person(session, contact):
        return Withdraw("in-person")
    return Withdraw("worried") if worried(session, contact, message.created_at) else {}


def _told_since(testimonial: Testimonial, message: Planned) -> bool:
    assert testimonial.told_at is not None
    return f"/{_occurrence(testimonial.told_at + AFTER_HER_LAST_WORD)}/" not in message.once


def _occurrence(due: datetime) -> str:
    return str(int(due.timestamp()))


def of_topic(session: Session, topic: str) -> Testimonial | None:
    """The testimonial a message is about, or None when it is about something else."""
    prefix, _, number = topic.partition("-")
    return session.get(Testimonial, int(number)) if prefix == "testimonial" and number.isdigit() else None


def in_person(session: Session, contact: Contact) -> bool:
    """Nothing about her words is written where somebody else may read it."""
    shared = any(len(contacts_at(session, place)) > 1 for place in _addresses(session, contact))
    return contact.discreet or contact.calls_only or shared


def _addresses(session: Session, contact: Contact) -> list[Address]:
    assert contact.id is not None
    return addresses_of(session, [contact.id]).get(contact.id, [])


def _open_already(session: Session, adult: Adult, now: datetime) -> bool:
    """Asked in the last fourteen days, or words that wait for her yes or no."""
    query = select(Testimonial).where(Testimonial.adult_id == adult.id, col(Testimonial.status).in_(OPEN))
    return any(one.status == TOLD or one.asked_at > now - OPEN_FOR for one in session.exec(query))


RULE = Rule("testimony", (ASK, PERMISSION), owed, renew)
