"""The ledger of yes and no, and what holds messages back from somebody who said yes."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from messages import journal
from messages.columns import moment, words
from messages.contacts import Address, Contact, contacts_at
from messages.rows import IDS, rows

MESSAGES = "messages"
"""The purpose that every message needs; testimonies and photos have purposes of their own."""

WORDING_VERSION = "2026-10"
"""Which edition of the welcome texts a yes was given to."""


class Consent(SQLModel, table=True):
    """One yes or one no, never changed afterwards: the last row of a contact and purpose holds (GDPR art. 7)."""

    __tablename__ = "consent"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    purpose: str = words("proof", default=MESSAGES)
    given: bool
    at: datetime = moment()
    evidence: str = words("proof", personal=True)
    """How we know: `received-12`, or "accord oral, 3 octobre, école"."""
    wording: str = words("proof", default=WORDING_VERSION)
    language: str = words("proof", default="fr")
    by: str = words("proof")


class Hold(SQLModel, table=True):
    """A reason to send nothing automatic for a while, with its author and its end."""

    __tablename__ = "hold"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    reason: str = words("contact")
    """`pause`, `danger`, `freeze` (a right exercised) or `suspended` (a number that may have changed hands)."""
    since: datetime = moment()
    until: datetime | None = moment(default=None)
    """None: until a person lifts it."""
    by: str = words("contact")
    lifted_at: datetime | None = moment(default=None)
    lifted_by: str | None = words("contact", default=None)


_SAID = (
    select(Consent.contact_id, Consent.given)
    .where(col(Consent.contact_id).in_(IDS), Consent.purpose == bindparam("purpose"))
    .order_by(col(Consent.id))
)
_HELD = select(Hold).where(
    col(Hold.contact_id).in_(IDS),
    col(Hold.lifted_at).is_(None),
    col(Hold.since) <= bindparam("now"),
)


def record(session: Session, contact: Contact, given: bool, evidence: str, by: str, now: datetime) -> None:
    """Write one yes or no to the ledger for the purpose of messages."""
    assert contact.id is not None
    entry = Consent(contact_id=contact.id, given=given, at=now, evidence=evidence, by=by, language=contact.language)
    session.add(entry)
    session.flush()


def consenting(session: Session, contact_ids: Iterable[int], purpose: str = MESSAGES) -> dict[int, bool]:
    """What each contact last said for `purpose`; contacts who never said anything are absent."""
    return {row[0]: row[1] for row in rows(session, _SAID, list(contact_ids), purpose=purpose)}


def holds(session: Session, contact_ids: Iterable[int], now: datetime) -> dict[int, Hold]:
    """The hold in force on each contact; the one that lasts longest where there are several."""
    found: dict[int, Hold] = {}
    for hold in session.execute(_HELD, {"ids": list(contact_ids), "now": now}).scalars():
        if hold.until is not None and hold.until <= now:
            continue
        known = found.get(hold.contact_id)
        if known is None or _lasts_longer(hold, known):
            found[hold.contact_id] = hold
    return found


def hold(
    session: Session, people: Iterable[Contact], reason: str, by: str, now: datetime, until: datetime | None = None
) -> None:
    """Nothing automatic for these people until then, or until a person lifts it.

    Their rows are locked first: once this is committed, nothing more is reserved for them.
    """
    ids = _lock(session, people)
    session.add_all(Hold(contact_id=contact_id, reason=reason, since=now, until=until, by=by) for contact_id in ids)
    session.flush()


def lift(session: Session, contact_id: int, reason: str, by: str, now: datetime) -> bool:
    """A person ends the holds of that reason on a contact; False when there was none."""
    standing = select(Hold).where(Hold.contact_id == contact_id, Hold.reason == reason, col(Hold.lifted_at).is_(None))
    found = list(session.exec(standing))
    for hold in found:
        hold.lifted_at, hold.lifted_by = now, by
        session.add(hold)
    if found:
        journal.note(session, by, "lifted-hold", now, contact_id=contact_id, reason=reason)
    return bool(found)


def stop(session: Session, address: Address, evidence: str, by: str, now: datetime) -> list[Contact]:
    """Silence on this address for all on it; somebody alone on it is recorded as having said no.

    Their rows are locked before anything is written: once this is committed, nothing more is reserved for them.
    """
    address.stopped_at = now
    return _decided(session, address, False, evidence, by, now)


def start(session: Session, address: Address, evidence: str, by: str, now: datetime) -> list[Contact]:
    """She comes back: the address speaks again, and a person alone on it has said yes again."""
    address.stopped_at = None
    return _decided(session, address, True, evidence, by, now)


def _decided(session: Session, address: Address, given: bool, evidence: str, by: str, now: datetime) -> list[Contact]:
    people = contacts_at(session, address)
    _lock(session, people)
    session.add(address)
    if len(people) == 1:
        record(session, people[0], given, evidence, by, now)
    return people


def _lock(session: Session, people: Iterable[Contact]) -> list[int]:
    """The ids of these people; whoever would reserve a message for them waits, or is waited for."""
    ids = [contact.id for contact in people]
    query = select(Contact.id).where(col(Contact.id).in_(ids)).order_by(col(Contact.id))
    locked = session.exec(query.with_for_update(key_share=True))
    return [contact_id for contact_id in locked if contact_id is not None]


def _lasts_longer(one: Hold, other: Hold) -> bool:
    if other.until is None:
        return False
    return one.until is None or one.until > other.until
