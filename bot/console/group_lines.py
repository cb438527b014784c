"""One line founds a group or changes one: "Café des parents, mot CAFE, sud, en arabe"."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.console.known import known_to, languages, tokens
from bot.console.listening import folded
from bot.reading.keywords import as_keyword, why_not
from messages.contacts import plain_name
from messages.programme import Programme
from scheduler.groups import Group, all_groups

LONGEST_NAME = 40
NO_NAME = "Il manque le nom du groupe. Par exemple : /groupe Café des parents, mot CAFE"
TOO_LONG = f"Ce nom est trop long : {LONGEST_NAME} lettres au plus."
_KEYWORD = re.compile(r"(?:mot[\s-]*cle|mot|code)\s*:?\s+(.+)")
_TERRITORY = re.compile(r"(?:(?:territoire|secteur|quartier|cote|du|de l'|au|a l')\s*:?\s*)?(.+)")
_LANGUAGE = re.compile(r"(?:(?:en|langue)\s*:?\s*)?(.+)")


@dataclass(frozen=True)
class GroupLine:
    """What a line says of a group; None for what it does not say, "" for no keyword.

    `wrong`: why it cannot be, in French, or "".
    """

    name: str
    keyword: str | None = None
    territory: str | None = None
    language: str | None = None
    wrong: str = ""


def group_named(session: Session, name: str) -> Group | None:
    """The group of that name or keyword, capitals, accents and the word "groupe" aside."""
    wanted = folded(name).removeprefix("groupe ").strip()
    fitting = (one for one in all_groups(session) if wanted in (folded(one.name), folded(one.keyword or "")))
    return next(fitting, None) if wanted else None


def group_line(session: Session, line: str, programme: Programme, now: datetime) -> GroupLine:
    """The name first, then in any order its word, its territory and its language."""
    name, *rest = (plain_name(part) for part in line.split(","))
    said = dict[str, str]()
    for part in filter(None, rest):
        what = _part(session, part, programme)
        if what is None:
            return GroupLine(name, wrong=f"Je n'ai pas compris « {part} ». Rien n'est changé.")
        said |= [what]
    wrong = _wrong(session, name, said.get("keyword"), now)
    return GroupLine(name, said.get("keyword"), said.get("territory"), said.get("language"), wrong)


def _part(session: Session, part: str, programme: Programme) -> tuple[str, str] | None:
    plain = folded(part)
    if plain in ("sans mot", "sans mot cle", "sans mot-cle"):
        return "keyword", ""
    if found := _KEYWORD.fullmatch(plain):
        return "keyword", as_keyword(found[1])
    if (spoken := _LANGUAGE.fullmatch(plain)) and spoken[1] in languages():
        return "language", languages()[spoken[1]]
    place = _TERRITORY.fullmatch(plain)
    known = known_to(session, programme.timezone).territories
    territory = next((one.value for one in known if place and one.words == tokens(place[1])), None)
    return ("territory", str(territory)) if territory is not None else None


def _wrong(session: Session, name: str, keyword: str | None, now: datetime) -> str:
    if not tokens(name) or tokens(name)[0] == ",":
        return NO_NAME
    if len(name) > LONGEST_NAME:
        return TOO_LONG
    if not keyword:
        return ""
    owner = next((group for group in all_groups(session) if group.keyword == keyword), None)
    if owner is not None and owner is not group_named(session, name):
        return f"Le mot « {keyword} » est déjà celui du groupe {owner.name}. Choisissez un autre mot."
    return why_not(keyword, now)
