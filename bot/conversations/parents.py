"""What somebody of the programme said, and the journey it belongs to."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot.conversations import answering, attending, belonging, joining, linking, pausing, riding, testifying
from bot.conversations.handing_over import hand_over, not_understood
from bot.conversations.questions import question_of
from bot.conversations.saying import say
from bot.conversations.speaking import change_language
from bot.conversations.telling import tell
from bot.conversations.turn import Turn
from bot.conversations.understanding import ATTENDANCE, torn
from messages.consents import consenting

Journey = Callable[[Session, Turn, datetime], None]

_COMMENTS = frozenset({"feedback", "thanks", "ack", "no", "yes", "maybe", "unclear", "rating", "testimony", "greeting"})
_HER_WORDS = frozenset({"testimony", "unclear", "feedback", "rating", "yes", "maybe", "count", "choice"})
_BY_QUESTION: dict[str, dict[str, Journey]] = {
    "comment": dict.fromkeys(_COMMENTS, answering.keep_words),
    "rating": {
        **dict.fromkeys(("rating", "feedback", "did_not_attend"), answering.answer_rating),
        **dict.fromkeys(ATTENDANCE, not_understood),
    },
    "count": {"maybe": not_understood},
    "transport": dict.fromkeys((*ATTENDANCE, "unclear"), riding.answer_transport),
    "choice": dict.fromkeys(("choice", "unclear"), attending.choose),
    "consent": dict.fromkeys(("yes", "no"), joining.answer_consent),
    "phone": dict.fromkeys(("yes", "no"), linking.answer_phone),
    "name": {"name": joining.answer_name, **dict.fromkeys(ATTENDANCE, not_understood)},
    "testimony": {
        **dict.fromkeys(_HER_WORDS, testifying.keep),
        "no": testifying.decline,
        "question": testifying.keep_or_ask,
    },
    "testimony_consent": {
        "testimony_consent": testifying.answer_permission,
        "testimony": testifying.keep,
        "question": testifying.keep_or_ask,
        **dict.fromkeys((*ATTENDANCE, "rating", "choice"), not_understood),
    },
}
"""The journey of each meaning, question by question."""
_READ_BY_A_PERSON = frozenset({*ATTENDANCE, "rating", "choice", "name", "unclear", "did_not_attend", "feedback"})


def parent(session: Session, turn: Turn, now: datetime) -> None:
    """Follow the journey that fits the open question and the meaning."""
    journey = _either(turn) if turn.shared else _journey(turn)
    journey(session, turn, now)


def _journey(turn: Turn) -> Journey:
    asks = question_of(turn.asked) if turn.asked is not None and turn.waiting else ""
    if turn.asked is not None and turn.reading.intent != "testimony" and torn((turn.asked, *turn.rivals)):
        return _in_doubt
    fitting = _BY_QUESTION.get(asks, {}).get(turn.reading.intent)
    return fitting or _WHATEVER_ASKED.get(turn.reading.intent, hand_over)


def _either(turn: Turn) -> Journey:
    """Nobody knows which of them wrote: nothing is recorded, nothing told."""
    if turn.reading.intent in _READ_BY_A_PERSON or turn.reading.intent in ("question", "join"):
        return _to_a_person
    return _WHATEVER_ASKED.get(turn.reading.intent, hand_over)


def _to_a_person(session: Session, turn: Turn, now: datetime) -> None:
    hand_over(session, turn, now, "shared")


def _in_doubt(session: Session, turn: Turn, now: datetime) -> None:
    """It could answer two questions of ours that have nothing in common: never a guess."""
    hand_over(session, turn, now, "unclear")


def _introduce(session: Session, turn: Turn, now: datetime) -> None:
    """Who we are, how it works; the second time she does not follow, a person takes over."""
    if turn.reading.intent == "help" and turn.asked is not None and turn.asked.kind.startswith("clarify/"):
        hand_over(session, turn, now, "unclear")
    else:
        say(session, turn, "who" if turn.reading.intent == "who" else "help", now)


def _join(session: Session, turn: Turn, now: datetime) -> None:
    """A keyword from somebody we know: asked for a yes where there is none; a group's is obeyed, ours is looked at."""
    contact = turn.contact
    assert contact is not None
    assert contact.id is not None
    if not consenting(session, [contact.id]).get(contact.id, False):
        joining.welcome(session, turn, now)
    elif (group := belonging.group_named(session, turn)) is not None:
        belonging.join(session, turn, group, now)
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
    "language": change_language,
    "pause": pausing.pause,
    "join": _join,
    "choice": not_understood,
    "name": not_understood,
    "rating": not_understood,
    "unclear": not_understood,
    "": not_understood,
}
