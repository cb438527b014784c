"""A missed call: refused so that it costs her nothing, noted for a call back, and answered by one short text."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import journal
from scheduler import calls

RANG, STRANGER_RANG = "A appelé.", "Un numéro inconnu a appelé."


def rang(session: Session, turn: Turn, now: datetime) -> None:
    """Onto the call list, once however often she rings. A stranger, and whoever said STOP, is not written to."""
    journal.note(session, turn.by, "rang", now, contact_id=turn.contact_id, address=turn.heard.address.id)
    if _is_noted(session, turn):
        return
    to_inbox(session, turn, calls.TO_CALL, RANG if turn.people else STRANGER_RANG, now)
    if turn.people and turn.heard.address.stopped_at is None:
        say(session, turn, "call/noted", now)


def _is_noted(session: Session, turn: Turn) -> bool:
    """Whether a call from this phone already waits to be returned."""
    here = [item for item in calls.open_items(session) if item.address_id == turn.heard.address.id]
    return any(item.note.startswith((RANG, STRANGER_RANG)) for item in here)
