"""The card of a group: its word, its territory, its language, and who is in it today."""

from datetime import date, datetime

from sqlmodel import Session

from bot.console.cards import Card, show
from bot.console.group_lines import GroupLine
from bot.console.words import counted, language
from bot.heard import Heard
from messages.hours import local
from scheduler.groups import Group, members
from scheduler.people import labels

ADD, REMOVE = ("Ajouter", "add"), ("Retirer", "remove")


def today(heard: Heard, now: datetime) -> date:
    """The local day."""
    return local(now, heard.programme.calendar).date()


def said_back(group: Group | GroupLine) -> str:
    """`Groupe Café des parents`, `Mot : CAFE`, …, one thing a line."""
    lines = [
        f"Groupe {group.name}",
        f"Mot : {group.keyword}" if group.keyword else "Sans mot : vous ajoutez les membres.",
        f"Territoire : {group.territory}" if group.territory else "",
        f"Langue : {language(group.language)}" if group.language else "",
    ]
    return "\n".join(line for line in lines if line)


def in_a_line(session: Session, group: Group, day: date) -> str:
    """`Café des parents (mot CAFE) : 3 membres`."""
    word = f" (mot {group.keyword})" if group.keyword else ""
    return f"{group.name}{word} : {counted(len(members(session, group, day)), 'membre', 'membres')}"


def show_group(session: Session, heard: Heard, group: Group, said: str, now: datetime) -> None:
    """`said`: what has just been done, "" for nothing."""
    inside = [adult.id for adult in members(session, group, today(heard, now)) if adult.id is not None]
    names = labels(session, inside)
    head = f"{said}\n\n" if said else ""
    lines = [f"{head}{said_back(group)}", counted(len(inside), "membre", "membres"), *(f"- {names[i]}" for i in inside)]
    buttons = (ADD, REMOVE) if inside else (ADD,)
    show(session, heard, Card("\n".join(lines), "group/card", buttons, {"group": group.id}, group.topic), now)
