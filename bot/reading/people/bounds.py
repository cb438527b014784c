"""Numbers that are no head count of their own: "3 ou 4", "au moins 5", "plus de 6"."""

import itertools

from bot.reading.people.groups import Group
from bot.reading.people.words import Unit


def between(row: list[Unit], found: list[Group], asked: bool) -> dict[str, object]:
    """ "3 ou 4", "entre 3 et 4", "au moins 5", "maximum 4"."""
    numbers = [group for group in found if group.told and group.kind in ("bare", "person", "child") and group.count]
    for one, other in itertools.pairwise(numbers):
        low, high = one.count or 0, other.count or 0
        if low > high and any(unit.text == "sinon" for unit in row[one.end : other.start]):
            low, high = high, low  # "4 si ma soeur vient sinon 3"
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
        start = group.start - 1
        while start > 0 and row[start].role == "filler":
            start -= 1
        before = row[start].role if start >= 0 else "start"
        after = row[group.end].role if group.end < len(row) else "end"
        if edge := _beyond(row, group):
            bounds |= edge
        elif before == "least" or after == "least":
            bounds["total_min"] = group.count
        elif before == "most" or (after == "most" and row[group.end].text.startswith(("max", "gran", "au"))):
            bounds["total_max"] = group.count
    return bounds | {"count_unclear": True} if bounds else {}


def _beyond(row: list[Unit], group: Group) -> dict[str, object]:
    """ "plus de 6" begins at 7, "moins de 6" ends at 5, "4 ou plus" begins at 4."""
    count = group.count or 0
    back = [unit.text for unit in row[max(0, group.start - 2) : group.start]]
    if back == ["plus", "de"] or back == ["more", "than"]:
        return {"total_min": count + 1}
    if back in (["moins", "de"], ["moin", "de"], ["less", "than"]):
        return {"total_max": count - 1}
    ahead = [unit.text for unit in row[group.end : group.end + 2]]
    return {"total_min": count} if ahead in (["ou", "plus"], ["or", "more"]) else {}


def _is_either(row: list[Unit], one: Group, other: Group) -> bool:
    gap = row[one.end : other.start]
    roles = {unit.role for unit in gap}
    if "sinon" in [unit.text for unit in gap]:
        return True
    if "most" in roles and len(gap) <= 2:
        return True
    if "or" in roles:
        return len(gap) <= 3
    if [unit.role for unit in gap] == ["comma"] and len(row) == len("3,4"):
        return True
    if [unit.text for unit in gap] == ["a"]:
        return not any(unit.text.startswith("pass") for unit in row[: one.start])  # "on passe de 3 à 5"
    if [unit.text for unit in gap] == ["-"]:
        return other.count == (one.count or 0) + 1
    if not gap:
        return one.kind == "bare" and one.count is not None
    if any(unit.role == "between" for unit in row[max(0, one.start - 2) : one.start]):
        return len(gap) == 1
    after = row[other.end].role if other.end < len(row) else "end"
    both = one.kind == other.kind == "child"  # "3 gamins, 4 loulous si ça va"
    doubtful = {"maybe", "if"} & (roles if both else roles | {after})
    return bool(doubtful) and len(gap) <= 6 and "no" not in roles and "not" not in roles
