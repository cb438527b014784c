"""`Ajouter` and `Retirer` on the card of a group: by first names, or by a tap; the days spent in it stay on record."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.console.announcing import WRITING
from bot.console.audience import meant_by, of_people
from bot.console.cards import EDUCATOR, Back, Card, show, take
from bot.console.choosing_who import not_read
from bot.console.group_cards import REMOVE, show_group, today
from bot.console.words import joined
from bot.heard import Heard
from scheduler import groups
from scheduler.groups import Group, members
from scheduler.people import Adult, labels

COMES = "Qui entre dans ce groupe ? Écrivez les prénoms. Par exemple : Fatou, Karim et Samira"
LEAVES = "Qui quitte ce groupe ? Écrivez le prénom, ou appuyez."
ONLY_NAMES = "Ici, il faut des prénoms."
_MOST = 60
"""Members offered as buttons; the others are typed."""


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Ajouter` or `Retirer`"""
    _ask(session, heard, _group(session, back), back.choice == REMOVE[1], "", now)


def tapped(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Who leaves."""
    _settle(session, heard, _group(session, back), [int(back.choice)], True, now)


def named(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """The first names she typed."""
    take(session, back.card, heard, now)
    _read(session, heard, back, back.text, {}, now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Which of several people of one name."""
    known = {**back.facts["picked"], back.facts["words"]: int(back.choice)}
    _read(session, heard, back, back.facts["line"], known, now)


def _read(session: Session, heard: Heard, back: Back, line: str, known: Mapping[str, int], now: datetime) -> None:
    group, leaving = _group(session, back), bool(back.facts["leaving"])
    meant = meant_by(session, line, heard.programme.timezone, known)
    people = of_people(meant.filters)
    if meant.unsure is not None and not meant.unknown:
        words, options = meant.unsure
        facts = {"group": group.id, "leaving": leaving, "line": line, "picked": dict(known), "words": words}
        buttons = tuple((label, str(number)) for label, number in options)
        show(session, heard, Card(f"« {words} » : lequel ?", "group/which", buttons, facts, group.topic), now)
    elif meant.clear and people:
        _settle(session, heard, group, people, leaving, now)
    else:
        _ask(session, heard, group, leaving, not_read(meant) or ONLY_NAMES, now)


def _settle(session: Session, heard: Heard, group: Group, people: list[int], leaving: bool, now: datetime) -> None:
    """Each comes in or leaves today; who had done so before is told apart."""
    change, day = groups.leave if leaving else groups.join, today(heard, now)
    adults = [session.get_one(Adult, adult_id) for adult_id in people]
    changed = [adult.id for adult in adults if change(session, group, adult, day, EDUCATOR, now)]
    names = labels(session, people)
    moved = joined([names[one] for one in people if one in changed])
    said = [f"{'Retiré' if leaving else 'Ajouté'} : {moved}."] if moved else []
    said += [f"{names[one]} {'n’y était pas' if leaving else 'y était déjà'}." for one in people if one not in changed]
    show_group(session, heard, group, "\n".join(said), now)


def _ask(session: Session, heard: Heard, group: Group, leaving: bool, why: str, now: datetime) -> None:
    inside = [adult.id for adult in members(session, group, today(heard, now)) if adult.id is not None]
    names = labels(session, inside)
    card = Card(
        f"{why}\n{LEAVES if leaving else COMES}".strip(),
        "group/names",
        tuple((names[one], str(one)) for one in inside[:_MOST]) if leaving else (),
        {"group": group.id, "leaving": leaving},
        group.topic,
        awaits=True,
        about=f"Groupe {group.name}",
        open_for=WRITING,
    )
    show(session, heard, card, now)


def _group(session: Session, back: Back) -> Group:
    return session.get_one(Group, int(back.facts["group"]))
