"""The table of contents of the console: which job takes which command, which button, which typed line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.console import (
    agenda,
    announcing,
    cancelling,
    capacity,
    guide,
    inbox,
    inviting,
    moving,
    register,
    replying,
    resending,
    undoing,
    waiting,
    who_comes,
)
from bot.console.cards import Back, name_of
from bot.console.inbox import ITEM
from bot.heard import Heard

Command = Callable[[Session, Heard, str, datetime], None]
Taker = Callable[[Session, Heard, Back, datetime], None]
Test = Callable[[Session, Heard, Back, datetime], bool]


def anything(_session: Session, _heard: Heard, _back: Back, _now: datetime) -> bool:
    """Whatever is typed answers this card."""
    return True


@dataclass(frozen=True)
class Listener:
    """Who takes a line typed in answer to a card, and which lines it can take."""

    hear: Taker
    takes: Test = anything


SEVERAL_TIMES = {"register/sheet"} | {
    f"inbox/{choice}" for choice in ("take", "done", "reopen", "answer", "again", "arrived")
}
"""Jobs whose cards may be pressed more than once: they see for themselves what is already done."""

COMMANDS: Mapping[str, Command] = {
    "nouveau": announcing.begin,
    "agenda": agenda.tell,
    "qui": who_comes.ask,
    "attente": waiting.ask,
    "places": capacity.ask,
    "presences": register.ask,
    "boite": inbox.tell,
    "annuler": cancelling.ask,
    "deplacer": moving.ask,
    "aide": guide.tell,
    "help": guide.tell,
    "start": guide.tell,
}

PRESSES: Mapping[str, Taker] = {
    "new/ask": announcing.date_chosen,
    "new/confirm": announcing.confirmed,
    "new/invite": inviting.chosen,
    "new/sent": inviting.undone,
    "who/which": who_comes.picked,
    "wait/which": waiting.picked,
    "wait/list": waiting.pressed,
    "places/which": capacity.picked,
    "register/which": register.picked,
    "register/sheet": register.pressed,
    "inbox/take": inbox.taken,
    "inbox/done": inbox.done,
    "inbox/reopen": inbox.reopened,
    "inbox/answer": replying.begin,
    "inbox/again": resending.again,
    "inbox/arrived": resending.arrived,
    "reply/words": replying.left,
    "reply/sent": replying.pressed,
    "cancel/which": cancelling.picked,
    "cancel/confirm": cancelling.confirmed,
    "move/which": moving.picked,
    "move/date": moving.pressed,
    "move/confirm": moving.confirmed,
    "change/undo": undoing.pressed,
}

TYPED: Mapping[str, Listener] = {
    "new/line": Listener(announcing.line_typed),
    "new/ask": Listener(announcing.changed),
    "new/correct": Listener(announcing.changed),
    "new/confirm": Listener(announcing.changed, announcing.is_change),
    "new/invite": Listener(announcing.changed, announcing.is_change),
    "wait/reason": Listener(waiting.reason_typed),
    "register/sheet": Listener(register.typed, register.takes),
    "reply/words": Listener(replying.typed),
    "move/date": Listener(moving.typed),
}


def job_of(back: Back) -> str:
    """Which job a pressed card belongs to; each button of an inbox card is a job of its own."""
    name = name_of(back.card)
    return f"inbox/{back.choice}" if name == ITEM else name
