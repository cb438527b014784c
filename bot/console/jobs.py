"""The table of contents of the console: which job takes which command, which button, which typed line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.console import (
    agenda,
    alerts,
    announcing,
    calling,
    cancelling,
    capacity,
    choosing_who,
    correcting_a_reading,
    group_members,
    groups,
    guide,
    inbox,
    inviting,
    inviting_series,
    moving,
    newly,
    numbers,
    opinions,
    pausing,
    register,
    replying,
    resending,
    rides,
    shifting,
    testimonies,
    undoing,
    waiting,
    who_comes,
)
from bot.console.cards import Back, name_of
from bot.console.inbox import ITEM
from bot.heard import Heard
from scheduler.alerts import CARD

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


SEVERAL_TIMES = {"register/sheet", "late/which", "group/list", "group/card", "testimony/list", CARD} | {
    f"inbox/{choice}" for choice in ("take", "done", "reopen", "answer", "again", "arrived", "phone", "handed", "wrong")
}
"""Jobs whose cards may be pressed more than once: they see for themselves what is already done."""

COMMANDS: Mapping[str, Command] = {
    "nouveau": announcing.begin,
    "agenda": agenda.tell,
    "qui": who_comes.ask,
    "attente": waiting.ask,
    "places": capacity.ask,
    "presences": register.ask,
    "bus": rides.ask,
    "boite": inbox.tell,
    "appels": calling.tell,
    "pause": pausing.begin,
    "reprendre": pausing.end,
    "annuler": cancelling.ask,
    "deplacer": moving.ask,
    "groupes": groups.tell,
    "groupe": groups.ask,
    "temoignage": testimonies.ask,
    "temoignages": testimonies.tell,
    "avis": opinions.ask,
    "aide": guide.tell,
    "help": guide.tell,
    "start": guide.tell,
}

PRESSES: Mapping[str, Taker] = {
    "new/ask": announcing.date_chosen,
    "new/confirm": announcing.confirmed,
    "new/invite": choosing_who.pressed,
    "new/who": choosing_who.chosen,
    "new/meant": choosing_who.picked,
    "new/number": inviting.number_pressed,
    "new/sent": inviting.undone,
    "new/series-sent": inviting_series.undone,
    "who/which": who_comes.picked,
    "bus/which": rides.picked,
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
    CARD: alerts.taken,
    "call/person": calling.ticked,
    "call/answer": calling.answered,
    "inbox/wrong": correcting_a_reading.begin,
    "meant/which": correcting_a_reading.corrected,
    "inbox/phone": numbers.begin,
    "inbox/handed": numbers.handed,
    "number/words": numbers.left,
    "number/confirm": numbers.confirmed,
    "handed/confirm": numbers.handed_on,
    "reply/words": replying.left,
    "reply/sent": replying.pressed,
    "cancel/which": cancelling.picked,
    "cancel/scope": cancelling.scoped,
    "cancel/confirm": cancelling.confirmed,
    "move/which": moving.picked,
    "move/date": moving.pressed,
    "move/scope": shifting.scoped,
    "move/confirm": shifting.confirmed,
    "change/undo": undoing.pressed,
    "late/which": newly.picked,
    "late/ask": newly.pressed,
    "late/sent": newly.undone,
    "group/list": groups.listed,
    "group/new": groups.confirmed,
    "group/card": group_members.pressed,
    "group/names": group_members.tapped,
    "group/which": group_members.picked,
    "testimony/who": testimonies.picked,
    "testimony/confirm": testimonies.confirmed,
    "testimony/sent": testimonies.undone,
    "testimony/list": testimonies.withdraw_asked,
    "testimony/withdraw": testimonies.withdrawn,
    "opinions/which": opinions.picked,
}

TYPED: Mapping[str, Listener] = {
    "new/line": Listener(announcing.line_typed),
    "new/ask": Listener(announcing.changed),
    "new/correct": Listener(announcing.changed),
    "new/confirm": Listener(announcing.changed, announcing.is_change),
    "new/invite": Listener(announcing.changed, announcing.is_change),
    "new/who": Listener(choosing_who.typed),
    "new/number": Listener(inviting.number_typed),
    CARD: Listener(alerts.typed, alerts.takes),
    "wait/reason": Listener(waiting.reason_typed),
    "register/sheet": Listener(register.typed, register.takes),
    "reply/words": Listener(replying.typed),
    "number/words": Listener(numbers.typed),
    "move/date": Listener(moving.typed),
    "late/number": Listener(newly.number_typed),
    "group/names": Listener(group_members.named),
}


def job_of(back: Back) -> str:
    """Which job a pressed card belongs to; each button of an inbox card is a job of its own."""
    name = name_of(back.card)
    return f"inbox/{back.choice}" if name == ITEM else name
