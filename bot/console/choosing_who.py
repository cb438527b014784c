"""`Choisir qui`: a typed line says who is invited; it is read back with its counts, and asked again where unclear."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.console import inviting
from bot.console.announcing import WRITING
from bot.console.audience import Meant, meant_by
from bot.console.cards import REPLACED, Back, Card, finish, say, show, take
from bot.console.choosing import subject
from bot.console.drafts import about
from bot.console.invitation_words import SETTLED, WHO
from bot.heard import Heard
from scheduler.activities import DRAFT, Activity
from scheduler.audiences import GROUPS, Filters, mean
from scheduler.groups import all_groups

QUESTION = """\
Qui invitez-vous ? Écrivez par exemple :
- les papas du sud
- le groupe café
- en arabe
- ceux qui ont dit oui à la sortie
- Fatou, Karim et Samira"""
MIXED = "Je ne sais pas réunir deux publics en une fois. Écrivez-en un seul, ou la liste des prénoms."
EVERYBODY = ("Tout le monde", "all")
_MOST_GROUPS = 12


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """A button of the invitation card: `Choisir qui`, or when the invitations leave."""
    draft = subject(session, back)
    if back.choice != WHO[1]:
        inviting.chosen(session, heard, back, now)
    elif draft.status != DRAFT:
        say(session, heard, SETTLED, now)
    else:
        _ask(session, heard, draft, "", now)


def typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Who, in her words."""
    take(session, back.card, heard, now)
    finish(session, back.card, REPLACED)
    _read(session, heard, subject(session, back), back.text, {}, now)


def chosen(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """A group's button, or `Tout le monde`."""
    kind, _, number = back.choice.partition("-")
    _choose(session, heard, subject(session, back), {GROUPS: [int(number)]} if kind == "group" else {}, now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Which of several she meant: the line is read once more with that known."""
    known = {**back.facts["picked"], back.facts["words"]: int(back.choice)}
    _read(session, heard, subject(session, back), back.facts["line"], known, now)


def not_read(meant: Meant) -> str:
    """What of a line was not understood, in a sentence; "" where all was."""
    if meant.unknown:
        return f"Je ne connais pas « {' », « '.join(meant.unknown)} »."
    return MIXED if meant.mixed else "" if meant.says else "Je n'ai pas compris."


def _read(session: Session, heard: Heard, draft: Activity, line: str, known: Mapping[str, int], now: datetime) -> None:
    meant = meant_by(session, line, heard.programme.timezone, known)
    if why := not_read(meant):
        _ask(session, heard, draft, why, now)
    elif meant.unsure is not None:
        words, options = meant.unsure
        facts = {"activity": draft.id, "line": line, "picked": dict(known), "words": words}
        buttons = tuple((label, str(number)) for label, number in options)
        show(session, heard, Card(f"« {words} » : lequel ?", "new/meant", buttons, facts, draft.topic), now)
    else:
        _choose(session, heard, draft, meant.filters, now)


def _choose(session: Session, heard: Heard, draft: Activity, filters: Filters, now: datetime) -> None:
    if draft.status != DRAFT:
        say(session, heard, SETTLED, now)
        return
    mean(draft, filters)
    session.add(draft)
    session.flush()
    inviting.ask(session, heard, draft, now)


def _ask(session: Session, heard: Heard, draft: Activity, why: str, now: datetime) -> None:
    groups = [(f"Groupe {group.name}", f"group-{group.id}") for group in all_groups(session)[:_MOST_GROUPS]]
    card = Card(
        f"{why}\n{QUESTION}".strip(),
        "new/who",
        (*groups, EVERYBODY),
        {"activity": draft.id},
        draft.topic,
        awaits=True,
        about=f"Qui inviter : {about(draft, heard.programme)}",
        open_for=WRITING,
    )
    show(session, heard, card, now)
