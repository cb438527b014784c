"""Adds up a list of people: "moi, mon mari et 2 enfants", "2 grands 3 petits", "avec ma fille"."""

from dataclasses import dataclass, replace
from itertools import takewhile

from bot.reading.people.groups import HERS, Group
from bot.reading.people.words import Unit

_EACH = frozenset({"chacun", "chacune", "chaque", "each"})
_OF_NAMED = frozenset({"ses", "ces", "son", "sa", "leurs", "his", "her", "their"})
_ARTICLES = frozenset({"les", "des", "ses", "the"})
_THEIRS = frozenset({"leur", "leurs", "son", "sa", "their"})


@dataclass(slots=True)
class Listed:
    """What a list adds up to; `complete` when it holds everybody, the sender too."""

    adults: int = 0
    children: int = 0
    others: int = 0
    complete: bool = False
    unclear: bool = False
    start: int = 0
    end: int = 0
    size: int = 0
    sender: bool = False
    concludes: bool = False

    def weight(self) -> tuple[bool, bool, int]:
        """How much it is believed beside another list of the same text."""
        return self.concludes, self.sender, self.size

    @property
    def total(self) -> int:
        """Everybody in it."""
        return self.adults + self.children + self.others


def add_up(row: list[Unit], chain: list[Group]) -> Listed:
    """The sum of a chain."""
    chain = _named_children(row, _said_once(row, chain))
    listed = Listed(start=chain[0].start, end=chain[-1].end, size=len(chain))
    kinds = {group.kind for group in chain}
    listed.sender = bool(kinds & {"self", "we"})
    counted = any(group.kind in ("child", "big") and group.told for group in chain)
    for place, group in enumerate(chain):
        if group.kind == "name" and counted and not _has_children(chain, place):
            continue
        kind = _kind(group, kinds)
        if group.count is None:
            listed.unclear = True
        elif kind == "child":
            listed.children += group.count
        elif kind == "adult":
            listed.adults += group.count
        else:
            listed.others += group.count
    if listed.end < len(row) and row[listed.end].text in _EACH:
        listed.children *= max(1, listed.adults)
    return listed


def _has_children(chain: list[Group], place: int) -> bool:
    """ "Karima et ses 2 enfants": she comes too, she is none of them."""
    after = chain[place + 1] if place + 1 < len(chain) else None
    return after is not None and after.kind == "child" and after.before in _OF_NAMED


def _kind(group: Group, kinds: set[str]) -> str:
    if group.kind in ("child", "adult"):
        return group.kind
    if group.kind == "self":
        return "adult"
    if group.kind == "we":
        return "adult" if (group.count == 2 and len(kinds) > 1) or "child" in kinds else "other"
    if group.kind == "big":
        if group.before in HERS:
            return "child"
        theirs = group.before == "les" or "child" not in kinds
        return "child" if theirs and kinds & {"self", "adult"} else "adult"
    if group.kind == "bare":
        if kinds & {"self", "adult", "we"}:
            fewer = group.before in _ARTICLES or "adult" in kinds or "we" in kinds
            return "child" if fewer or (group.count or 0) > 1 else "other"
        if group.before in _ARTICLES:
            return "child"
        return "adult" if "child" in kinds else "other"
    return "other"


def _named_children(row: list[Unit], chain: list[Group]) -> list[Group]:
    """ "Lina et Yanis mes enfants" are two: the names say how many."""
    for place, group in enumerate(chain):
        names = list(takewhile(lambda one: one.kind == "name", reversed(chain[:place])))
        apart = names and any(unit.role in ("and", "with") for unit in row[names[0].end : group.start])
        if len(names) > 1 and group.kind == "child" and group.count is None and group.before in HERS and not apart:
            children = replace(group, count=len(names), start=names[-1].start, told=True)
            return [*chain[: place - len(names)], children, *chain[place + 1 :]]
    return chain


def _said_once(row: list[Unit], chain: list[Group]) -> list[Group]:
    """ "leur mamie (moi)", "moi leur maman": one person."""
    kept: list[Group] = []
    for group in chain:
        last = kept[-1] if kept else None
        if last and {last.kind, group.kind} == {"self", "adult"} and _is_same(row, last, group):
            kept[-1] = last if last.kind == "self" else group
        elif not (last and last.kind == group.kind == "self"):
            kept.append(group)
    return kept


def _is_same(row: list[Unit], one: Group, other: Group) -> bool:
    between = row[one.end : other.start]
    if any(unit.role in ("and", "with", "comma", "plus") for unit in between):
        return False
    if other.kind == "self":
        return bool(between) and between[0].text == "("
    return other.before in _THEIRS or (other.start == one.end and row[other.start].text.endswith(("hom", "ها")))
