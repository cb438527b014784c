"""Before words are used: a person chooses them, she reads them back, a person confirms; every use is kept."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from messages import journal
from messages.catalogue import Catalogue
from messages.contacts import Contact, addresses_of
from messages.known import person
from messages.outbox import SENT, TYPED, Kind, Message, message_of, post
from messages.parts import parts
from messages.programme import Programme
from scheduler.people import Adult
from scheduler.saying import words_of
from scheduler.testimonials import ALLOWED, CONFIRMED, USES, Testimonial, TestimonialUse, usable
from scheduler.testimony import in_person

READ_BACK = Kind("testimony/read-back", TYPED, 55, label="relecture d'un témoignage")
WITHIN = timedelta(days=3)
MOST_SMS, MOST_ON_TELEGRAM = 4, 3500
"""What is longer is not read back: a person chooses a shorter passage first."""


class NotNowError(ValueError):
    """It cannot be done; the text is a French sentence for the educator that says why and what to do."""


def choose(session: Session, testimonial: Testimonial, passage: str, by: str, now: datetime) -> None:
    """The words that are to be used; others than before must be read back and confirmed again. Raises NotNowError."""
    if not passage.strip():
        raise NotNowError("Il n'y a pas de mots à garder.")
    _must_be_allowed(testimonial, now)
    if passage == testimonial.used_words:
        return
    testimonial.used_words, testimonial.status, testimonial.confirmed_at = passage, ALLOWED, None
    session.add(testimonial)
    journal.note(session, by, "chose-words", now, testimonial.topic, _adult(session, testimonial).contact_id)


def read_back(
    session: Session, testimonial: Testimonial, catalogue: Catalogue, programme: Programme, by: str, now: datetime
) -> Message:
    """Send her the chosen words as they are, with how to take them back. Raises NotNowError."""
    _must_be_allowed(testimonial, now)
    contact = session.get(Contact, _adult(session, testimonial).contact_id)
    if contact is None:
        raise NotNowError("Cette personne n'a plus de contact : ses mots ne peuvent plus être relus.")
    if in_person(session, contact):
        raise NotNowError("Contact discret, par téléphone ou téléphone partagé : relisez-lui de vive voix.")
    message = _message(testimonial, contact, programme, by, now)
    _must_fit(session, catalogue, programme, message, now)
    written = post(session, message)
    if written is None:
        raise NotNowError("Ces mots viennent de lui être envoyés.")
    journal.note(session, by, "read-back", now, testimonial.topic, contact.id)
    return written


def confirm(session: Session, testimonial: Testimonial, heard: str, by: str, now: datetime) -> None:
    """A person confirms that these very words may be used; `heard` says where and when she heard them aloud, or is
    empty where a message read them back. Raises NotNowError."""
    _must_be_allowed(testimonial, now)
    if not heard.strip() and not _was_read_back(session, testimonial):
        raise NotNowError("Ces mots ne lui ont pas encore été relus. Envoyez-les, ou dites où vous les lui avez lus.")
    testimonial.status, testimonial.confirmed_at = CONFIRMED, now
    testimonial.used_words = chosen(testimonial)
    session.add(testimonial)
    contact_id = _adult(session, testimonial).contact_id
    journal.note(session, by, "confirmed-testimony", now, testimonial.topic, contact_id, why=heard.strip())


def use(session: Session, testimonial: Testimonial, used: TestimonialUse, now: datetime) -> None:
    """Write down that it was used, and where: `used` is unsaved. Raises NotNowError where it may not be."""
    if used.use not in USES:
        raise NotNowError("Seulement pour le COPIL ou le rapport. Le reste se demande sur papier.")
    day_of_yes = testimonial.permission_at.date() if testimonial.permission_at else date.max
    if not usable(testimonial, now) or used.on < day_of_yes:
        raise NotNowError("Ce témoignage ne peut pas servir : il faut son accord, la relecture et la confirmation.")
    assert testimonial.permission_until is not None
    if used.on >= testimonial.permission_until.date():
        raise NotNowError("Son accord vaut 12 mois : à cette date il sera terminé.")
    used.testimonial_id, used.at = testimonial.id or 0, now
    session.add(used)
    contact_id = _adult(session, testimonial).contact_id
    journal.note(session, used.by, "used-testimony", now, testimonial.topic, contact_id, use=used.use)


def chosen(testimonial: Testimonial) -> str:
    """The words to use: the passage a person chose, or all of them."""
    return testimonial.used_words or testimonial.told


def _must_be_allowed(testimonial: Testimonial, now: datetime) -> None:
    until = testimonial.permission_until
    if testimonial.status not in (ALLOWED, CONFIRMED) or until is None:
        raise NotNowError("Elle n'a pas donné son accord, ou l'a repris : rien ne peut être utilisé.")
    if now >= until:
        raise NotNowError("Son accord valait 12 mois et il est terminé.")


def _message(testimonial: Testimonial, contact: Contact, programme: Programme, by: str, now: datetime) -> Message:
    facts: dict[str, Any] = {"words": chosen(testimonial), "name": contact.name, "educator": programme.educator}
    return message_of(
        READ_BACK,
        now,
        programme.calendar,
        contact_id=contact.id,
        facts=facts,
        topic=testimonial.topic,
        once=f"{READ_BACK.name}/{testimonial.topic}/{int(now.timestamp())}",
        deadline_at=now + WITHIN,
        by=by,
        created_at=now,
    )


def _must_fit(session: Session, catalogue: Catalogue, programme: Programme, message: Message, now: datetime) -> None:
    """By whichever medium she may be reached: a message never arrives cut."""
    assert message.contact_id is not None
    her = person(session, message.contact_id)
    for medium in {place.medium for place in addresses_of(session, [message.contact_id]).get(message.contact_id, [])}:
        text = words_of(catalogue, programme, message, her, message.facts or {}, medium, now).text
        too_long = parts(text).parts > MOST_SMS if medium == "sms" else len(text) > MOST_ON_TELEGRAM
        if too_long:
            raise NotNowError("C'est trop long à relire sur un téléphone. Choisissez d'abord un passage plus court.")


def _was_read_back(session: Session, testimonial: Testimonial) -> bool:
    query = select(Message).where(
        Message.kind == READ_BACK.name, Message.topic == testimonial.topic, Message.status == SENT
    )
    latest = session.exec(query.order_by(col(Message.id).desc())).first()
    return latest is not None and (latest.facts or {}).get("words") == chosen(testimonial)


def _adult(session: Session, testimonial: Testimonial) -> Adult:
    return session.get_one(Adult, testimonial.adult_id)
