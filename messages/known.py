"""What is known of many people at once, as plain rows: whom a message is for, and where she is reached."""

from collections.abc import Collection
from datetime import datetime, time
from typing import NamedTuple

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


def people(session: Session, ids: Collection[int]) -> dict[int, Person]:
    """These contacts by id. Their rows are locked against a STOP not committed yet: it is waited for, then seen."""
    query = select(*_PERSON).where(col(Contact.id).in_(ids)).order_by(col(Contact.id)).with_for_update(read=True)
    return {row[0]: Person._make(row) for row in session.execute(query)}


def person(session: Session, contact_id: int | None) -> Person | None:
    """One contact, or None for nobody; not locked."""
    row = session.execute(select(*_PERSON).where(col(Contact.id) == contact_id)).first()
    return None if row is None else Person._make(row)


def places(session: Session, ids: Collection[int]) -> dict[int, Place]:
    """These addresses by id."""
    query = select(*_PLACE).where(col(Address.id).in_(ids))
    return {row[0]: Place._make(row) for row in session.execute(query)} if ids else {}


def places_of(session: Session, contact_ids: Collection[int]) -> dict[int, list[Place]]:
    """The addresses of each contact, the preferred one first; closed and stopped ones included."""
    query = (
        select(ContactAddress.contact_id, *_PLACE)
        .join(Address, col(Address.id) == col(ContactAddress.address_id))
        .where(col(ContactAddress.contact_id).in_(contact_ids))
        .order_by(col(ContactAddress.rank), col(Address.id))
    )
    found: dict[int, list[Place]] = {}
    for contact_id, *place in session.execute(query):
        found.setdefault(contact_id, []).append(Place._make(place))
    return found


def shared(session: Session, address_ids: Collection[int]) -> frozenset[int]:
    """Those of the addresses that several people share."""
    query = (
        select(ContactAddress.address_id)
        .join(Contact, col(Contact.id) == col(ContactAddress.contact_id))
        .where(col(ContactAddress.address_id).in_(address_ids), col(Contact.erased_at).is_(None))
        .group_by(col(ContactAddress.address_id))
        .having(func.count() > 1)
    )
    return frozenset(session.exec(query)) if address_ids else frozenset()
