"""Numbers that are no head count of their own: "3 ou 4", "au moins 5", "un enfant de plus", "je sais pas encore"."""

from bot.reading.headgroups import Group
from bot.reading.headwords import Unit

_CHANGING = frozenset({"confirmed", "reminder", "declined", "none", "count", "rsvp", "rsvp_trip", "waitlist"})
_JOINS = frozenset({"filler", "and", "comma", "be", "come", "if", "or", "maybe", "but", "total", "we"})


def between(row: list[Unit], found: list[Group], asked: bool) -> dict[str, object]:
    """ "3 ou 4", "entre 3 et 4", "au moins 5", "maximum 4"."""
    numbers = [group for group in found if group.told and group.kind in ("bare", "person", "child") and group.count]
    for one, other in zip(numbers, numbers[1:], strict=False):
        low, high = one.count or 0, other.count or 0
        if low < high <= low + 4 and _is_either(row, one, other):
            bounds: dict[str, object] = {"total_min": low, "total_max": high, "count_unclear": True}
            if other.kind != "child":
                return bounds
            return {"adults": 1, "total_min": low + 1, "total_max": high + 1, "count_unclear": True}
    if not asked:
        return {}
    return _one_sided(row, numbers)


def _one_sided(row: list[Unit], numbers: list[Group]) -> dict[str, object]:
    bounds: dict[str, object] = {}
    for group in numbers:
        if group.kind == "child":
            continue
        before = row[group.start - 1].role if group.start else "start"
        after = row[group.end].role if group.end < len(row) else "end"
        if before == "least" or after == "least":
            bounds["total_min"] = group.count
        elif before == "most" or (after == "most" and row[group.end].text.startswith("max")):
            bounds["total_max"] = group.count
    return bounds | {"count_unclear": True} if bounds else {}


def _is_either(row: list[Unit], one: Group, other: Group) -> bool:
    gap = row[one.end : other.start]
    roles = {unit.role for unit in gap}
    if "or" in roles:
        return len(gap) <= 3
    if not gap:
        return one.kind == "bare" and one.count is not None
    if any(unit.role == "between" for unit in row[max(0, one.start - 2) : one.start]):
        return len(gap) == 1
    after = row[other.end].role if other.end < len(row) else "end"
    doubtful = {"maybe", "if"} & (roles | {after})
    return bool(doubtful) and len(gap) <= 6 and "no" not in roles and "not" not in roles


def changed(row: list[Unit], found: list[Group], asked: str) -> dict[str, object]:
    """ "un enfant de plus", "enlevez mon fils": how many children change, not how many come."""
    marks = [at for at, unit in enumerate(row) if unit.role in ("add", "remove")]
    if not marks or asked not in _CHANGING:
        return {}
    near = [group for group in found if group.kind in ("child", "bare", "big", "last")]
    counted = [group for group in near if group.kind == "child"] or near
    if not counted or any(group.kind == "self" and group.end < marks[0] for group in found):
        return {}
    if any(_is_whole(row, group) for group in found):
        return {}
    sign = -1 if row[marks[0]].role == "remove" else 1
    group = min(counted, key=lambda one: abs(one.start - marks[0]))
    if group.kind == "bare" and abs(group.start - marks[0]) > 2:
        return {}
    value = group.count or 1
    return {"delta_children": sign * value, "count_unclear": True}


def _is_whole(row: list[Unit], group: Group) -> bool:
    """ "enlevez 1, on est 3": the number of everybody is said too."""
    before = row[group.start - 1] if group.start else Unit("start", "")
    return group.kind == "bare" and (before.role in ("be", "total", "so", "we"))
