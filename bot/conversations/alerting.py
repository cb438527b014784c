"""What the educator and her team are told at once, beside the inbox; never the words of a family."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.conversations.turn import Turn
from messages.answers import CONSOLE
from messages.contacts import Contact
from messages.outbox import Message, message_of, post

_WITHIN = timedelta(days=1)


def alert(session: Session, turn: Turn, text: str, now: datetime) -> None:
    """One message to the educator, not to whoever stands in."""
    query = select(Contact).where(
        col(Contact.staff).is_(True), col(Contact.stands_in).is_(False), col(Contact.erased_at).is_(None)
    )
    for member in session.exec(query.order_by(col(Contact.id))):
        post(session, _alert_for(member, turn, text, now))


def _alert_for(member: Contact, turn: Turn, text: str, now: datetime) -> Message:
    return message_of(
        CONSOLE,
        now,
        turn.heard.programme.calendar,
        contact_id=member.id,
        facts={"text": text, "buttons": []},
        once=f"alert/{turn.evidence}/contact-{member.id}",
        deadline_at=now + _WITHIN,
        by="relais",
        created_at=now,
    )
