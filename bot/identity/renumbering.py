"""Another number for somebody we know: confirmed by a person, then the old one hears nothing more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.conversations.entering import STOPPED_HERE, THE_EDUCATORS
from messages import consents, journal
from messages.contacts import (
    Address,
    Contact,
    addresses_of,
    contacts_at,
    link,
    locked_addresses,
    reopen,
    unlink,
)
from messages.outbox import AUTOMATIC, PLANNED, Kind, Message, message_of, post, withdraw
from messages.phones import NotAPhone, parse_phone
from messages.programme import Programme
from scheduler.people import label_of_contact

NOTED = Kind("number/noted", AUTOMATIC, 30, label="nouveau numéro")
_WITHIN = timedelta(days=3)
_STOPPED_BEFORE = "L'arrêt avait été demandé sur l'ancien numéro. Il reste. Pour écrire de nouveau : START."


class SomebodysError(ValueError):
    """The number is another person's already; a person must say that they share the phone."""

    def __init__(self, names: str) -> None:
        super().__init__(f"C'est déjà le numéro de {names}. Partagent-ils ce téléphone ?")


@dataclass(frozen=True)
class NewNumber:
    """As it was typed. `shared`: a person has said that somebody else uses it too."""

    typed: str
    shared: bool = False
    ours: tuple[str, ...] = ()


def change_number(
    session: Session, contact: Contact, new: NewNumber, by: str, programme: Programme, now: datetime
) -> list[str]:
    """Reach her there instead of at her old numbers; her history stays hers. Gives remarks in French.

    Raises NotAPhone or SomebodysError, with nothing changed.
    """
    assert contact.id is not None
    number = parse_phone(new.typed, new.ours)
    address = locked_addresses(session, "sms", [number], now)[number]
    session.exec(select(Contact.id).where(Contact.id == contact.id).with_for_update()).one()
    _check_others(session, contact, address, new.shared)
    before = phones_of(session, contact)
    remarks = _keep_stop(session, contact, [place for place in before if place.id != address.id], by, now)
    consents.lift(session, contact.id, "suspended", by, now)
    reopen(session, address)
    link(session, contact, address, now)
    for place in before:
        if place.id != address.id:
            leave(session, contact, place, now)
    journal.note(session, by, "changed-number", now, contact_id=contact.id, address=address.id)
    if all(place.id != address.id for place in before):
        _say_noted(session, contact, address, by, programme, now)
    return [*remarks, *([STOPPED_HERE] if address.stopped_at is not None else [])]


def hand_on(session: Session, contact: Contact, by: str, now: datetime) -> int:
    """Her phone is another person's now: she is reached there no more, and whoever writes from it is a stranger.

    How many numbers she lost; 0 where she had none. A STOP said there stays.
    """
    assert contact.id is not None
    phones = phones_of(session, contact)
    for address in phones:
        leave(session, contact, address, now)
    if phones:
        consents.lift(session, contact.id, "suspended", by, now)
        journal.note(session, by, "handed-on", now, contact_id=contact.id, addresses=[place.id for place in phones])
    return len(phones)


def phones_of(session: Session, contact: Contact) -> list[Address]:
    """The numbers she is reached at."""
    assert contact.id is not None
    return [place for place in addresses_of(session, [contact.id]).get(contact.id, []) if place.medium == "sms"]


def leave(session: Session, contact: Contact, address: Address, now: datetime) -> None:
    """Nothing that was meant for her goes to that address any more."""
    unlink(session, contact, address, now)
    bound = select(Message).where(
        Message.contact_id == contact.id, Message.address_id == address.id, Message.status == PLANNED
    )
    for message in session.exec(bound.order_by(col(Message.id)).with_for_update()):
        withdraw(session, message, "moved", now)


def _check_others(session: Session, contact: Contact, address: Address, shared: bool) -> None:
    others = [other for other in contacts_at(session, address) if other.id != contact.id]
    if any(other.staff for other in others):
        raise NotAPhone(THE_EDUCATORS)
    if others and not shared:
        raise SomebodysError(" et ".join(label_of_contact(session, other.id) for other in others))


def _keep_stop(session: Session, contact: Contact, old: list[Address], by: str, now: datetime) -> list[str]:
    """A STOP goes with her. What was stopped because the number was wrong was not her word."""
    assert contact.id is not None
    held = consents.holds(session, [contact.id], now).get(contact.id)
    suspended = held is not None and held.reason == "suspended"
    if suspended or all(place.stopped_at is None for place in old):
        return []
    consents.record(session, contact, False, "arrêt demandé sur l'ancien numéro", by, now)
    return [_STOPPED_BEFORE] if old else []


def _say_noted(
    session: Session, contact: Contact, address: Address, by: str, programme: Programme, now: datetime
) -> None:
    """One neutral sentence, to the new number only: it tells nothing of her to whoever has it."""
    noted = message_of(
        NOTED,
        now,
        programme.calendar,
        contact_id=contact.id,
        address_id=address.id,
        facts={"educator": programme.educator},
        once=f"{NOTED.name}/address-{address.id}/{now.isoformat()}/contact-{contact.id}",
        deadline_at=now + _WITHIN,
        by=by,
        created_at=now,
    )
    post(session, noted)
