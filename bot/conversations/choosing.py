"""Which of several dates: asked with numbers, what she had said kept until she tells."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.conversations.handing_over import hand_over
from bot.conversations.questions import ATTENDING, CONTEXTS, put_to, still_open
from bot.conversations.saying import say
from bot.conversations.turn import Turn
from bot.reading.readings import Reading
from messages.outbox import Message
from scheduler.activities import Activity, of_topic
from scheduler.facts import activity_facts

_ABOUT_A_DATE = ATTENDING | CONTEXTS


def possible_rivals(session: Session, turn: Turn) -> list[Activity]:
    """The dates that these words could equally be about, the nearest first; none where only one is."""
    meant = [message for message in (turn.asked, *turn.rivals) if message is not None and message.asks in _ABOUT_A_DATE]
    found = {activity.topic: activity for activity in _dates(session, meant)}
    return sorted(found.values(), key=lambda activity: activity.starts_at) if len(found) > 1 else []


def ask_which(session: Session, turn: Turn, dates: Sequence[Activity], now: datetime) -> None:
    """Put the question, more simply the second time, never a third; her answer so far travels in its facts."""
    put = still_open(put_to(session, turn.heard.address, turn.people, now), now)
    before = next((message.kind for message in put if message.asks == "choice"), None)
    if before is not None and before.startswith("clarify/"):
        hand_over(session, turn, now, "unclear")
        return
    timezone = turn.heard.programme.timezone
    pending = {"intent": turn.reading.intent, "fields": turn.reading.fields, "also": list(turn.reading.also)}
    say(
        session,
        replace(turn, about=None),
        "which" if before is None else "clarify/choice",
        now,
        options=[activity_facts(activity, timezone) for activity in dates],
        topics=[activity.topic for activity in dates],
        pending=pending,
    )


def picked(session: Session, turn: Turn) -> list[tuple[Activity, Reading]]:
    """The dates she chose, each with what she had said; empty when the number is not on the list."""
    facts = (turn.asked.facts if turn.asked else None) or {}
    topics, pending = facts.get("topics", []), facts.get("pending", {})
    numbers = turn.reading.fields.get("choices") or [turn.reading.fields.get("choice")]
    if not isinstance(numbers, list) or not all(isinstance(one, int) and 1 <= one <= len(topics) for one in numbers):
        return []
    reading = Reading(str(pending["intent"]), dict(pending["fields"]), tuple(pending["also"]))
    dates = [of_topic(session, topics[number - 1]) for number in numbers]
    return [(activity, reading) for activity in dates if activity is not None]


def _dates(session: Session, messages: Sequence[Message]) -> list[Activity]:
    dates = (of_topic(session, message.topic) for message in messages)
    return [activity for activity in dates if activity is not None]
