"""Danger: one neutral answer, an urgent item, everything automatic paused, and the educator told at once."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import consents, journal
from messages.answers import CONSOLE
from messages.contacts import Contact
from messages.outbox import Message, message_of, post
from scheduler.people import label_of_contact

_ALERT_WITHIN = timedelta(days=1)


def alarm(session: Session, turn: Turn, now: datetime) -> None:
    """Alert, pause, answer. Nothing else in the text is acted upon."""
    to_inbox(session, turn, "danger", "Message à lire tout de suite.", now, urgent=True)
    _hold(session, turn, now)
    _alert(session, turn, now)
    say(session, turn, "danger", now)
    contact_id = turn.contact_id
    journal.note(session, "relais", "raised-alarm", now, contact_id=contact_id, received=turn.heard.received.id)


def _hold(session: Session, turn: Turn, now: datetime) -> None:
    people = [turn.contact] if turn.contact else turn.people
    held = consents.holds(session, [contact.id for contact in people if contact.id is not None], now)
    alerted = {contact_id for contact_id, standing in held.items() if standing.reason == "danger"}
    consents.hold(session, [contact for contact in people if contact.id not in alerted], "danger", "relais", now)


def _alert(session: Session, turn: Turn, now: datetime) -> None:
    query = select(Contact).where(col(Contact.staff).is_(True), col(Contact.erased_at).is_(None))
    for member in session.exec(query.order_by(col(Contact.id))):
        post(session, _alert_for(member, turn, _who(session, turn), now))


def _alert_for(member: Contact, turn: Turn, who: str, now: datetime) -> Message:
    return message_of(
        CONSOLE,
        now,
        turn.heard.programme.calendar,
        contact_id=member.id,
        facts={"text": f"Urgent : {who} a écrit. Ouvrez /boite", "buttons": []},
        once=f"alert/{turn.evidence}/contact-{member.id}",
        deadline_at=now + _ALERT_WITHIN,
        by="relais",
        created_at=now,
    )


def _who(session: Session, turn: Turn) -> str:
    people = [turn.contact] if turn.contact else turn.people
    return " ou ".join(label_of_contact(session, contact.id) for contact in people) or "quelqu'un"
