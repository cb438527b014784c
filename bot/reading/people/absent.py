"""Who is named and does not come: "sans les enfants", "mon mari travaille", "le grand reste chez mamie"."""

from collections.abc import Iterator

from bot.reading.people.groups import Group
from bot.reading.people.words import Unit

_PARTING = frozenset({"comma", "stop", "but", "so", "because", "start", "end"})
_ONLY = frozenset({"juste", "just", "seulement", "uniquement"})
_STAYING = frozenset({"away", "not", "notmore", "without", "no"})
_THEM = frozenset({"adult", "child", "big", "last"})
_GOING = frozenset({"irai", "jirai", "jvais", "vais"})
_ABLE = frozenset({"peux", "peu", "jpeux", "jpeu", "pourrai", "pourai", "jpourrai", "jpourai"})
_STAY = frozenset({"rester", "aller", "accompagner"})
_AFTER = frozenset({"apres", "apre", "aprs", "sortie"})
_OPEN = frozenset({"we", "some", "as_before"})
"""With these she does not come alone, though nobody else is named who comes."""
_LEAVING = frozenset({"ira", "iront", "iron", "vont", "von"})


def coming(row: list[Unit], found: list[Group]) -> list[Group]:
    """The groups without those who stay away."""
    gone: set[int] = set()
    for start, end in _clauses(row):
        within = [group for group in found if start <= group.start < end]
        marks = [at for at in range(start, end) if row[at].role in _STAYING and not _is_here(row, at)]
        marks = [at for at in marks if not is_afterwards(row, at)]
        marks = [at for at in marks if not (_is_undone(row, at) or (at > start and _is_undone(row, at - 1)))]
        if within and marks:
            gone.update(group.start for group in _away(row, within, marks, start))
    return [group for group in found if group.start not in gone]


def is_afterwards(row: list[Unit], at: int) -> bool:
    """ "La grande arrivera après le collège"."""
    return row[at].role == "away" and any(unit.text in _AFTER for unit in row[max(0, at - 2) : at])


def stays_out(row: list[Unit], found: list[Group]) -> bool:
    """Whether the sender herself stays away: "les 3 petits sans moi", "mon fils, moi je travaille", "j'irai pas"."""
    alone = any(_is_out(row, group.start) for group in found if group.kind == "self")
    return alone or any(_tells_not(row, at) for at in range(len(row)))


def left_behind(row: list[Unit], found: list[Group], present: list[Group], told_before: bool) -> bool:
    """Whether she says of all whom she names that they do not come with her: "sans les petits", "pas les enfants"."""
    left = [group for group in found if group.kind in ("child", "adult")]
    if not left or any(group.kind != "self" for group in present) or any(unit.role in _OPEN for unit in row):
        return False
    if any(unit.role == "without" for unit in row):
        return told_before or all(group.kind == "child" and group.count is None for group in left)
    return all(group.kind == "child" and group.count is None and _is_but_not(row, group) for group in left)


def _is_but_not(row: list[Unit], group: Group) -> bool:
    """ "mais pas les enfants", "mais les enfants restent"."""
    start = group.start - bool(group.before)
    if _role(row, start - 1) == "but" and start and _role(row, group.end) == "away":
        return True
    return [unit.role for unit in row[max(0, start - 2) : start]] in (["but", "not"], ["comma", "not"])


def _is_out(row: list[Unit], at: int) -> bool:
    """ "sans moi", "pas pour moi", "moi non", "moi je travaille", "moi je peux pas"; not "moi j'ai pas de voiture"."""
    before = [unit.role for unit in row[max(0, at - 2) : at]]
    if before[-1:] in (["without"], ["not"]) or before == ["not", "for"]:
        return True
    if before[-1:] in (["and"], ["with"]):
        return False
    after = at + 1 + (at + 1 < len(row) and row[at + 1].text in ("je", "j"))
    if after >= len(row):
        return False
    if row[after].role in ("no", "not"):
        return _role(row, after + 1) in _PARTING
    if row[after].role == "away":
        return row[after].text not in _LEAVING and not _is_undone(row, after)
    return _goes_not(row, after + 1)


def _tells_not(row: list[Unit], at: int) -> bool:
    """ "je viens pas", "jirai pas", "je peux pas venir"; not "ma fille vient pas"."""
    first = any(unit.text.startswith("j") for unit in row[max(0, at - 3) : at])
    return first and at > 0 and _goes_not(row, at)


def _goes_not(row: list[Unit], at: int) -> bool:
    """Whether a negation here says that nobody goes: "viens pas", "peux pas venir"; not "viens pas seule"."""
    if _role(row, at) not in ("not", "notmore"):
        return False
    going, after = row[at - 1], _role(row, at + 1)
    if going.text in _ABLE and (after == "be" or (after in ("come", "word") and _role(row, at + 2) in _PARTING)):
        return after != "word" or row[at + 1].text in _STAY
    return after in _PARTING and (going.role == "come" or going.text in _GOING or going.text in _ABLE)


def _role(row: list[Unit], at: int) -> str:
    return row[at].role if at < len(row) else "end"


def _clauses(row: list[Unit]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, unit in enumerate(row):
        if unit.role in _PARTING or (unit.text in _ONLY and at > start and row[at - 1].role in _THEM):
            yield start, at
            start = at + 1
    yield start, len(row)


def _is_here(row: list[Unit], at: int) -> bool:
    """ "chez vous", "chez moi", "pas seule"; a negation of a number is no absence."""
    after = row[at + 1].role if at + 1 < len(row) else "end"
    if row[at].text in ("chez", "ches"):
        return after in ("we", "your", "self")
    if row[at].role == "no" and at and row[at - 1].role in _THEM:
        return False
    if row[at].role in ("no", "notmore"):
        return after in ("alone", "number", "many", "end", "comma", "sign") and not (at and row[at - 1].role == "come")
    if row[at].role == "not":
        of_sender = [unit.role for unit in row[at + 1 : at + 3]] == ["for", "self"]
        return of_sender or after in ("alone", "number", "many")
    return False


def _is_undone(row: list[Unit], at: int) -> bool:
    """ "il travaille pas", "elle boude plus", "pas d'école": what would keep away does not."""
    if row[at].text in _LEAVING:
        return False
    after = at + 1 + (at + 2 < len(row) and row[at + 1].text == "d")
    if after >= len(row):
        return False
    pair = {row[at].role, row[after].role}
    verb = row[at - 1].role if at else "start"
    return "away" in pair and bool(pair & {"not", "notmore"}) and verb != "come"


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
        if group.kind != "bare" or group.before or _role(row, group.end) == "away":
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
