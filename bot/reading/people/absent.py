"""Who is named and does not come: "sans les enfants", "mon mari travaille", "le grand reste chez mamie"."""

from collections.abc import Iterator

from bot.reading.people.groups import Group
from bot.reading.people.words import Unit

_PARTING = frozenset({"comma", "stop", "but", "so", "because", "start", "end"})
_STAYING = frozenset({"away", "not", "notmore", "without", "no"})


def coming(row: list[Unit], found: list[Group]) -> list[Group]:
    """The groups without those who stay away."""
    gone: set[int] = set()
    for start, end in _clauses(row):
        within = [group for group in found if start <= group.start < end]
        marks = [at for at in range(start, end) if row[at].role in _STAYING and not _is_here(row, at)]
        if within and marks:
            gone.update(group.start for group in _away(row, within, marks, start))
    return [group for group in found if group.start not in gone]


def _clauses(row: list[Unit]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, unit in enumerate(row):
        if unit.role in _PARTING:
            yield start, at
            start = at + 1
    yield start, len(row)


def _is_here(row: list[Unit], at: int) -> bool:
    """ "chez vous", "chez moi", "pas seule"; a negation of a number is no absence."""
    after = row[at + 1].role if at + 1 < len(row) else "end"
    if row[at].text in ("chez", "ches"):
        return after in ("we", "your", "self")
    if row[at].role in ("no", "notmore"):
        return after in ("alone", "number", "many", "end", "comma", "sign") and not (at and row[at - 1].role == "come")
    if row[at].role == "not":
        return after in ("alone", "number", "many")
    return False


def _away(row: list[Unit], within: list[Group], marks: list[int], start: int) -> list[Group]:
    first = marks[0]
    gone = [group for group in within if group.start > first and group.kind not in ("self", "we", "bare", "person")]
    for mark in marks:
        if row[mark].role == "without" or _is_of_later(row, mark):
            continue
        earlier = [group for group in within if group.end <= mark]
        if not earlier:
            continue
        if any(group.kind in ("self", "we") for group in earlier) or _is_brought(row, earlier, start):
            last = earlier[-1]
            if not _is_linked(row, last) and last.kind not in ("self", "we", "bare"):
                gone.append(last)
        else:
            gone.extend(_linked_back(row, earlier))
    self_after = [group.start for group in within if group.kind == "self" and group.start > first]
    return [group for group in gone if not self_after or group.start < self_after[0]]


def _linked_back(row: list[Unit], earlier: list[Group]) -> list[Group]:
    """The last group, and those it is linked to: "mon mari et mon fils"."""
    gone: list[Group] = []
    for group in reversed(earlier):
        if group.kind != "bare" or group.before:
            gone.append(group)
        if not _is_linked(row, group):
            break
    return gone


def _is_of_later(row: list[Unit], mark: int) -> bool:
    """ "2 adultes pas d'enfant": it is of what follows."""
    after = [unit.role for unit in row[mark + 1 : mark + 3] if unit.role not in ("filler", "my", "the")]
    return row[mark].role in ("not", "no") and bool(after) and after[0] in ("child", "adult", "twin")


def _is_brought(row: list[Unit], earlier: list[Group], start: int) -> bool:
    return any(row[at].role == "with" for at in range(start, earlier[-1].start))


def _is_linked(row: list[Unit], group: Group) -> bool:
    at = group.start - 1
    while at >= 0 and row[at].role in ("my", "the", "filler"):
        at -= 1
    return at >= 0 and row[at].role in ("and", "with", "start")
