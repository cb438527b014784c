"""A large sending leaves only once its number was typed: a wrong group is noticed before it is written to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.console.cards import Back, Card, show
from bot.heard import Heard
from scheduler.activities import Activity

MANY = 20
"""More invitations than this need their number."""
WRONG = "Ce n'est pas le bon nombre. Rien n'est parti."


@dataclass(frozen=True)
class Asked:
    """The card that asks for the number: its name, its buttons, and what it is about in a few words."""

    card: str
    about: str
    buttons: tuple[tuple[str, str], ...] = ()


def is_large(back: Back) -> bool:
    """Whether the card invites many; `adults` are those it invites."""
    return len(back.facts["adults"]) > MANY


def agreed(back: Back) -> bool:
    """Whether the number typed is that of the card."""
    return back.text.strip(" .!") == str(len(back.facts["adults"]))


def ask_number(
    session: Session, heard: Heard, activity: Activity, asked: Asked, facts: Mapping[str, Any], now: datetime
) -> None:
    """Put the question. What is known of the card travels on in its facts; `wrong` says that it is put again."""
    said = f"Cela fait beaucoup : {len(facts['adults'])} invitations.\nPour confirmer, écrivez ce nombre."
    text = f"{WRONG}\n{said}" if facts.get("wrong") else said
    show(session, heard, Card(text, asked.card, asked.buttons, facts, activity.topic, True, asked.about), now)
