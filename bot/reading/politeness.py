"""Polite words that record nothing."""

from bot.reading.heard import Heard
from bot.reading.readings import Reading

NO_QUESTION = (
    "none",
    "announce",
    "confirmed",
    "declined",
    "cancelled",
    "first_contact",
    "stopped",
    "reminder",
    "silent",
)
_KINDS = ("thanks", "greeting", "ack")


def politeness(heard: Heard) -> Reading | None:
    """Thanks, a greeting, or an acknowledgement, when the text holds little else; machines' answers are the latter."""
    if heard.has("auto_reply"):
        return Reading("ack", why=("automatic reply",))
    if len(heard.unknown()) > 1 or heard.questions:
        return None
    for kind in _KINDS:
        if heard.has(kind):
            return Reading(kind, why=(kind,))
    if heard.asked not in NO_QUESTION:
        return None
    settled = heard.has("yes", "ok", "sign.yes", "all_right", "sign.heart", "hedge") and not heard.has(
        "no", "cannot", "maybe"
    )
    return Reading("ack", why=("no question was open",)) if settled else None
