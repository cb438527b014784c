"""Danger: one neutral answer, an urgent item, everything automatic paused.

The team is told by the rule of alerts, until somebody takes charge.
"""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import consents, journal
from messages.inbox import DANGER


def alarm(session: Session, turn: Turn, now: datetime) -> None:
    """Urgent item, pause, answer. Nothing else in the text is acted upon."""
    to_inbox(session, turn, DANGER, "Message à lire tout de suite.", now, urgent=True)
    _hold(session, turn, now)
    say(session, turn, "danger", now)
    contact_id = turn.contact_id
    journal.note(session, "relais", "raised-alarm", now, contact_id=contact_id, received=turn.heard.received.id)


def _hold(session: Session, turn: Turn, now: datetime) -> None:
    people = [turn.contact] if turn.contact else turn.people
    held = consents.holds(session, [contact.id for contact in people if contact.id is not None], now)
    alerted = {contact_id for contact_id, standing in held.items() if standing.reason == DANGER}
    consents.hold(session, [contact for contact in people if contact.id not in alerted], DANGER, "relais", now)
