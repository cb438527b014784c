"""Who is meant, said back to the educator in words."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.console.words import joined, language, short
from scheduler.activities import Activity
from scheduler.audiences import ANSWERS, GROUPS, LANGUAGES, PEOPLE, ROLES, TERRITORIES, UNKNOWN, Filters
from scheduler.groups import Group
from scheduler.people import labels

EVERYBODY = "toutes les familles"
_ROLES = {"mother": "les mamans", "father": "les papas", "carer": "les autres adultes"}
_ANSWERS = {
    "yes": "dit oui",
    "no": "dit non",
    "maybe": "dit peut-être",
    "waiting": "été en attente",
    "present": "été là",
}
_NAMED_ONE_BY_ONE = 12


def in_words(session: Session, filters: Filters, tz: ZoneInfo) -> str:
    """`les papas du groupe Café des parents, territoire sud, qui lisent l'arabe`; `toutes les familles` for none."""
    if unknown := filters.get(UNKNOWN):
        return f"je ne connais pas « {' », « '.join(unknown)} »"
    if PEOPLE in filters:
        return _people(session, filters[PEOPLE])
    if not filters:
        return EVERYBODY
    who = joined([_ROLES.get(role, role) for role in filters.get(ROLES, [])]) or "les parents"
    parts = [
        _groups(session, filters.get(GROUPS, [])),
        f", territoire {_either(filters[TERRITORIES])}" if TERRITORIES in filters else "",
        f", qui lisent {_either([_the(language(code)) for code in filters[LANGUAGES]])}"
        if LANGUAGES in filters
        else "",
        *(_answer(session, one, tz) for one in filters.get(ANSWERS, [])),
    ]
    return who + "".join(parts)


def _people(session: Session, ids: list[int]) -> str:
    if len(ids) > _NAMED_ONE_BY_ONE:
        return f"{len(ids)} personnes choisies une par une"
    return joined(list(labels(session, ids).values()))


def _groups(session: Session, ids: list[int]) -> str:
    names = list(session.exec(select(Group.name).where(col(Group.id).in_(ids)).order_by(col(Group.id))))
    return f" du groupe {_either(names)}" if names else ""


def _answer(session: Session, answer: dict[str, Any], tz: ZoneInfo) -> str:
    activity = session.get(Activity, answer["activity"])
    said = _either([_ANSWERS.get(one, one) for one in answer["said"]])
    return f", qui ont {said} à « {short(activity, tz) if activity else 'une date effacée'} »"


def _the(name: str) -> str:
    return f"l'{name}" if name[:1] in "aeiouhéè" else f"le {name}"


def _either(names: list[str]) -> str:
    return " ou ".join(names)
