"""Reads who is meant in a line such as "les papas du sud": filters, and by name whatever is not understood."""

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.console.audience_parts import EVERYBODY, SEPARATOR, SKIP, UNKNOWN, UNSURE, Part, Picked, next_part
from bot.console.known import known_to, tokens
from scheduler.audiences import PEOPLE, Filters

MOST = 12
"""Possible meanings offered as buttons."""
LONGEST = 80
"""In words; nobody means so many things at once."""


@dataclass(frozen=True)
class Meant:
    """What a line says. Its filters count only where nothing is unknown, unsure or mixed."""

    filters: dict[str, list[Any]] = field(default_factory=dict)
    """As in `scheduler.audiences`; empty: everybody."""
    unknown: tuple[str, ...] = ()
    unsure: tuple[str, tuple[tuple[str, int], ...]] | None = None
    """Words that could mean several, and each meaning: its label and id."""
    mixed: bool = False
    """Two audiences in one line, which no combination of filters can say."""
    says: bool = False
    """Anything at all was recognised."""

    @property
    def clear(self) -> bool:
        """Whether it can be used as it is."""
        return self.says and not (self.unknown or self.unsure or self.mixed)


def meant_by(session: Session, line: str, tz: ZoneInfo, picked: Picked | None = None) -> Meant:
    """Who is meant by `line`. `picked`: what she chose where words could mean several."""
    parts, words = list[Part](), tokens(line)
    if len(words) > LONGEST:
        return Meant(unknown=(f"{' '.join(words[:5])}…",))
    known = known_to(session, tz)
    while words:
        part = next_part(words, known, picked or {})
        parts.append(part)
        words = words[part.length :]
    found = [part for part in parts if part.kind not in (SKIP, SEPARATOR, EVERYBODY, UNKNOWN, UNSURE)]
    unsure = next((part.values for part in parts if part.kind == UNSURE), None)
    return Meant(
        filters=_filters(found),
        unknown=_unknown(parts),
        unsure=(unsure[0], unsure[1][:MOST]) if unsure else None,
        mixed=_mixed(parts),
        says=bool(found) or any(part.kind in (EVERYBODY, UNSURE) for part in parts),
    )


def of_people(filters: Filters) -> list[int]:
    """The ids of the adults, where people and nothing else are named."""
    return list(filters[PEOPLE]) if set(filters) == {PEOPLE} else []


def _filters(found: list[Part]) -> dict[str, list[Any]]:
    filters: dict[str, list[Any]] = {}
    for part in found:
        values = filters.setdefault(part.kind, [])
        values += [value for value in part.values if value not in values]
    return filters


def _unknown(parts: list[Part]) -> tuple[str, ...]:
    """Unknown words, those that stand together joined."""
    found, together = list[str](), False
    for part in parts:
        if part.kind == UNKNOWN and together:
            found[-1] += f" {part.values[0]}"
        elif part.kind == UNKNOWN:
            found.append(str(part.values[0]))
        together = part.kind == UNKNOWN or (together and part.kind == SKIP)
    return tuple(found)


def _mixed(parts: list[Part]) -> bool:
    """Filters all hold at once: "les papas du sud et les mamans de l'est", or "Fatou et les papas", are two audiences.

    What stands between commas may be of any kind ("papas, sud, en arabe"); what "et" joins is of one kind.
    """
    clauses: list[set[str]] = [set()]
    joins = set[str]()
    for part in parts:
        if part.kind == SEPARATOR:
            joins.add(part.values[0])
            clauses.append(set())
        elif part.kind not in (SKIP, EVERYBODY, UNKNOWN, UNSURE):
            clauses[-1].add(part.kind)
    clauses = [clause for clause in clauses if clause]
    kinds = set[str]().union(*clauses)
    wide = [clause for clause in clauses if len(clause) > 1]
    if PEOPLE in kinds and any(part.kind == EVERYBODY for part in parts):
        return True
    if len(kinds) <= 1 or len(clauses) == 1:
        return False
    if PEOPLE in kinds or len(wide) > 1:
        return True
    return not kinds <= wide[0] if wide else joins != {","}
