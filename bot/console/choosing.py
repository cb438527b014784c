"""Which activity a command is about: the one she numbered, the only one there is, or the one she taps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from bot.console.cards import Back, Card, say, show
from bot.console.listening import folded
from bot.console.words import short, title
from bot.heard import Heard
from scheduler.activities import CANCELLED, DRAFT, Activity

MOST = 12
"""Dates offered as buttons; the others are reached by their number."""


@dataclass(frozen=True)
class Choice:
    """What is to be chosen from: the card's name, its question, and what is said when there is nothing."""

    card: str
    question: str
    among: Sequence[Activity]
    nothing: str = "Aucune date n'est annoncée. Pour en créer une : /nouveau"
    facts: Mapping[str, str] = field(default_factory=dict)
    """What she said along with the command, kept until she has chosen."""


def choose(session: Session, heard: Heard, number: str, choice: Choice, now: datetime) -> Activity | None:
    """The activity meant by `number` ("" for none); None when she has been asked, or told there is none."""
    if number and (choice.among or _gone(session, number)):
        return _numbered(session, heard, number, choice, now)
    if not choice.among:
        say(session, heard, choice.nothing, now)
        return None
    if len(choice.among) == 1:
        return choice.among[0]
    _ask(session, heard, choice, now)
    return None


def chosen(session: Session, back: Back) -> Activity:
    """The activity behind the button of a choice."""
    return session.get_one(Activity, int(back.choice))


def subject(session: Session, back: Back) -> Activity:
    """The activity a card is about."""
    return session.get_one(Activity, int(back.facts["activity"]))


def _numbered(session: Session, heard: Heard, number: str, choice: Choice, now: datetime) -> Activity | None:
    wanted = _bare(number)
    if not wanted.isdigit():
        return _named(session, heard, wanted, choice, now)
    found = next((activity for activity in choice.among if str(activity.id) == wanted), None)
    if found is None:
        why = _gone(session, number) or f"Je ne trouve pas le n° {wanted[:20]} ici. Les numéros sont dans /agenda."
        say(session, heard, why, now)
    return found


def _bare(number: str) -> str:
    return number.removeprefix("n°").strip()


def _gone(session: Session, number: str) -> str:
    """Why a date that exists is not among those asked for; "" where it does not exist."""
    wanted = _bare(number)
    found = session.get(Activity, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else None
    if found is None or found.status == DRAFT:
        return ""
    if found.status == CANCELLED:
        return f"La date n° {wanted} est annulée : {title(found)}."
    return (
        f"La date n° {wanted} a commencé ou est passée : {title(found)}. Pour dire qui était là : /presences {wanted}"
    )


def _named(session: Session, heard: Heard, words: str, choice: Choice, now: datetime) -> Activity | None:
    """`sortie`, `mardi 20`: some words of one of the dates."""
    wanted, tz = set(folded(words).split()), heard.programme.timezone
    found = [each for each in choice.among if wanted <= set(folded(short(each, tz)).replace(",", " ").split())]
    if len(found) == 1:
        return found[0]
    if found:
        _ask(session, heard, replace(choice, among=found), now)
    else:
        say(session, heard, f"Je ne trouve pas « {words[:20]} » ici. Les dates et leurs numéros : /agenda", now)
    return None


def _ask(session: Session, heard: Heard, choice: Choice, now: datetime) -> None:
    tz = heard.programme.timezone
    buttons = tuple((f"{activity.id}. {short(activity, tz)}", str(activity.id)) for activity in choice.among[:MOST])
    show(session, heard, Card(choice.question, choice.card, buttons, choice.facts), now)
