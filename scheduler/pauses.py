"""Pauses: a family rests from our messages until a day, and they begin again by themselves."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from messages import consents, journal
from messages.consents import Hold
from messages.contacts import Contact
from messages.hours import Calendar, at

PAUSE = "pause"
USUAL = timedelta(days=30)
"""How long a pause lasts when nobody says."""
LONGEST = timedelta(days=200)
"""A longer one is looked at by a person."""


def pause_until(session: Session, contact: Contact, last_day: date, by: str, cal: Calendar, now: datetime) -> Hold:
    """Nothing automatic through `last_day` (local); it replaces the pause there was."""
    assert contact.id is not None
    consents.lift(session, contact.id, PAUSE, by, now)
    until = at(last_day + timedelta(days=1), time(0), cal)
    consents.hold(session, [contact], PAUSE, by, now, until)
    journal.note(session, by, "paused", now, contact_id=contact.id, until=last_day.isoformat())
    return consents.holds(session, [contact.id], now)[contact.id]


def noon(day: date, cal: Calendar) -> datetime:
    """A moment of that day, for texts that say only the day (UTC)."""
    return at(day, time(12), cal)
