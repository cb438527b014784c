"""Entering a parent after an oral yes: by the command line, or from the educator's pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel import Locale
from sqlmodel import Session, select

from messages import consents, journal
from messages.contacts import Address, Contact, address_of, contacts_at, link, plain_name
from messages.hours import Hours, meets
from messages.outbox import AUTOMATIC, Kind, message_of, post
from messages.phones import NotAPhone, parse_phone
from messages.programme import Programme
from messages.tokens import JOIN, issue
from scheduler import people
from scheduler.families import Family
from scheduler.people import Adult, label_of_contact

WELCOME = Kind("welcome/entered", AUTOMATIC, 30, label="premier message")
_FRENCH = Locale("fr")
_WELCOME_WITHIN = timedelta(days=7)


class NotEnteredError(ValueError):
    """Something is missing or unknown; its text is a French sentence for whoever typed it."""


@dataclass(frozen=True)
class NewParent:
    """What the educator knows. `evidence` tells of the oral yes: "accord oral, 3 octobre, école"."""

    name: str
    evidence: str
    phone: str | None = None
    """As it was typed; None for somebody who will come by Telegram only."""
    language: str = "fr"
    speaks: str | None = None
    discreet: bool = False
    hours: Hours | None = None
    family: str | None = None
    """The code of a family that exists: "F12"."""
    role: str = "unknown"
    ours: tuple[str, ...] = ()
    """Numbers that we send from: nobody's."""


@dataclass(frozen=True)
class Entered:
    """Who was entered, the payload of a one-use Telegram link, and what to know (French sentences)."""

    contact: Contact
    adult: Adult
    telegram_token: str
    remarks: tuple[str, ...] = ()


def enter_parent(session: Session, parent: NewParent, by: str, programme: Programme, now: datetime) -> Entered:
    """Write down the person and the oral yes, and plan the first text that recalls it.

    Raises NotAPhone or NotEnteredError, with nothing written.
    """
    number = parse_phone(parent.phone, parent.ours) if parent.phone is not None else None
    if parent.hours is not None and not meets(programme.calendar, parent.hours):
        raise NotEnteredError("Relais n'écrit pas à ces heures-là. Il faut un moment entre 9h et 20h.")
    family = _family(session, parent)
    address = address_of(session, "sms", number, now) if number is not None else None
    others = contacts_at(session, address) if address is not None else []
    if any(other.staff for other in others):
        raise NotAPhone("C'est le numéro de l'éducatrice. Il faut celui de la personne.")
    _check_new(parent, others)
    contact = _contact(session, parent, now)
    adult = people.enter(session, contact, family, parent.role, now)
    consents.record(session, contact, True, parent.evidence, by, now)
    journal.note(session, by, "entered", now, contact_id=contact.id)
    remarks = _reached(session, contact, address, others, now) if address is not None else ()
    if address is not None:
        _welcome(session, contact, programme, by, now)
    assert contact.id is not None
    return Entered(contact, adult, issue(session, JOIN, contact.id, by, now), remarks)


def _family(session: Session, parent: NewParent) -> Family | None:
    if not plain_name(parent.name):
        raise NotEnteredError("Il manque le prénom, ou un surnom.")
    if not parent.evidence.strip():
        raise NotEnteredError("Il manque l'accord : dites où et quand la personne a dit oui.")
    if parent.family is None:
        return None
    family = session.exec(select(Family).where(Family.code == parent.family.strip().upper())).first()
    if family is None:
        raise NotEnteredError("Cette famille n'existe pas. Vérifiez son code, par exemple F12.")
    return family


def _check_new(parent: NewParent, others: list[Contact]) -> None:
    if parent.language not in _FRENCH.languages:
        raise NotEnteredError("Cette langue n'existe pas. Par exemple : fr, ar, en ou tr.")
    if any(other.name.casefold() == plain_name(parent.name).casefold() for other in others):
        raise NotEnteredError(f"{parent.name.strip()} est déjà dans la liste, avec ce numéro.")


def _contact(session: Session, parent: NewParent, now: datetime) -> Contact:
    contact = Contact(
        name=plain_name(parent.name),
        language=parent.language,
        speaks=parent.speaks,
        discreet=parent.discreet,
        own_from=parent.hours.opens if parent.hours else None,
        own_until=parent.hours.closes if parent.hours else None,
        created_at=now,
    )
    session.add(contact)
    session.flush()
    return contact


def _reached(
    session: Session, contact: Contact, address: Address, others: list[Contact], now: datetime
) -> tuple[str, ...]:
    """Link the number, which may be somebody's already; a STOP on it stays where another person may have said it."""
    link(session, contact, address, now)
    remarks = []
    if others:
        names = " et ".join(label_of_contact(session, other.id) for other in others)
        remarks.append(f"Téléphone partagé avec {names}.")
    if address.stopped_at is not None and others:
        remarks.append("L'arrêt a été demandé sur ce téléphone. Pour écrire de nouveau : START depuis ce numéro.")
    elif address.stopped_at is not None:
        address.stopped_at = None
        session.add(address)
    return tuple(remarks)


def _welcome(session: Session, contact: Contact, programme: Programme, by: str, now: datetime) -> None:
    message = message_of(
        WELCOME,
        now,
        programme.calendar,
        contact_id=contact.id,
        facts={"educator": programme.educator, "name": contact.name},
        once=f"{WELCOME.name}/contact-{contact.id}",
        deadline_at=now + _WELCOME_WITHIN,
        by=by,
        created_at=now,
    )
    post(session, message)
