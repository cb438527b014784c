"""Danger: one neutral answer, an urgent item, everything automatic paused, and the educator told at once."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.alerting import alert
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import consents, journal
from scheduler.people import label_of_contact


def alarm(session: Session, turn: Turn, now: datetime) -> None:
    """Alert, pause, answer. Nothing else in the text is acted upon."""
    to_inbox(session, turn, "danger", "Message à lire tout de suite.", now, urgent=True)
    _hold(session, turn, now)
    alert(session, turn, f"Urgent : {_who(session, turn)} a écrit. Ouvrez /boite", now)
    say(session, turn, "danger", now)
    contact_id = turn.contact_id
    journal.note(session, "relais", "raised-alarm", now, contact_id=contact_id, received=turn.heard.received.id)


def _hold(session: Session, turn: Turn, now: datetime) -> None:
    people = [turn.contact] if turn.contact else turn.people
    held = consents.holds(session, [contact.id for contact in people if contact.id is not None], now)
    alerted = {contact_id for contact_id, standing in held.items() if standing.reason == "danger"}
    consents.hold(session, [contact for contact in people if contact.id not in alerted], "danger", "relais", now)


def _who(session: Session, turn: Turn) -> str:
    people = [turn.contact] if turn.contact else turn.people
    return " ou ".join(label_of_contact(session, contact.id) for contact in people) or "quelqu'un"
