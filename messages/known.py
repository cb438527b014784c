"""What is known of many people at once, as plain rows: whom a message is for, and where she is reached."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from messages.contacts import Address, Contact, ContactAddress


class Person(NamedTuple):
    """A contact, as far as the gate and the wording ask."""

    id: int | None
    name: str
    language: str
    discreet: bool
    calls_only: bool
    own_from: time | None
    own_until: time | None
    staff: bool
    erased_at: datetime | None


class Place(NamedTuple):
    """An address, as far as the gate and a channel ask."""

    id: int | None
    medium: str
    value: str
    closed_at: datetime | None
    closed_for: str | None
    stopped_at: datetime | None
    handed_at: datetime | None


_PERSON = [getattr(Contact, name) for name in Person._fields]
_PLACE = [getattr(Address, name) for name in Place._fields]
_IDS: Any = bindparam("ids", expanding=True)
_PEOPLE = select(*_PERSON).where(col(Contact.id).in_(_IDS)).order_by(col(Contact.id)).with_for_update(read=True)
_PLACES = select(*_PLACE).where(col(Address.id).in_(_IDS))
_PLACES_OF = (
    select(ContactAddress.contact_id, *_PLACE)
    .join(Address, col(Address.id) == col(ContactAddress.address_id))
    .where(col(ContactAddress.contact_id).in_(_IDS))
    .order_by(col(ContactAddress.rank), col(Address.id))
)
_SHARED = (
    select(ContactAddress.address_id)
    .join(Contact, col(Contact.id) == col(ContactAddress.contact_id))
    .where(col(ContactAddress.address_id).in_(_IDS), col(Contact.erased_at).is_(None))
    .group_by(col(ContactAddress.address_id))
    .having(func.count() > 1)
)


def people(session: Session, ids: Collection[int]) -> dict[int, Person]:
    """These contacts by id. Their rows are locked against a STOP not committed yet: it is waited for, then seen."""
    return {row[0]: Person._make(row) for row in session.execute(_PEOPLE, {"ids": list(ids)})} if ids else {}


def person(session: Session, contact_id: int | None) -> Person | None:
    """One contact, or None for nobody; not locked."""
    row = session.execute(select(*_PERSON).where(col(Contact.id) == contact_id)).first()
    return None if row is None else Person._make(row)


def places(session: Session, ids: Collection[int]) -> dict[int, Place]:
    """These addresses by id."""
    return {row[0]: Place._make(row) for row in session.execute(_PLACES, {"ids": list(ids)})} if ids else {}


def places_of(session: Session, contact_ids: Collection[int]) -> dict[int, list[Place]]:
    """The addresses of each contact, the preferred one first; closed and stopped ones included."""
    found: dict[int, list[Place]] = {}
    for row in session.execute(_PLACES_OF, {"ids": list(contact_ids)}) if contact_ids else ():
        found.setdefault(row[0], []).append(Place._make(row[1:]))
    return found


def shared(session: Session, address_ids: Collection[int]) -> frozenset[int]:
    """Those of the addresses that several people share."""
    found = session.execute(_SHARED, {"ids": list(address_ids)}) if address_ids else ()
    return frozenset(row[0] for row in found)
