"""Whom we may write to, and where: contacts, addresses, and the phones that several people share."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from messages.columns import moment, words
from messages.once import insert_once

_TURNS_TEXT = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The marks of the Unicode bidirectional algorithm (UAX 9)."""
TELEGRAM_RANK, SMS_RANK = 0, 1


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


class ContactAddress(SQLModel, table=True):
    """That a contact is reached at an address; the smallest rank is tried first."""

    __tablename__ = "contact_address"

    contact_id: int = Field(foreign_key="contact.id", primary_key=True)
    address_id: int = Field(foreign_key="address.id", primary_key=True, index=True)
    rank: int = 1
    since: datetime = moment()


def plain_name(typed: str) -> str:
    """A name on one line, without the invisible signs that turn the words around it back to front."""
    shown = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in typed)
    return " ".join("".join(sign for sign in shown if sign not in _TURNS_TEXT).split())


def address_of(session: Session, medium: str, value: str, now: datetime) -> Address:
    """The row of that address, made on first sight."""
    query = select(Address).where(Address.medium == medium, Address.value == value)
    found = session.exec(query).first()
    if found is None:
        insert_once(session, Address(medium=medium, value=value, created_at=now))
        found = session.exec(query).one()
    return found


def link(session: Session, contact: Contact, address: Address, now: datetime) -> None:
    """Let `contact` be reached at `address`; Telegram, free for her, comes before SMS."""
    assert contact.id is not None
    assert address.id is not None
    if session.get(ContactAddress, (contact.id, address.id)) is None:
        rank = TELEGRAM_RANK if address.medium == "telegram" else SMS_RANK
        session.add(ContactAddress(contact_id=contact.id, address_id=address.id, rank=rank, since=now))
        session.flush()


def contacts_at(session: Session, address: Address) -> list[Contact]:
    """Everybody reached at `address`, first linked first."""
    query = (
        select(Contact)
        .join(ContactAddress, col(ContactAddress.contact_id) == col(Contact.id))
        .where(ContactAddress.address_id == address.id, col(Contact.erased_at).is_(None))
        .order_by(col(ContactAddress.since), col(Contact.id))
    )
    return list(session.exec(query))


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
