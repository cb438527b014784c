"""The call list: whom to ring and why, in which language, at which hours, and what last passed between us."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, func, select

from messages.consents import consenting
from messages.contacts import Address, Contact, ContactAddress
from messages.gate import own_hours
from messages.hours import Hours, local
from messages.inbox import Received
from messages.outbox import PLANNED, REFUSED, SENT, Message
from messages.programme import Programme
from scheduler import calls
from scheduler.activities import Activity, coming, of_topic
from scheduler.audiences import audience
from scheduler.groups import Invited
from scheduler.invitations import INVITATION
from scheduler.people import Adult, adult_of
from scheduler.unanswered import Unanswered

SILENT = "Trois invitations sans réponse."


@dataclass
class ToCall:
    """One person to ring; of a number nobody has introduced, only the address is known."""

    contact: Contact | None
    address_id: int | None
    since: datetime
    urgent: bool = False
    reasons: list[str] = field(default_factory=list)
    """French sentences, the oldest first."""
    tries: int = 0
    """Calls without an answer since she is on the list."""
    hours: Hours | None = None
    """Her own hours, local; None for the usual ones."""
    wrote_at: datetime | None = None
    told_at: datetime | None = None
    spoke_at: datetime | None = None

    @property
    def speaks(self) -> str:
        """The language to speak (ISO 639-1)."""
        return (self.contact.speaks or self.contact.language) if self.contact else "fr"


def call_list(session: Session, programme: Programme, now: datetime) -> list[ToCall]:
    """Everybody to ring, urgent first, then who waits longest."""
    found: dict[tuple[str, int | None], ToCall] = {}
    for item in calls.open_items(session):
        key = ("contact", item.contact_id) if item.contact_id is not None else ("address", item.address_id)
        contact = session.get(Contact, item.contact_id) if item.contact_id is not None else None
        line = found.setdefault(key, ToCall(contact, item.address_id, item.at))
        line.urgent = line.urgent or item.urgent
        line.reasons += [item.note] if item.note and item.note not in line.reasons else []
    for contact, since in _silent(session, programme, now):
        line = found.setdefault(("contact", contact.id), ToCall(contact, None, since))
        line.reasons += [] if any(SILENT[:-1] in reason for reason in line.reasons) else [SILENT]
    lines = sorted(found.values(), key=lambda line: (not line.urgent, line.since))
    return [_completed(session, line) for line in lines]


def reached(
    session: Session, contact_id: int, caller: str, by: str, programme: Programme, now: datetime
) -> list[Activity]:
    """She was reached: her silence is over, and the invitations that it held back go on. Gives their dates."""
    calls.tick(session, contact_id, calls.REACHED, caller, by, now)
    adult = adult_of(session, contact_id)
    if adult is None:
        return []
    dates = _plan_again(session, contact_id, programme, now) + _invited_now(session, adult, by, programme, now)
    return sorted(dates, key=lambda activity: activity.starts_at)


def _silent(session: Session, programme: Programme, now: datetime) -> list[tuple[Contact, datetime]]:
    """Families whose last invitations, as many as the programme bears, went unanswered, and since when."""
    query = (
        select(Contact).join(Adult, col(Adult.contact_id) == col(Contact.id)).where(col(Contact.erased_at).is_(None))
    )
    contacts = {contact.id: contact for contact in session.exec(query) if contact.id is not None}
    agreed = consenting(session, contacts)
    past = Unanswered(session, contacts, programme)
    silent = [one for one in contacts if agreed.get(one, False) and past.silent(one, now)]
    return [(contacts[contact_id], past.since(contact_id, now)) for contact_id in silent]


def _plan_again(session: Session, contact_id: int, programme: Programme, now: datetime) -> list[Activity]:
    query = select(Message).where(
        Message.kind == INVITATION.name,
        Message.contact_id == contact_id,
        Message.status == REFUSED,
        Message.reason == "silent",
        col(Message.deadline_at) > now,
    )
    found = []
    for message in session.exec(query):
        message.status, message.reason, message.settled_at = PLANNED, None, None
        message.due_at = now + programme.undo
        session.add(message)
        activity = of_topic(session, message.topic)
        found += [activity] if activity is not None else []
    return found


def _invited_now(session: Session, adult: Adult, by: str, programme: Programme, now: datetime) -> list[Activity]:
    """Dates already announced to the others, for which her silence had left her out."""
    found, today = [], local(now, programme.calendar).date()
    for activity in coming(session, now):
        known = session.get(Invited, (activity.id, adult.id)) is not None
        if (
            known
            or activity.invite_at is None
            or adult.id not in {one.id for one in audience(session, activity, today)}
        ):
            continue
        session.add(Invited(activity_id=activity.id or 0, adult_id=adult.id or 0, at=now, by=by))
        found.append(activity)
    session.flush()
    return found


def _completed(session: Session, line: ToCall) -> ToCall:
    line.hours = own_hours(line.contact)
    places = [line.address_id] if line.contact is None else _places(session, line.contact)
    wrote = select(func.max(Received.at)).where(col(Received.address_id).in_(places))
    line.wrote_at = session.exec(wrote).one()
    if line.contact is None or line.contact.id is None:
        return line
    told = select(func.max(Message.settled_at)).where(Message.contact_id == line.contact.id, Message.status == SENT)
    line.told_at = session.exec(told).one()
    line.spoke_at = calls.last_reached(session, [line.contact.id]).get(line.contact.id)
    line.tries = calls.tries_since(session, line.contact.id, line.since)
    return line


def _places(session: Session, contact: Contact) -> Sequence[int | None]:
    query = select(Address.id).join(ContactAddress, col(ContactAddress.address_id) == col(Address.id))
    return list(session.exec(query.where(ContactAddress.contact_id == contact.id)))
