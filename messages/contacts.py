"""Whom we may write to, and where: contacts, addresses, and the phones that several people share."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import TypeVar

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from messages.columns import moment, words
from messages.once import insert_missing, insert_once

_TURNS_TEXT = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The marks of the Unicode bidirectional algorithm (UAX 9)."""
TELEGRAM_RANK, SMS_RANK = 0, 1
_PART = 500
T = TypeVar("T")


class Contact(SQLModel, table=True):
    """Somebody who can be written to. What they are to the programme (adult, family) is known a floor above."""

    __tablename__ = "contact"

    id: int | None = Field(default=None, primary_key=True)
    name: str = words("contact", personal=True, default="")
    """First name or alias, possibly empty."""
    language: str = words("contact", default="fr")
    """ISO 639-1, for reading."""
    speaks: str | None = words("contact", default=None)
    """ISO 639-1, for a call, when it differs."""
    discreet: bool = False
    """Nothing that names the programme, no echo of an answer, nothing outside the chosen hours."""
    calls_only: bool = False
    """Prefers to be rung: nothing automatic is ever written to her."""
    own_from: time | None = None
    own_until: time | None = None
    """Chosen hours, local time; both or neither."""
    staff: bool = False
    """The educator: no cap, no quiet hours."""
    stands_in: bool = False
    """Of the team, but told only of what nobody has taken charge of."""
    created_at: datetime = moment()
    erased_at: datetime | None = moment(default=None)


class Address(SQLModel, table=True):
    """A phone number (E.164) or a Telegram chat id. It may serve several contacts."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("medium", "value"),)

    id: int | None = Field(default=None, primary_key=True)
    medium: str = words("contact")
    """`sms` or `telegram`."""
    value: str = words("contact", personal=True)
    created_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)
    closed_for: str | None = words("contact", default=None)
    """Why it does not work any more: `blocked`, `invalid`, …; None while it does."""
    stopped_at: datetime | None = moment(default=None)
    """When somebody on it last asked for silence; None once they came back."""
    handed_at: datetime | None = moment(default=None)
    """When the last person we knew there left it: whoever has it now was told nothing of what was said before."""


class ContactAddress(SQLModel, table=True):
    """That a contact is reached at an address; the smallest rank is tried first."""

    __tablename__ = "contact_address"

    contact_id: int = Field(foreign_key="contact.id", primary_key=True)
    address_id: int = Field(foreign_key="address.id", primary_key=True, index=True)
    rank: int = 1
    since: datetime = moment()


_AT = select(Address).where(Address.medium == bindparam("medium"), Address.value == bindparam("value"))
_REACHED = (
    select(Contact)
    .join(ContactAddress, col(ContactAddress.contact_id) == col(Contact.id))
    .where(ContactAddress.address_id == bindparam("address"), col(Contact.erased_at).is_(None))
    .order_by(col(ContactAddress.since), col(Contact.id))
)


def plain_name(typed: str) -> str:
    """A name on one line, without the invisible signs that turn the words around it back to front."""
    if typed.isprintable():  # no sign of either sort among them
        return " ".join(typed.split())
    shown = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in typed)
    return " ".join("".join(sign for sign in shown if sign not in _TURNS_TEXT).split())


def address_of(session: Session, medium: str, value: str, now: datetime) -> Address:
    """The row of that address, made on first sight."""
    there = {"medium": medium, "value": value}
    found = session.exec(_AT, params=there).first()
    if found is None:
        insert_once(session, Address(medium=medium, value=value, created_at=now))
        found = session.exec(_AT, params=there).one()
    return found


def locked_addresses(session: Session, medium: str, values: Collection[str], now: datetime) -> dict[str, Address]:
    """The rows of many addresses, locked as `lock_addresses` does."""
    lock_addresses(session, medium, values, now)
    found: dict[str, Address] = {}
    for some in in_parts(sorted(values)):
        query = select(Address).where(Address.medium == medium, col(Address.value).in_(some))
        latest = session.exec(query.execution_options(populate_existing=True))
        found |= {address.value: address for address in latest}
    return found


def lock_addresses(session: Session, medium: str, values: Collection[str], now: datetime) -> None:
    """Make those that are missing; until the transaction ends, nobody else decides who is behind any of them."""
    for some in in_parts(sorted(values)):
        insert_missing(session, Address(medium=medium, value="", created_at=now), [{"value": value} for value in some])
        query = select(Address.id).where(Address.medium == medium, col(Address.value).in_(some))
        session.exec(query.order_by(col(Address.id)).with_for_update()).all()


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Five hundred at a time: as many as one query takes on either database."""
    return (values[at : at + _PART] for at in range(0, len(values), _PART))


def link(session: Session, contact: Contact, address: Address, now: datetime) -> None:
    """Let `contact` be reached at `address`; Telegram, free for her, comes before SMS."""
    assert contact.id is not None
    assert address.id is not None
    if session.get(ContactAddress, (contact.id, address.id)) is None:
        rank = TELEGRAM_RANK if address.medium == "telegram" else SMS_RANK
        session.add(ContactAddress(contact_id=contact.id, address_id=address.id, rank=rank, since=now))
        session.flush()


def unlink(session: Session, contact: Contact, address: Address, now: datetime) -> None:
    """She is no longer reached there; once nobody we know is, nothing said there before is for whoever comes next."""
    known = session.get(ContactAddress, (contact.id, address.id))
    if known is not None:
        session.delete(known)
        session.flush()
    if not contacts_at(session, address):
        address.handed_at = now
        session.add(address)


def together_at(session: Session, addresses: Collection[int]) -> dict[int, list[Contact]]:
    """As `contacts_at`, for many addresses by id."""
    found: dict[int, list[Contact]] = {}
    for some in in_parts(sorted(addresses)):
        query = (
            select(ContactAddress.address_id, Contact)
            .join(Contact, col(Contact.id) == col(ContactAddress.contact_id))
            .where(col(ContactAddress.address_id).in_(some), col(Contact.erased_at).is_(None))
            .order_by(col(ContactAddress.since), col(Contact.id))
        )
        for address_id, contact in session.exec(query):
            found.setdefault(address_id, []).append(contact)
    return found


def contacts_at(session: Session, address: Address) -> list[Contact]:
    """Everybody reached at `address`, first linked first."""
    return list(session.exec(_REACHED, params={"address": address.id}))


def addresses_of(session: Session, contact_ids: Iterable[int]) -> dict[int, list[Address]]:
    """The addresses of each contact, the preferred one first; closed and stopped ones included."""
    query = (
        select(ContactAddress.contact_id, Address)
        .join(Address, col(Address.id) == col(ContactAddress.address_id))
        .where(col(ContactAddress.contact_id).in_(list(contact_ids)))
        .order_by(col(ContactAddress.rank), col(Address.id))
    )
    found: dict[int, list[Address]] = {}
    for contact_id, address in session.exec(query):
        found.setdefault(contact_id, []).append(address)
    return found


def close(session: Session, address: Address, reason: str, now: datetime) -> None:
    """Never write to this address again, until a person or its owner opens it."""
    address.closed_at, address.closed_for = now, reason
    session.add(address)


def reopen(session: Session, address: Address) -> None:
    """It works again: its owner wrote from it, or unblocked us."""
    address.closed_at = address.closed_for = None
    session.add(address)
