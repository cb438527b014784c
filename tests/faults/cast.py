"""Fifty parents who were invited a week ago, all said yes, and are owed a reminder at one moment."""

from datetime import UTC, datetime

from sqlmodel import Session

from messages import consents
from messages.contacts import Address, Contact, address_of, link
from messages.outbox import ACCEPTED, SENT, Attempt, Message, new_attempt_id
from messages.programme import PARIS
from scheduler.activities import ANNOUNCED, Activity
from scheduler.families import new_family
from scheduler.invitations import INVITATION
from scheduler.people import enter
from scheduler.signups import YES, SignUp

PARENTS = 50
AGREED = datetime(2026, 9, 28, 16, 30, tzinfo=PARIS)
INVITED = datetime(2026, 10, 13, 10, 0, tzinfo=PARIS)
EVENING = datetime(2026, 10, 19, 18, 25, tzinfo=PARIS)
STARTS = datetime(2026, 10, 20, 14, 0, tzinfo=PARIS)


def plant(session: Session, parents: int) -> None:
    """So many parents, every second one on Telegram, who all said yes to tomorrow's outing."""
    outing = Activity(
        kind="outing", title="Sortie au parc", place="Parc des Oiseaux", starts_at=STARTS.astimezone(UTC),
        starts_local="2026-10-20T14:00", status=ANNOUNCED, by="educator", created_at=AGREED,
    )  # fmt: skip
    session.add(outing)
    session.flush()
    for number in range(parents):
        _enter(session, outing, number)


def phone(number: int) -> tuple[str, str]:
    """Medium and address of a parent."""
    return ("sms", f"+336399840{number:02d}") if number % 2 == 0 else ("telegram", str(7_000_000 + number))


def _enter(session: Session, outing: Activity, number: int) -> None:
    contact = Contact(name=f"Parent {number}", created_at=AGREED)
    session.add(contact)
    session.flush()
    medium, value = phone(number)
    address = address_of(session, medium, value, AGREED)
    link(session, contact, address, AGREED)
    adult = enter(session, contact, new_family(session), "mother", AGREED)
    consents.record(session, contact, True, "accord oral, septembre", "educator", AGREED)
    session.add(SignUp(activity_id=outing.id or 0, adult_id=adult.id or 0, answer=YES, at=INVITED, by="educator"))
    _invite(session, outing, contact, address)


def _invite(session: Session, outing: Activity, contact: Contact, address: Address) -> None:
    """What a later "Non" answers."""
    invitation = Message(
        kind=INVITATION.name, rule=INVITATION.rule, contact_id=contact.id, topic=outing.topic, asks=INVITATION.asks,
        once=f"planted/{contact.id}", due_at=INVITED, deadline_at=STARTS, asks_until=STARTS, settled_at=INVITED,
        priority=INVITATION.priority, hours=INVITATION.hours, capped=True, by="educator", status=SENT,
        sender=address.medium, created_at=INVITED,
    )  # fmt: skip
    session.add(invitation)
    session.flush()
    carried = Attempt(
        id=new_attempt_id(), message_id=invitation.id or 0, number=1, medium=address.medium,
        address_id=address.id or 0, sender=address.medium, status=ACCEPTED, reserved_at=INVITED, text="Invitation",
    )  # fmt: skip
    session.add(carried)
