"""Where? When? Answered from facts, and shown to the educator all the same; other questions are hers."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.dates import next_date
from bot.conversations.handing_over import NOTES, hand_over
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from scheduler.activities import CANCELLED

_WORDING = {"where": "facts/where", "when": "facts/when", "time": "facts/when"}
_NOTE = {"where": "Demande où c'est.", "when": "Demande le jour.", "time": "Demande l'heure."}


def tell(session: Session, turn: Turn, now: datetime) -> None:
    """Answer a question; whatever was asked of her stays open."""
    topic = str(turn.reading.fields.get("topic", "other"))
    if topic not in _WORDING:
        hand_over(session, turn, now, "question")
        return
    spoken_of = next_date(session, turn, now)
    known = spoken_of.about is not None and not (topic == "where" and not spoken_of.about.place)
    note = _NOTE[topic] if known else NOTES["question"]
    to_inbox(session, spoken_of, "question", note, now, answered=known)
    if spoken_of.about is None:
        say(session, spoken_of, "facts/none", now)
    elif spoken_of.about.status == CANCELLED:
        say(session, spoken_of, "cancelled", now)
    else:
        say(session, spoken_of, _WORDING[topic], now)
