"""What is known of many people at once, as plain rows: whom a message is for, and where she is reached."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from messages.contacts import Address, Contact, ContactAddress
from messages.rows import IDS, rows


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


_CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]
_ADDRESS: Any = Address.__table__  # type: ignore[attr-defined]
_PERSON = [_CONTACT.c[name] for name in Person._fields]
_PLACE = [_ADDRESS.c[name] for name in Place._fields]
_PEOPLE = select(*_PERSON).where(col(Contact.id).in_(IDS)).order_by(col(Contact.id)).with_for_update(read=True)
_PLACES = select(*_PLACE).where(col(Address.id).in_(IDS))
_PLACES_OF = (
    select(ContactAddress.contact_id, *_PLACE)
    .join(Address, col(Address.id) == col(ContactAddress.address_id))
    .where(col(ContactAddress.contact_id).in_(IDS))
    .order_by(col(ContactAddress.rank), col(Address.id))
)
_SHARED = (
    select(ContactAddress.address_id)
    .join(Contact, col(Contact.id) == col(ContactAddress.contact_id))
    .where(col(ContactAddress.address_id).in_(IDS), col(Contact.erased_at).is_(None))
    .group_by(col(ContactAddress.address_id))
    .having(func.count() > 1)
)


def people(session: Session, ids: Collection[int]) -> dict[int, Person]:
    """These contacts by id. Their rows are locked against a STOP not committed yet: it is waited for, then seen."""
    return {row[0]: Person._make(row) for row in rows(session, _PEOPLE, sorted(ids))} if ids else {}


def person(session: Session, contact_id: int | None) -> Person | None:
    """One contact, or None for nobody; not locked."""
    row = session.execute(select(*_PERSON).where(col(Contact.id) == contact_id)).first()
    return None if row is None else Person._make(row)


def places(session: Session, ids: Collection[int]) -> dict[int, Place]:
    """These addresses by id."""
    return {row[0]: Place._make(row) for row in rows(session, _PLACES, ids)} if ids else {}


def places_of(session: Session, contact_ids: Collection[int]) -> dict[int, list[Place]]:
    """The addresses of each contact, the preferred one first; closed and stopped ones included."""
    found: dict[int, list[Place]] = {}
    for row in rows(session, _PLACES_OF, contact_ids):
        found.setdefault(row[0], []).append(Place._make(row[1:]))
    return found


def shared(session: Session, address_ids: Collection[int]) -> frozenset[int]:
    """Those of the addresses that several people share."""
    found = rows(session, _SHARED, address_ids)
    return frozenset(row[0] for row in found)
