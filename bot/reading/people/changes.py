"""How many children more or fewer than before: "un enfant de plus", "enlevez mon fils", "les 2 aînés viennent plus"."""

import itertools

from bot.reading.people.groups import Group
from bot.reading.people.words import Unit

_ASKED_BEFORE = frozenset({"confirmed", "reminder", "declined", "none"})
_WHOLE = frozenset({"be", "total", "so", "we", "for", "put"})
_NEAR = 4


def changed(row: list[Unit], found: list[Group], present: list[Group], asked: str) -> dict[str, object]:
    """The change in children that a text tells, `count_unclear` with it; empty when it tells none."""
    if told := _swapped(row, found) or _from_before(row, found):
        return told
    if any(_is_whole(row, group) for group in found) or any(unit.role == "alone" for unit in row):
        return {}
    if asked not in _ASKED_BEFORE | {"count", "announce"}:
        return {}
    change = _marked(row, found, asked)
    if change is None and asked in _ASKED_BEFORE:
        change = _understood(row, found, present)
    return {} if change is None else {"delta_children": change, "count_unclear": True}


def _swapped(row: list[Unit], found: list[Group]) -> dict[str, object]:
    """ "2 enfants au lieu de 3"."""
    for one, other in itertools.pairwise(found):
        swapped = any(unit.role == "instead" for unit in row[one.end : other.start])
        if swapped and one.kind == "child" and one.told and other.kind == "bare" and one.count and other.count:
            return {"children": one.count, "delta_children": one.count - other.count}
    return {}


def _from_before(row: list[Unit], found: list[Group]) -> dict[str, object]:
    """ "La dernière fois on était 4, cette fois 1 de plus": five in all."""
    numbers = [group for group in found if group.kind == "bare" and group.told]
    for one, other in itertools.pairwise(numbers):
        mark = row[other.end].role if other.end < len(row) else "end"
        if row[one.start - 1].role == "was" and mark in ("add", "remove"):
            return {"total": (one.count or 0) + (other.count or 0) * (1 if mark == "add" else -1)}
    return {}


def _marked(row: list[Unit], found: list[Group], asked: str) -> int | None:
    adding = ("add", "remove", "plusone") if asked in _ASKED_BEFORE else ("add", "remove")
    marks = [at for at, unit in enumerate(row) if unit.role in adding]
    if not marks:
        return None
    mark = marks[0]
    if any(group.kind == "self" and group.end <= mark and not _is_aside(row, group) for group in found):
        return None
    near = [group for group in found if group.kind in ("child", "big") or (group.kind == "bare" and group.told)]
    near = [group for group in near if _distance(group, mark) <= _NEAR]
    children = [group for group in near if group.kind != "bare"] or near
    if not children:
        return None
    group = min(children, key=lambda one: _distance(one, mark))
    counted = next((one.count for one in near if one.kind == "bare" and _distance(one, mark) <= 1), None)
    value = group.count if group.told else counted or group.count
    return (value or 1) * (-1 if row[mark].role == "remove" else 1)


def _is_aside(row: list[Unit], group: Group) -> bool:
    """The sender in "avec moi", or as who does it: "can I add"."""
    return row[group.start].text == "i" or row[group.start - 1].role == "with"


def _distance(group: Group, mark: int) -> int:
    return group.start - mark if group.start > mark else mark - group.end + 1


def _understood(row: list[Unit], found: list[Group], present: list[Group]) -> int | None:
    """Once she has said who comes: a child who stays at home is one fewer, one whom she brings too is one more."""
    roles = {unit.role for unit in row}
    if "if" in roles:
        return None
    children = [group for group in found if group.kind in ("child", "big") and group.count]
    if any(group.kind in ("bare", "person") and group.told for group in found):
        return None
    if not children or any(group.kind in ("self", "adult", "we") for group in present):
        return None
    stay = [group for group in children if group not in present]
    if stay:
        return None if "alone" in roles else -sum(group.count or 0 for group in stay[:1])
    if roles & {"also", "bring", "escort"} and len(children) <= 2:
        return children[0].count
    return None


def _is_whole(row: list[Unit], group: Group) -> bool:
    """ "enlevez 1, on est 3": the number of everybody is said too; not in "donc un de moins"."""
    before = row[group.start - 1].role if group.start else "start"
    after = row[group.end].role if group.end < len(row) else "end"
    return group.kind == "bare" and before in _WHOLE and after not in ("add", "remove")
