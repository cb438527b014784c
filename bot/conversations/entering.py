"""Entering a parent after an oral yes: by the command line, or from the educator's pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from babel import Locale
from sqlmodel import Session, col, select

from messages import consents, journal
from messages.contacts import (
    SMS_RANK,
    Address,
    Contact,
    ContactAddress,
    locked_addresses,
    plain_name,
    together_at,
)
from messages.hours import Hours, meets
from messages.once import insert_alike, insert_numbered
from messages.outbox import AUTOMATIC, Kind, Message, message_of
from messages.phones import NotAPhone, parse_phone
from messages.programme import Programme
from messages.tokens import JOIN, issue
from scheduler.families import Family
from scheduler.people import Adult, label_of_contact

WELCOME = Kind("welcome/entered", AUTOMATIC, 30, label="premier message")
_FRENCH = Locale("fr")
_WELCOME_WITHIN = timedelta(days=7)
THE_EDUCATORS = "C'est le numéro de l'éducatrice. Il faut celui de la personne."
NEVER_THEN = "Relais n'écrit pas à ces heures-là. Il faut un moment entre 9h et 20h."
STOPPED_HERE = "L'arrêt a été demandé sur ce téléphone. Pour écrire de nouveau : START depuis ce numéro."


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
    calls_only: bool = False
    """Prefers to be rung: nothing automatic is written to her."""
    hours: Hours | None = None
    family: str | None = None
    """The code of a family that exists: "F12"."""
    role: str = "unknown"
    ours: tuple[str, ...] = ()
    """Numbers that we send from: nobody's."""


@dataclass(frozen=True)
class Entered:
    """Who was entered, what to know (French sentences), and where it was asked for, the payload of a one-use link."""

    contact: Contact
    adult: Adult
    remarks: tuple[str, ...] = ()
    telegram_token: str = ""


def enter_parent(session: Session, parent: NewParent, by: str, programme: Programme, now: datetime) -> Entered:
    """Write down one person and her oral yes, plan the first text that recalls it, and give her Telegram link.

    Raises NotAPhone or NotEnteredError, with nothing written.
    """
    number = parse_phone(parent.phone, parent.ours) if parent.phone is not None else None
    [entry] = _entered(session, [replace(parent, phone=number)], by, programme, now)
    contact, adult = session.get_one(Contact, entry.id), session.get_one(Adult, entry.adult_id)
    return Entered(contact, adult, _remarks(session, entry), issue(session, JOIN, entry.id, by, now))


def enter_parents(
    session: Session, parents: Sequence[NewParent], by: str, programme: Programme, now: datetime
) -> list[int]:
    """The same for many at once, without links, their numbers being E.164 already; gives the ids of the adults.

    The transaction must be given up when it raises.
    """
    return [entry.adult_id for entry in _entered(session, parents, by, programme, now)]


def _entered(
    session: Session, parents: Sequence[NewParent], by: str, programme: Programme, now: datetime
) -> "list[_Entry]":
    for parent in parents:
        _check(parent, programme)
    families = _families(session, parents)
    places = locked_addresses(session, "sms", {parent.phone for parent in parents if parent.phone is not None}, now)
    known = together_at(session, [place.id for place in places.values() if place.id is not None])
    around: dict[int, list[Contact | _Entry]] = {place: list(people) for place, people in known.items()}
    entries = [
        _Entry(parent, plain_name(parent.name), families.get(_code(parent)), places.get(parent.phone or ""))
        for parent in parents
    ]
    for entry in entries:
        _join(entry, around)
    _write(session, entries, by, programme, now)
    return entries


@dataclass
class _Entry:
    """One person on the way in. `others` are on her phone before her."""

    parent: NewParent
    name: str
    family: Family | None
    address: Address | None
    others: "list[Contact | _Entry]" = field(default_factory=list)
    id: int = 0
    """Her contact's, once it is written."""
    adult_id: int = 0
    staff: bool = False


def _check(parent: NewParent, programme: Programme) -> None:
    """Everything that can be judged by itself, her number apart."""
    if parent.hours is not None and not meets(programme.calendar, parent.hours):
        raise NotEnteredError(NEVER_THEN)
    if not plain_name(parent.name):
        raise NotEnteredError("Il manque le prénom, ou un surnom.")
    if not parent.evidence.strip():
        raise NotEnteredError("Il manque l'accord : dites où et quand la personne a dit oui.")
    if parent.language not in _FRENCH.languages:
        raise NotEnteredError("Cette langue n'existe pas. Par exemple : fr, ar, en ou tr.")


def _families(session: Session, parents: Sequence[NewParent]) -> dict[str, Family]:
    """The families named, by code; raises NotEnteredError where one does not exist."""
    codes = sorted({_code(parent) for parent in parents} - {""})
    found = {family.code: family for family in session.exec(select(Family).where(col(Family.code).in_(codes)))}
    if len(found) < len(codes):
        raise NotEnteredError("Cette famille n'existe pas. Vérifiez son code, par exemple F12.")
    return found


def _code(parent: NewParent) -> str:
    return (parent.family or "").strip().upper()


def _contact(entry: _Entry) -> dict[str, Any]:
    parent = entry.parent
    return {
        "name": entry.name,
        "language": parent.language,
        "speaks": parent.speaks,
        "discreet": parent.discreet,
        "calls_only": parent.calls_only,
        "own_from": parent.hours.opens if parent.hours else None,
        "own_until": parent.hours.closes if parent.hours else None,
    }


def _adult(entry: _Entry) -> dict[str, Any]:
    family = entry.family.id if entry.family else None
    return {"contact_id": entry.id, "family_id": family, "role": entry.parent.role}


def _join(entry: _Entry, around: "dict[int, list[Contact | _Entry]]") -> None:
    """Take her place among those on her phone. A STOP on it stays where another person may have said it."""
    if entry.address is None or entry.address.id is None:
        return
    there = around.setdefault(entry.address.id, [])
    if any(other.staff for other in there):
        raise NotAPhone(THE_EDUCATORS)
    if any(same_name(other.name, entry.name) for other in there):
        raise NotEnteredError(f"{entry.parent.name.strip()} est déjà dans la liste, avec ce numéro.")
    entry.others = list(there)
    there.append(entry)
    if not entry.others:
        entry.address.stopped_at = None


def same_name(one: str, other: str) -> bool:
    """Whether two first names are the same person's, capitals aside."""
    return plain_name(one).casefold() == plain_name(other).casefold()


def _write(session: Session, entries: Sequence[_Entry], by: str, programme: Programme, now: datetime) -> None:
    """Contacts first, for their ids; then everything that hangs on them."""
    numbered = insert_numbered(session, Contact(created_at=now), [_contact(entry) for entry in entries])
    for entry, number in zip(entries, numbered, strict=True):
        entry.id = number
    adults = insert_numbered(session, Adult(since=now), [_adult(entry) for entry in entries])
    for entry, number in zip(entries, adults, strict=True):
        entry.adult_id = number
    insert_alike(session, journal.Entry(at=now, by=by, did="entered"), [{"contact_id": entry.id} for entry in entries])
    said = [
        {"contact_id": entry.id, "evidence": entry.parent.evidence, "language": entry.parent.language}
        for entry in entries
    ]
    insert_alike(session, consents.Consent(contact_id=0, given=True, at=now, evidence="", by=by), said)
    _reach(session, [entry for entry in entries if entry.address is not None], programme, by, now)


def _reach(session: Session, entries: Sequence[_Entry], programme: Programme, by: str, now: datetime) -> None:
    """Tie each to her number, and plan the first text there."""
    ties = [{"contact_id": entry.id, "address_id": entry.address.id} for entry in entries if entry.address]
    insert_alike(session, ContactAddress(contact_id=0, address_id=0, rank=SMS_RANK, since=now), ties)
    session.add_all([entry.address for entry in entries if entry.address])
    texts = [
        {
            "contact_id": entry.id,
            "once": f"{WELCOME.name}/contact-{entry.id}",
            "facts": {"educator": programme.educator, "name": entry.name},
        }
        for entry in entries
    ]
    insert_alike(session, _welcome(programme, by, now), texts)


def _remarks(session: Session, entry: _Entry) -> tuple[str, ...]:
    if not entry.others:
        return ()
    names = " et ".join(label_of_contact(session, other.id) for other in entry.others)
    assert entry.address is not None
    stopped = (STOPPED_HERE,) if entry.address.stopped_at is not None else ()
    return (f"Téléphone partagé avec {names}.", *stopped)


def _welcome(programme: Programme, by: str, now: datetime) -> Message:
    return message_of(
        WELCOME,
        now,
        programme.calendar,
        once=WELCOME.name,
        deadline_at=now + _WELCOME_WITHIN,
        by=by,
        created_at=now,
    )
