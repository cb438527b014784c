"""PAUSE is not STOP: nothing automatic until a day, and what she said yes to is still told when it changes."""

from datetime import date, datetime

from sqlmodel import Session

from bot.conversations.handing_over import hand_over
from bot.conversations.saying import say
from bot.conversations.turn import Turn
from messages import consents
from messages.hours import local
from scheduler.pauses import LONGEST, USUAL, noon, pause_until


def pause(session: Session, turn: Turn, now: datetime) -> None:
    """Rest until the day she names, a month where she names none; a person sees to a day that cannot be right."""
    today = local(now, turn.heard.programme.calendar).date()
    until = _last_day(turn, today)
    if turn.contact is None or until is None:
        hand_over(session, turn, now, "pause")
        return
    pause_until(session, turn.contact, until, turn.by, turn.heard.programme.calendar, now)
    say(session, turn, "paused", now, starts=noon(until, turn.heard.programme.calendar).isoformat())


def come_back(session: Session, turn: Turn, now: datetime) -> None:
    """START or REPRENDRE during a pause ends it for whoever wrote; on a shared phone, for all on it."""
    for contact in [turn.contact] if turn.contact else turn.people:
        if contact.id is not None:
            consents.lift(session, contact.id, "pause", turn.by, now)


def _last_day(turn: Turn, today: date) -> date | None:
    """None for a day that is past, too far, or cannot be read."""
    said = turn.reading.fields.get("until")
    if turn.reading.fields.get("vague"):
        return None
    until = date.fromisoformat(str(said)) if said else today + USUAL
    return until if today <= until <= today + LONGEST else None
