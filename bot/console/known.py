"""What the educator can name when she says who is meant: groups, territories, languages, people and dates."""

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from sqlmodel import Session, col, select

from bot.console.listening import folded
from bot.console.names import everybody
from bot.console.words import short
from scheduler.activities import DRAFT, Activity
from scheduler.families import Family
from scheduler.groups import all_groups
from scheduler.people import Adult

TERRITORIES = ("sud", "est", "nord", "ouest", "centre")
"""Named even where no family lives there yet."""
_READ = ("fr", "ar", "en", "tr", "ro", "pt", "es", "it", "pl", "sq", "bg", "ru", "uk", "fa", "ps", "ur", "so", "zh")
_TOKEN = re.compile(r"[^\W_]+|[,;+&]")


@dataclass(frozen=True)
class Thing:
    """Something that has a name: its folded words, in order, its value in a filter, and how it is shown."""

    words: tuple[str, ...]
    value: int | str
    label: str


@dataclass(frozen=True)
class Known:
    """Everything that can be named. A group is there by its name and once more by its keyword."""

    groups: tuple[Thing, ...]
    territories: tuple[Thing, ...]
    languages: tuple[Thing, ...]
    people: tuple[Thing, ...]
    dates: tuple[Thing, ...]
    """The latest first."""


def known_to(session: Session, tz: ZoneInfo) -> Known:
    """As things stand now."""
    return Known(
        groups=_groups(session),
        territories=tuple(Thing(tokens(name), name, name) for name in territories(session)),
        languages=tuple(Thing((name,), code, name) for name, code in languages().items()),
        people=_people(session),
        dates=_dates(session, tz),
    )


def tokens(text: str) -> tuple[str, ...]:
    """The folded words and the commas of a text."""
    return tuple(_TOKEN.findall(folded(text)))


def territories(session: Session) -> list[str]:
    """Those of the families, and the usual ones."""
    lived_in = session.exec(select(Family.territory).where(col(Family.territory).is_not(None)).distinct())
    return sorted({*TERRITORIES, *(name for name in lived_in if name)})


@cache
def languages() -> dict[str, str]:
    """The code (ISO 639-1) of each language by its folded French name."""
    names = Locale("fr").languages
    return {folded(names[code]): code for code in _READ}


def _groups(session: Session) -> tuple[Thing, ...]:
    groups = all_groups(session)
    named = [Thing(tokens(group.name), group.id or 0, group.name) for group in groups]
    return (*named, *(Thing(tokens(one.keyword), one.id or 0, one.name) for one in groups if one.keyword))


def _people(session: Session) -> tuple[Thing, ...]:
    """Those who can be written to at all."""
    reached = set(session.exec(select(Adult.id).where(col(Adult.contact_id).is_not(None))))
    return tuple(
        Thing(tokens(one.label), one.adult_id, one.label) for one in everybody(session) if one.adult_id in reached
    )


def _dates(session: Session, tz: ZoneInfo) -> tuple[Thing, ...]:
    query = select(Activity).where(Activity.status != DRAFT).order_by(col(Activity.starts_at).desc())
    return tuple(Thing(tokens(short(one, tz)), one.id or 0, short(one, tz)) for one in session.exec(query))
