"""One step of a conversation: what was heard leads to an effect, an answer, or the educator's inbox."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, col, select

from bot.conversations import joining, leaving, linking, ringing, unspoken, voices, withdrawing
from bot.conversations.danger import alarm
from bot.conversations.handing_over import NOTES
from bot.conversations.parents import parent
from bot.conversations.saying import in_inbox, to_inbox
from bot.conversations.turn import Turn
from bot.conversations.understanding import read_under, understand
from bot.heard import Heard
from messages.contacts import contacts_at, reopen
from messages.inbox import InboxItem

Journey = Callable[[Session, Turn, datetime], None]

_WITHOUT_WORDS: dict[str, Journey] = {
    "blocked": unspoken.closed,
    "unblocked": unspoken.opened_again,
    "other": unspoken.strange,
    "call": ringing.rang,
}
_SHOWN_THERE = frozenset({"unclear", "testimony"})
"""Meanings whose journey itself decides when a person is shown them."""
_NEEDS_NO_TEXT = "join"
"""The item whose note says all: the text of a stranger is not kept for it."""


def step(session: Session, heard: Heard, now: datetime) -> None:
    """Let what was heard have its one effect. Everything said back is a row of the outbox."""
    turn = understand(session, heard, now)
    _write_down(session, turn)
    if heard.address.closed_at is not None and heard.incoming.kind not in _WITHOUT_WORDS:
        reopen(session, heard.address)
    _journey(turn)(session, turn, now)
    if turn.reading.human and turn.reading.intent not in _SHOWN_THERE and not in_inbox(session, turn):
        kind = "question" if "question" in turn.reading.also else turn.reading.intent
        to_inbox(session, turn, kind, NOTES.get(kind, "Réponse notée ; le message est à lire."), now)
    _forget_strangers(session, turn)


def _journey(turn: Turn) -> Journey:
    """What comes first: danger, then STOP, then silence after a STOP, then everything else."""
    incoming, intent = turn.heard.incoming, turn.reading.intent
    if incoming.medium == "telegram" and not incoming.private:
        return unspoken.outside
    if incoming.kind in _WITHOUT_WORDS:
        return _WITHOUT_WORDS[incoming.kind]
    if incoming.kind == "press" and turn.heard.press is None:
        return unspoken.forged
    if intent == "urgent":
        return alarm
    if intent == "stop" or (incoming.stop_handled and intent != "start"):
        return leaving.stop
    if incoming.kind == "edited":
        return unspoken.changed
    return linking.opened if incoming.kind == "start" else _in_conversation(turn)


def _in_conversation(turn: Turn) -> Journey:
    intent = turn.reading.intent
    if intent == "start" or (intent == "join" and turn.heard.address.stopped_at is not None and turn.words <= 2):
        return leaving.start if turn.people else joining.come_back
    if intent == "withdraw_testimony" and turn.people:
        return withdrawing.take_back
    if turn.heard.address.stopped_at is not None:
        return leaving.stay_silent
    if turn.heard.incoming.kind == "contact":
        return linking.card
    if turn.heard.incoming.kind == "media":
        return voices.heard if turn.people else joining.unknown
    if intent == "wrong_number":
        return leaving.wrong_number
    return parent if turn.people else joining.stranger


def _write_down(session: Session, turn: Turn) -> None:
    received, reading = turn.heard.received, turn.reading
    received.kind, received.text = turn.heard.incoming.kind, _text(turn)
    received.intent = reading.intent or None
    asked, language = read_under(turn)
    received.reading = {
        "asked": asked,
        "language": language,
        "fields": reading.fields,
        "also": list(reading.also),
        "human": reading.human,
        "why": list(reading.why),
    }
    session.add(received)


def _text(turn: Turn) -> str:
    press = turn.heard.press
    if press is not None:
        return next((label for label, choice in press.attempt.buttons if choice == press.choice), "")
    return "" if turn.heard.incoming.kind == "start" else turn.heard.incoming.text


def _forget_strangers(session: Session, turn: Turn) -> None:
    """Of somebody who has not said yes, only the number and the date stay, unless a person must read the text."""
    received = turn.heard.received
    to_read = select(InboxItem.id).where(InboxItem.received_id == received.id, col(InboxItem.kind) != _NEEDS_NO_TEXT)
    if not contacts_at(session, turn.heard.address) and session.exec(to_read).first() is None:
        received.text, received.raw, received.reading = "", "", None
        session.add(received)
