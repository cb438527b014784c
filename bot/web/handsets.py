"""Which phones there are in a rehearsal: one for each address, named for whoever holds it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from messages.contacts import Address, Contact, ContactAddress

EDUCATOR, PARENT = "educator", "parent"


@dataclass(frozen=True)
class Handset:
    """One phone: `name` goes into addresses, `title` is read, `marks` say in French what is special about it."""

    name: str
    title: str
    address_id: int
    medium: str
    value: str
    language: str
    role: str
    marks: tuple[str, ...]


def handsets(session: Session) -> list[Handset]:
    """Every phone, ordinary ones first, the educator's last."""
    query = select(Address).order_by(col(Address.id))
    people = _people(session)
    taken: set[str] = set()
    found = [_handset(address, people.get(address.id or 0, []), taken) for address in session.exec(query)]
    return sorted(found, key=lambda phone: (phone.role == EDUCATOR, bool(phone.marks)))


def handset(session: Session, name: str) -> Handset | None:
    """The phone of that name, or of the number it had before anybody introduced themselves; else None."""
    return next((phone for phone in handsets(session) if name in (phone.name, _unnamed(phone.address_id))), None)


def _people(session: Session) -> dict[int, list[Contact]]:
    query = (
        select(ContactAddress.address_id, Contact)
        .join(Contact, col(Contact.id) == col(ContactAddress.contact_id))
        .where(col(Contact.erased_at).is_(None))
        .order_by(col(ContactAddress.since), col(Contact.id))
    )
    found: dict[int, list[Contact]] = {}
    for address_id, contact in session.exec(query):
        found.setdefault(address_id, []).append(contact)
    return found


def _handset(address: Address, people: list[Contact], taken: set[str]) -> Handset:
    assert address.id is not None
    educator = any(contact.staff and not contact.stands_in for contact in people)
    return Handset(
        name=_name(address, people, taken),
        title=" et ".join(contact.name for contact in people if contact.name) or "Numéro inconnu",
        address_id=address.id,
        medium=address.medium,
        value=address.value,
        language=people[0].language if people else "fr",
        role=EDUCATOR if educator else PARENT,
        marks=tuple(_marks(address, people)),
    )


def _name(address: Address, people: Iterable[Contact], taken: set[str]) -> str:
    """Letters that fit in a web address, and different from every other phone's."""
    wanted = "-et-".join(filter(None, (_plain(contact.name) for contact in people)))
    tries = (wanted, f"{wanted}-{address.medium}", f"{wanted}-{address.id}")
    free = next((name for name in tries if wanted and name not in taken), _unnamed(address.id))
    taken.add(free)
    return free


def _unnamed(address_id: int | None) -> str:
    return f"inconnu-{address_id}"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in letters).split())


def _marks(address: Address, people: list[Contact]) -> Iterable[str]:
    if not people:
        yield "pas encore inscrit"
    if len(people) > 1:
        yield "téléphone partagé"
    if any(contact.stands_in for contact in people):
        yield "remplace l'éducatrice"
    if any(contact.discreet for contact in people):
        yield "discret"
    if address.stopped_at is not None:
        yield "a dit STOP"
    if address.closed_at is not None:
        yield "fermé"
