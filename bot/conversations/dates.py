"""Which date is spoken of when nothing names it."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.conversations.turn import Turn
from scheduler.activities import Activity
from scheduler.agenda import invited_to, signed_up
from scheduler.people import adult_of


def next_date(session: Session, turn: Turn, now: datetime) -> Turn:
    """The turn about the date in the air; else the next she said yes to, else the next she was invited to."""
    if turn.about is not None and turn.about.starts_at > now:
        return turn
    adult = adult_of(session, turn.contact.id if turn.contact else None)
    if adult is None:
        return replace(turn, about=None)
    ahead = [*signed_up(session, adult, now), *invited_to(session, adult, now)]
    return replace(turn, about=ahead[0] if ahead else None)


def possible(session: Session, turn: Turn, now: datetime) -> list[Activity]:
    """The coming dates that an answer to no question could be about."""
    adult = adult_of(session, turn.contact.id if turn.contact else None)
    if adult is None:
        return []
    hers, others = signed_up(session, adult, now), invited_to(session, adult, now)
    if turn.reading.intent in ("no", "count"):
        return hers or others
    return [activity for activity in others if activity not in hers] or hers
