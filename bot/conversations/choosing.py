"""Which of several dates: asked with numbers, what she had said kept until she tells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from sqlmodel import Session

from bot.conversations.dates import names
from bot.conversations.handing_over import hand_over
from bot.conversations.questions import ATTENDING, CONTEXTS, put_to, still_open
from bot.conversations.saying import say
from bot.conversations.turn import Turn
from bot.reading.choices import BY_EXCLUSION
from bot.reading.dates.calendar_words import WEEKDAYS
from bot.reading.readings import Reading
from messages.outbox import Message
from scheduler.activities import CANCELLED, Activity, of_topic
from scheduler.facts import activity_facts

_ABOUT_A_DATE = ATTENDING | CONTEXTS


def possible_rivals(session: Session, turn: Turn) -> list[Activity]:
    """The dates that these words could equally be about, the nearest first; none where only one is, or is still on."""
    meant = [message for message in (turn.asked, *turn.rivals) if message is not None and message.asks in _ABOUT_A_DATE]
    found = {one.topic: one for one in _dates(session, meant) if one.status != CANCELLED}
    return sorted(found.values(), key=lambda activity: activity.starts_at) if len(found) > 1 else []


def ask_which(session: Session, turn: Turn, dates: Sequence[Activity], now: datetime) -> None:
    """Put the question, more simply the second time, never a third; her answer so far travels in its facts."""
    dates = sorted(dates, key=lambda activity: activity.starts_at)
    before = open_choice(session, turn, now)
    if before is not None and before.kind.startswith("clarify/"):
        hand_over(session, turn, now, "unclear")
        return
    pending = {"intent": turn.reading.intent, "fields": turn.reading.fields, "also": list(turn.reading.also)}
    say(
        session,
        replace(turn, about=None),
        "which" if before is None else "clarify/choice",
        now,
        options=[activity_facts(activity) for activity in dates],
        topics=[activity.topic for activity in dates],
        pending=pending,
    )


def open_choice(session: Session, turn: Turn, now: datetime) -> Message | None:
    """Our "which date?" that still waits for an answer."""
    put = still_open(put_to(session, turn.heard.address, turn.people, now), now)
    return next((message for message in put if message.asks == "choice"), None)


def just_asked(session: Session, turn: Turn, now: datetime) -> Message | None:
    """The same, where it is the last thing we put to her."""
    choice = open_choice(session, turn, now)
    last = next(iter(put_to(session, turn.heard.address, turn.people, now)), None)
    return choice if choice is not None and choice is last else None


def offered(session: Session, choice: Message) -> list[Activity]:
    """The dates it lists."""
    dates = (of_topic(session, topic) for topic in (choice.facts or {}).get("topics", []))
    return [activity for activity in dates if activity is not None]


def lines(message: Message, timezone: tzinfo) -> tuple[str, ...]:
    """The lines of its list as she may call them: "mardi 14 18h00 atelier"; none where it lists nothing."""
    return tuple([_line(option, timezone) for option in (message.facts or {}).get("options", [])])


def _line(option: Mapping[str, Any], timezone: tzinfo) -> str:
    starts = datetime.fromisoformat(option["starts"]).astimezone(timezone)
    called = [option.get("title"), option.get("place")]
    return " ".join([WEEKDAYS[starts.weekday()], f"{starts:%-d %-Hh%M}", *filter(None, called)])


def picked(session: Session, turn: Turn) -> list[tuple[Activity, Reading]]:
    """The dates she chose, each with what she had said; empty when the number is not on the list."""
    facts = (turn.asked.facts if turn.asked else None) or {}
    topics, pending = facts.get("topics", []), facts.get("pending", {})
    numbers = turn.reading.fields.get("choices") or [turn.reading.fields.get("choice")]
    if not isinstance(numbers, list) or not all(isinstance(one, int) and 1 <= one <= len(topics) for one in numbers):
        return []
    reading = _answered_before(pending)
    if reading.intent == "no" and BY_EXCLUSION in turn.reading.why:
        return []  # "pas mardi" says for which date the no was meant, not that she comes to no other
    dates = [of_topic(session, topics[number - 1]) for number in numbers]
    return [(activity, reading) for activity in dates if activity is not None]


def named_in_words(session: Session, turn: Turn) -> list[tuple[Activity, Reading]]:
    """ "Mardi" instead of its number; empty when the words name none of the dates, or several."""
    assert turn.asked is not None
    dates = names(turn, offered(session, turn.asked))
    reading = _answered_before((turn.asked.facts or {}).get("pending", {}))
    return [(dates[0], reading)] if len(dates) == 1 else []


def _answered_before(pending: Mapping[str, Any]) -> Reading:
    return Reading(str(pending["intent"]), dict(pending["fields"]), tuple(pending["also"]))


def _dates(session: Session, messages: Sequence[Message]) -> list[Activity]:
    dates = (of_topic(session, message.topic) for message in messages)
    return [activity for activity in dates if activity is not None]
