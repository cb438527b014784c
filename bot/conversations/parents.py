"""What somebody of the programme said, and the journey it belongs to."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot.conversations import answering, attending, joining, linking
from bot.conversations.handing_over import hand_over, not_understood
from bot.conversations.questions import question_of
from bot.conversations.saying import say
from bot.conversations.telling import tell
from bot.conversations.turn import Turn
from bot.conversations.understanding import ATTENDANCE
from messages.consents import consenting

Journey = Callable[[Session, Turn, datetime], None]

_COMMENTS = frozenset({"feedback", "thanks", "ack", "no", "yes", "maybe", "unclear", "rating", "testimony", "greeting"})
_BY_QUESTION: dict[str, dict[str, Journey]] = {
    "comment": dict.fromkeys(_COMMENTS, answering.keep_words),
    "rating": {
        **dict.fromkeys(("rating", "feedback", "did_not_attend"), answering.answer_rating),
        **dict.fromkeys(ATTENDANCE, not_understood),
    },
    "count": {"maybe": not_understood},
    "choice": dict.fromkeys(("choice", "unclear"), attending.choose),
    "consent": dict.fromkeys(("yes", "no"), joining.answer_consent),
    "phone": dict.fromkeys(("yes", "no"), linking.answer_phone),
    "name": {"name": joining.answer_name, **dict.fromkeys(ATTENDANCE, not_understood)},
}
"""The journey of each meaning, question by question."""
_READ_BY_A_PERSON = frozenset({*ATTENDANCE, "rating", "choice", "name", "unclear", "did_not_attend", "feedback"})


def parent(session: Session, turn: Turn, now: datetime) -> None:
    """Follow the journey that fits the open question and the meaning."""
    journey = _either(turn) if turn.shared else _journey(turn)
    journey(session, turn, now)


def _journey(turn: Turn) -> Journey:
    asks = question_of(turn.asked) if turn.asked is not None and turn.waiting else ""
    fitting = _BY_QUESTION.get(asks, {}).get(turn.reading.intent)
    return fitting or _WHATEVER_ASKED.get(turn.reading.intent, hand_over)


def _either(turn: Turn) -> Journey:
    """Nobody knows which of them wrote: nothing is recorded, nothing told."""
    if turn.reading.intent in _READ_BY_A_PERSON or turn.reading.intent == "question":
        return _to_a_person
    return _WHATEVER_ASKED.get(turn.reading.intent, hand_over)


def _to_a_person(session: Session, turn: Turn, now: datetime) -> None:
    hand_over(session, turn, now, "shared")


def _introduce(session: Session, turn: Turn, now: datetime) -> None:
    """Who we are, how it works; the second time she does not follow, a person takes over."""
    if turn.reading.intent == "help" and turn.asked is not None and turn.asked.kind.startswith("clarify/"):
        hand_over(session, turn, now, "unclear")
    else:
        say(session, turn, "who" if turn.reading.intent == "who" else "help", now)


def _join(session: Session, turn: Turn, now: datetime) -> None:
    """The keyword from somebody we know: asked for a yes where there is none, else a person looks."""
    contact = turn.contact
    assert contact is not None
    assert contact.id is not None
    if not consenting(session, [contact.id]).get(contact.id, False):
        joining.welcome(session, turn, now)
    else:
        hand_over(session, turn, now)


def _nothing(session: Session, turn: Turn, now: datetime) -> None:
    """Politeness: nothing to record, nothing to say; a question that is open stays so."""


_WHATEVER_ASKED: dict[str, Journey] = {
    **dict.fromkeys(ATTENDANCE, attending.attend),
    "who": _introduce,
    "help": _introduce,
    "greeting": _introduce,
    "thanks": _nothing,
    "ack": _nothing,
    "question": tell,
    "join": _join,
    "choice": not_understood,
    "name": not_understood,
    "rating": not_understood,
    "unclear": not_understood,
    "": not_understood,
}
