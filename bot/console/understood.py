"""What Relais made of what a parent wrote, as the educator reads it on a card."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.reading.evidence import evidence
from bot.reading.plainly import understood
from bot.reading.readings import Reading
from messages.inbox import Received

NOT_THAT = ("Ce n'est pas ça", "wrong")
_WRITTEN = ("text", "edited", "media")


def written(received: Received | None) -> Received | None:
    """It, where it is words of their own that Relais has read."""
    own = received is not None and received.kind in _WRITTEN and received.text.strip() and received.intent
    return received if own else None


def meaning(received: Received, quoting: bool) -> str:
    """`Compris : oui, 3 personnes.`; the words it was understood by only where the text may be shown."""
    said = f"Compris : {understood(reading_of(received), discreet=not quoting)}."
    return f"{said}{_because(received)}" if quoting else said


def reading_of(received: Received) -> Reading:
    """What was made of it on the day."""
    kept = received.reading or {}
    also, why = tuple(kept.get("also") or ()), tuple(kept.get("why") or ())
    return Reading(received.intent or "unclear", dict(kept.get("fields") or {}), also, bool(kept.get("human")), why)


def under(received: Received) -> tuple[str | None, str | None]:
    """The question and the language it was read under."""
    kept: Mapping[str, Any] = received.reading or {}
    return kept.get("asked"), kept.get("language")


def _because(received: Received) -> str:
    at: datetime = received.at
    return evidence(received.text, *under(received), reading_of(received), at).because
