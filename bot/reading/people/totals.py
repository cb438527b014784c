"""The number of everybody: "on sera 4", "à 3", "4 non attends 5", "3 dont 2 enfants"."""

from itertools import pairwise

from bot.reading.people.groups import Group
from bot.reading.people.sums import Listed
from bot.reading.people.words import Unit

_BEFORE = frozenset({"be", "total", "so", "we", "put", "for", "but"})
_LIKE_BEFORE = frozenset({"a", "b", "toujours", "tjrs", "tjs"})
_DENYING = frozenset({"not", "was", "instead", "no", "remove"})
_SHORT = 3
_AFTER_FIRST = frozenset({"day", "filler", "with", "if", "not", "notmore", "so", "because", "instead", "for"})
_PLAIN_AROUND = frozenset({"start", "end", "stop", "comma", "yes", "sign", "but", "plus", "maybe", "only", "ok"})


def last_total(
    row: list[Unit], present: list[Group], listed: Listed | None, counting: bool, bare_is_total: bool
) -> int | None:
    """The number that stands at the end, after what is taken back; None when there is none."""
    numbers = [
        group for group in present if group.kind in ("bare", "person", "we") and group.told and group.count is not None
    ]
    if listed:
        numbers = [group for group in numbers if not listed.start <= group.start < listed.end]
    stands = [group for group in numbers if not _is_taken_back(row, group)]
    if not stands and len(numbers) > 1 and row[numbers[-1].start - 1].role == "was":
        return numbers[-1].count
    if not stands:
        return None
    strong = [group for group in stands if _is_everybody(row, group)]
    if strong:
        return (strong[-1].count or 0) + _is_more(row, strong[-1])
    if not listed and bare_is_total and len(stands) < len(numbers):
        return stands[-1].count
    if listed and (listed.sender or listed.size > 1):
        return None
    if not counting and not (bare_is_total and _is_bare(row, stands)):
        return None
    return _sum(row, stands)


def _is_taken_back(row: list[Unit], group: Group) -> bool:
    for at in range(group.start - 1, max(-1, group.start - 4), -1):
        role = row[at].role
        if role == "notmore" and at == group.start - 1:
            return True
        if role in _DENYING:
            return role != "no"
        if role in ("number", "comma", "stop", "but", "so"):
            return False
    return False


def _is_everybody(row: list[Unit], group: Group) -> bool:
    start = group.start - 1
    if start > 0 and row[start].role == "only":
        start -= 1
    while start > 0 and row[start].role in ("the", "filler") and row[start].text not in ("le", "b"):
        start -= 1
    before = row[start] if start >= 0 else Unit("start", "")
    after = row[group.end] if group.end < len(row) else Unit("end", "")
    if group.kind in ("person", "we") or after.role in ("of_which", "total", "instead", "besides"):
        return True
    if after.role == "so" and group.end + 1 == len(row):
        return True  # "mon fils vient plus, 3 donc"
    if after.role == "for" and before.role in ("start", "yes"):
        return True
    if before.role == "come" and start and row[start - 1].role == "we":
        return True
    return before.role in _BEFORE or before.text in _LIKE_BEFORE


def _is_more(row: list[Unit], group: Group) -> bool:
    """ "3 sans moi" is four, and so are "3 en plus de moi" and "moi et 3 autres"."""
    before = [unit.role for unit in row[max(0, group.start - 2) : group.start]]
    if before == ["self", "and"] and any(unit.text.startswith("autre") for unit in row[group.start : group.end + 1]):
        return True
    after = row[group.end : group.end + 3]
    return (
        len(after) > 1
        and after[0].role in ("without", "add", "besides")
        and any(unit.role == "self" for unit in after[1:])
    )


def _is_bare(row: list[Unit], stands: list[Group]) -> bool:
    group = stands[-1]
    start = group.start - (group.before in ("les", "los", "os"))
    before = row[start - 1].role if start > 0 else "start"
    after = row[group.end].role if group.end < len(row) else "end"
    if before == "start" and len(row) <= _SHORT:
        return True
    if before in ("start", "yes", "sign"):
        return after in _PLAIN_AROUND | _AFTER_FIRST
    return before in _PLAIN_AROUND and after in _PLAIN_AROUND | {"day"}


def _sum(row: list[Unit], stands: list[Group]) -> int | None:
    """ "1+2" is three; of several numbers the last one stands."""
    while len(stands) > 1 and stands[-1].count == 1 and not _is_written_one(row, stands[-1]):
        stands = stands[:-1]
    last = stands[-1]
    total = last.count or 0
    for one, other in zip(stands[-2::-1], stands[:0:-1], strict=False):
        gap = row[one.end : other.start]
        if gap and all(unit.role in ("and", "plus") and unit.text != "et" for unit in gap):
            total += one.count or 0
        else:
            break
    return total


def _is_written_one(row: list[Unit], group: Group) -> bool:
    """ "1", or the second of "un + un"; "un" alone may be an article."""
    return row[group.start].text.isdigit() or row[group.start - 1].text == "+"


def beside(row: list[Unit], found: list[Group]) -> dict[str, object]:
    """ "2 personnes et un bébé": the child is none of the persons."""
    for persons, child in pairwise(found):
        linked = [unit.role for unit in row[persons.end : child.start]] in (["and"], ["plus"])
        if persons.kind == "person" and child.kind == "child" and linked and child.told and persons.count:
            children = child.count or 0
            return {"adults": persons.count, "children": children, "total": persons.count + children}
    return {}


def of_which(row: list[Unit], found: list[Group]) -> dict[str, object]:
    """ "4 dont 3 enfants": who is not a child is an adult."""
    at = next((place for place, unit in enumerate(row) if unit.role == "of_which" or _holds_a_part(row, place)), None)
    if at is None:
        return {}
    whole = next((group for group in found if 0 <= at - group.end <= 1 and group.told and group.count), None)
    parts = [group for group in found if group.start > at]
    part = parts[0] if parts else None
    if whole is None or whole.kind in ("child", "adult") or (found[0] is not whole and found[0].kind == "self"):
        return {}
    total = whole.count or 0
    if part is None or part.count is None or part.kind not in ("child", "adult"):
        return {"total": total}
    count = part.count + (_children_too(row, parts) if part.kind == "child" else 0)
    if count >= total or not (part.told or part.kind == "child"):
        return {"total": total}
    children = count if part.kind == "child" else total - count
    return {"adults": total - children, "children": children, "total": total}


def _children_too(row: list[Unit], parts: list[Group]) -> int:
    """How many follow the first joined by "et": "dont le bébé et les 2 grands"."""
    count = 0
    for one, other in pairwise(parts):
        roles = {unit.role for unit in row[one.end : other.start]}
        if other.kind not in ("child", "big") or "and" not in roles or not roles <= {"and", "the", "my", "filler"}:
            break
        count += other.count or 0
    return count


def _holds_a_part(row: list[Unit], at: int) -> bool:
    """The bracket in "5 (2 adultes)", with one kind in it."""
    ahead = [unit.role for unit in row[at + 1 : at + 3]]
    alone = at + 3 >= len(row) or row[at + 3].text == ")"
    return row[at].text == "(" and alone and ahead in (["number", "child"], ["number", "adult"])
