"""Where? When? What to bring? Answered from facts, and shown to the educator all the same; the rest is hers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.conversations.dates import next_date
from bot.conversations.handing_over import NOTES, hand_over
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from scheduler.activities import CANCELLED, Activity
from scheduler.agenda import invited_to, signed_up
from scheduler.facts import activity_facts
from scheduler.people import Adult, adult_of
from scheduler.signups import NO, signup_of

_WORDING = {"where": "facts/where", "when": "facts/when", "time": "facts/when", "bring": "facts/bring"}
_NOTE = {
    "where": "Demande où c'est.",
    "when": "Demande le jour.",
    "time": "Demande l'heure.",
    "bring": "Demande ce qu'il faut apporter.",
}
_AT_MOST = 3
"""Dates in one answer: more would cost her phone several messages."""


def tell(session: Session, turn: Turn, now: datetime) -> None:
    """Answer a question; whatever was asked of her stays open."""
    topic = str(turn.reading.fields.get("topic", "other"))
    if turn.reading.fields.get("dates") == "all":
        _list(session, turn, now)
    elif topic not in _WORDING:
        hand_over(session, turn, now, "question")
    else:
        _tell_one(session, next_date(session, turn, now), topic, now)


def _tell_one(session: Session, turn: Turn, topic: str, now: datetime) -> None:
    if topic == "bring" and (turn.about is None or not turn.about.bring):
        hand_over(session, turn, now, "question")
        return
    known = turn.about is not None and not (topic == "where" and not turn.about.place)
    to_inbox(session, turn, "question", _NOTE[topic] if known else NOTES["question"], now, answered=known)
    if turn.about is None:
        say(session, turn, "facts/none", now)
    elif turn.about.status == CANCELLED:
        say(session, turn, "cancelled", now)
    else:
        say(session, turn, _WORDING[topic], now)


def _list(session: Session, turn: Turn, now: datetime) -> None:
    """AGENDA: the next dates she comes to, may come to or can still choose, and what she has said of each."""
    adult = adult_of(session, turn.contact_id)
    dates = _ahead(session, adult, now) if adult is not None else []
    to_inbox(session, turn, "question", "Demande ses prochaines dates.", now, answered=True)
    whole = replace(turn, about=None)
    if dates:
        say(session, whole, "facts/agenda", now, dates=dates[:_AT_MOST])
    else:
        say(session, whole, "facts/none", now)


def _ahead(session: Session, adult: Adult, now: datetime) -> list[dict[str, Any]]:
    hers = {one.id: one for one in [*signed_up(session, adult, now), *invited_to(session, adult, now)]}
    ordered = sorted(hers.values(), key=lambda activity: activity.starts_at)
    return [activity_facts(one) | {"said": said} for one in ordered if (said := _said(session, one, adult)) != NO]


def _said(session: Session, activity: Activity, adult: Adult) -> str:
    signup = signup_of(session, activity, adult)
    return signup.answer if signup is not None else "open"
