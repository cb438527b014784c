"""One person who was entered twice becomes one: everything moves to the entry that is kept, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, SQLModel, col, select

from messages import consents, journal
from messages.consents import Consent, Hold
from messages.contacts import Contact, ContactAddress
from messages.inbox import InboxItem
from messages.outbox import PLANNED, Message, withdraw
from messages.recordings import Recording
from messages.tokens import Token
from scheduler.calls import Call
from scheduler.groups import Invited, Membership
from scheduler.offers import OPEN, WITHDRAWN, Offer
from scheduler.people import Adult
from scheduler.ratings import Rating
from scheduler.register import PRESENT, Presence
from scheduler.signups import SignUp
from scheduler.testimonials import Testimonial

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class Pair:
    """The id that stays and the id that goes, of two contacts or of two adults."""

    keep: int
    other: int
    now: datetime


Mover = Callable[[Session, Pair], None]
"""Moves what one table holds from the id that goes to the one that stays."""


class NotMergedError(ValueError):
    """These two are not one person of the programme; its text is a French sentence."""


def merge(session: Session, keep: Adult, other: Adult, by: str, now: datetime) -> None:
    """Make one person of two. The stricter word on messages holds; figures count her once.

    The other contact stays as a row without a name, so that its id is never given to anybody else.
    Raises NotMergedError, with nothing changed.
    """
    kept, gone = _both(session, keep, other)
    assert kept.id is not None
    assert gone.id is not None
    assert keep.id is not None
    assert other.id is not None
    refused = _said_no(session, kept.id, gone.id)
    for move in BY_CONTACT.values():
        move(session, Pair(kept.id, gone.id, now))
    for move in BY_ADULT.values():
        move(session, Pair(keep.id, other.id, now))
    if refused:
        consents.record(session, kept, False, "arrêt demandé par l'une des deux fiches réunies", by, now)
    _one_contact(session, kept, gone, now)
    _one_adult(session, keep, other)
    journal.note(session, by, "merged", now, contact_id=kept.id, other=gone.id)
    session.flush()


def _both(session: Session, keep: Adult, other: Adult) -> tuple[Contact, Contact]:
    """Both contacts, locked in the order of their ids."""
    ids = {keep.contact_id, other.contact_id}
    query = select(Contact).where(col(Contact.id).in_(ids)).order_by(col(Contact.id)).with_for_update()
    found = {contact.id: contact for contact in session.exec(query.execution_options(populate_existing=True))}
    if keep.id == other.id or keep.contact_id == other.contact_id:
        raise NotMergedError("C'est la même fiche. Il en faut deux.")
    if len(found) < len(ids) or any(contact.erased_at is not None for contact in found.values()):
        raise NotMergedError("L'une des deux fiches n'existe plus.")
    if any(contact.staff for contact in found.values()):
        raise NotMergedError("L'éducatrice n'est la fiche de personne d'autre.")
    return found[keep.contact_id], found[other.contact_id]


def _said_no(session: Session, kept: int, gone: int) -> bool:
    return not all(consents.consenting(session, [kept, gone]).values())


def _one_contact(session: Session, kept: Contact, gone: Contact, now: datetime) -> None:
    """What she asked of one entry holds for both: discretion, calls only, the narrower hours."""
    kept.name = kept.name or gone.name
    kept.speaks = kept.speaks or gone.speaks
    kept.discreet = kept.discreet or gone.discreet
    kept.calls_only = kept.calls_only or gone.calls_only
    kept.own_from, kept.own_until = _narrower(kept, gone)
    gone.name, gone.speaks, gone.erased_at = "", None, now
    session.add_all([kept, gone])


def _narrower(kept: Contact, gone: Contact) -> tuple[time | None, time | None]:
    hours = [(one.own_from, one.own_until) for one in (kept, gone) if one.own_from and one.own_until]
    if not hours:
        return None, None
    opens, closes = max(begin for begin, _ in hours if begin), min(end for _, end in hours if end)
    return (opens, closes) if opens < closes else hours[0]


def _one_adult(session: Session, keep: Adult, other: Adult) -> None:
    keep.family_id = keep.family_id or other.family_id
    keep.role = other.role if keep.role == "unknown" else keep.role
    keep.since = min(keep.since, other.since)
    other.contact_id = None
    session.add_all([keep, other])
    session.flush()
    session.delete(other)


def _all_to(column: Any) -> Mover:
    """Every row, as it is."""

    def move(session: Session, pair: Pair) -> None:
        session.execute(update(column.class_).where(column == pair.other).values({column.key: pair.keep}))

    return move


def _one_each(model: type[Row], owner: str, about: str, wins: Callable[[Row, Row], bool]) -> Mover:
    """One row for each thing it is about. Where both have one, the other's is kept only when it `wins` over hers."""

    def move(session: Session, pair: Pair) -> None:
        hers = {getattr(row, about): row for row in _rows(session, model, getattr(model, owner) == pair.keep)}
        for row in _rows(session, model, getattr(model, owner) == pair.other):
            known = hers.get(getattr(row, about))
            if known is not None and not wins(row, known):
                session.delete(row)
                continue
            if known is not None:
                session.delete(known)
                session.flush()
            setattr(row, owner, pair.keep)
            session.add(row)
        session.flush()

    return move


def _rows(session: Session, model: type[Row], which: ColumnElement[bool]) -> list[Row]:
    return list(session.exec(select(model).where(which)))


def _never(_row: SQLModel, _known: SQLModel) -> bool:
    return False


def _messages(session: Session, pair: Pair) -> None:
    """Under her own `once` keys, so that what either was told is not told again; what both are to hear leaves once."""
    for message in _rows(session, Message, col(Message.contact_id) == pair.other):
        once = _renamed(message.once, pair)
        taken = session.exec(select(Message).where(Message.once == once)).first() if once != message.once else None
        if taken is None:
            message.once = once
        elif message.status == PLANNED:
            withdraw(session, message, "merged", pair.now)
        elif taken.status == PLANNED:
            withdraw(session, taken, "merged", pair.now)
        message.contact_id = pair.keep
        session.add(message)
        session.flush()


def _renamed(once: str, pair: Pair) -> str:
    mine, hers = f"contact-{pair.keep}", f"contact-{pair.other}"
    return "/".join(mine if part == hers else part for part in once.split("/"))


def _offers(session: Session, pair: Pair) -> None:
    """Of two places held for her on one date, one is given back."""
    hers = _rows(session, Offer, col(Offer.adult_id) == pair.keep)
    held = {row.activity_id for row in hers if row.status == OPEN}
    for row in _rows(session, Offer, col(Offer.adult_id) == pair.other):
        if row.status == OPEN and row.activity_id in held:
            row.status, row.settled_at = WITHDRAWN, pair.now
        row.adult_id = pair.keep
        session.add(row)
    session.flush()


def _memberships(session: Session, pair: Pair) -> None:
    """In a group once, from the earlier day on."""
    hers = {
        row.group_id: row for row in _rows(session, Membership, col(Membership.adult_id) == pair.keep) if _lasts(row)
    }
    for row in _rows(session, Membership, col(Membership.adult_id) == pair.other):
        known = hers.get(row.group_id)
        if known is not None and _lasts(row):
            known.since = min(known.since, row.since)
            session.add(known)
            session.delete(row)
        else:
            row.adult_id = pair.keep
            session.add(row)
    session.flush()


def _lasts(row: Membership) -> bool:
    return row.until is None


def _later(row: Any, known: Any) -> bool:
    return bool(row.at > known.at)


def _was_there(row: Presence, known: Presence) -> bool:
    """She was there if she was under either name."""
    return (row.status == PRESENT, row.at) > (known.status == PRESENT, known.at)


BY_CONTACT: dict[str, Mover] = {
    "adult.contact_id": lambda *_: None,
    "call.contact_id": _all_to(Call.contact_id),
    "consent.contact_id": _all_to(Consent.contact_id),
    "contact_address.contact_id": _one_each(ContactAddress, "contact_id", "address_id", _never),
    "hold.contact_id": _all_to(Hold.contact_id),
    "inbox_item.contact_id": _all_to(InboxItem.contact_id),
    "journal.contact_id": _all_to(journal.Entry.contact_id),
    "message.contact_id": _messages,
    "recording.contact_id": _all_to(Recording.contact_id),
    "token.contact_id": _all_to(Token.contact_id),
}
"""How each table that knows a contact lets go of the other one; a test names any table that is missing."""

BY_ADULT: dict[str, Mover] = {
    "invited.adult_id": _one_each(Invited, "adult_id", "activity_id", _never),
    "membership.adult_id": _memberships,
    "offer.adult_id": _offers,
    "presence.adult_id": _one_each(Presence, "adult_id", "activity_id", _was_there),
    "rating.adult_id": _one_each(Rating, "adult_id", "activity_id", _later),
    "signup.adult_id": _one_each(SignUp, "adult_id", "activity_id", _later),
    "testimonial.adult_id": _all_to(Testimonial.adult_id),
}
"""The same for adults."""
