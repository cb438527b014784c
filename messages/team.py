"""The team: who is told of what cannot wait, and one sentence to one of them. Never the words of a family."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from messages.answers import CONSOLE
from messages.contacts import Contact
from messages.outbox import message_of, post
from messages.programme import Programme

EDUCATORS, STAND_INS = (False,), (True,)
EVERYBODY = EDUCATORS + STAND_INS


def team(session: Session, which: tuple[bool, ...] = EVERYBODY) -> list[Contact]:
    """The members of the team: educators, stand-ins or everybody, those who came first before the others."""
    query = select(Contact).where(
        col(Contact.staff).is_(True), col(Contact.stands_in).in_(which), col(Contact.erased_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Contact.id))))


def tell(
    session: Session, member: Contact, text: str, once: str, within: timedelta, programme: Programme, now: datetime
) -> None:
    """One sentence at any hour, once for each `once` and member, worth sending for `within`."""
    message = message_of(
        CONSOLE,
        now,
        programme.calendar,
        contact_id=member.id,
        facts={"text": text, "buttons": []},
        once=f"{once}/contact-{member.id}",
        deadline_at=now + within,
        by="relais",
        created_at=now,
    )
    post(session, message)
