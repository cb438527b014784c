"""What ages and owners say of who is named: "Lina 7 ans", "mon fils de 24 ans", "la fille de ma voisine"."""

import itertools

from bot.reading.people.groups import Group
from bot.reading.people.words import Unit

_GROWN = 18
_BETWEEN = frozenset({"age", "and", "comma", "filler", "he"})
_ARE = (["sont"], ["st"], ["son"])
_JOINING = frozenset({"and", "comma"})
_HAVING = frozenset({"a", "ont", "qui", "ki", "has", "who", "agee", "agees", "age", "ages", "("})
_OF = frozenset({"de", "d", "des", "du", "of", "dial", "dyal"})
_YOUNG = frozenset({"child", "big", "last"})
_ENDING = frozenset({"end", "stop", "comma", "and", "my", "the", "but", "so"})
_ONE = frozenset({"le", "la", "l"})
_RANKS = frozenset({"premier", "premiere", "deuxieme", "second", "seconde", "troisieme", "quatrieme"})
_AFTER_AN_AGE = frozenset({"end", "stop", "comma", "and", "sign", "notmore", "filler"})
_THEIRS = frozenset({"leur", "leurs", "sa", "son"})
_SIBLINGS = frozenset({"frere", "freres", "soeur", "soeurs", "frerot", "brother", "sister"})
_LITTLE = frozenset({"petit", "petite", "ptit", "ptite", "pti"})
_OF_A_CHILD = _THEIRS | {"ses", "her", "his"}
_PARENT = frozenset({"mere", "maman", "mama", "pere", "papa"})
_ELDERS = frozenset({"mari", "femme", "maman", "papa"})
_FRIENDS = frozenset(
    {"copain", "copine", "copains", "copines", "ami", "amie", "amis", "amies", "pote", "potes", "friend", "friends"}
)


def mark_ages(row: list[Unit]) -> None:
    """Make ages of the bare numbers that are: "4, 7 et 10 ans", "(6 et 9)", "la petite de 3"."""
    for at in range(len(row) - 1, 0, -1):
        if row[at].role != "age":
            continue
        if row[at - 1].role == "number" and at > 1 and row[at - 2].text in _OF:
            row[at - 1].role = "age"
        elif at > 1 and _joins_ages(row[at - 1]) and row[at - 2].role == "number":
            spans = row[at - 1].text == "a"  # "de 2 à 8 ans" tells no two ages
            row[at - 2].role = "filler" if spans else "age"
            row[at - 1].role = "filler" if spans else row[at - 1].role
    for at in range(2, len(row)):
        after = row[at + 1].role if at + 1 < len(row) else "end"
        if row[at].role == "number" and row[at - 1].text in _OF and row[at - 2].role in _YOUNG and after in _ENDING:
            row[at].role = "age"
    for at in range(2, len(row)):
        if row[at].role in ("number", "figure") and _is_age_of_one(row, at):
            row[at].role = "age"
    _of_names(row)
    _in_brackets(row)


def _of_names(row: list[Unit]) -> None:
    """ "Yanis 10, Lina 7 et moi": several names, each with its age."""
    ends = [unit.role for unit in row[1:]] + ["end"]
    ages = [
        row[at]
        for at in range(1, len(row))
        if row[at].role == "number" and row[at - 1].role == "unknown" and ends[at] in _AFTER_AN_AGE
    ]
    if len(ages) > 1:
        for unit in ages:
            unit.role = "age"


def _is_age_of_one(row: list[Unit], at: int) -> bool:
    """ "le grand 14 ans, le moyen 9": one child cannot be nine."""
    after = row[at + 1].role if at + 1 < len(row) else "end"
    if row[at - 1].text in _RANKS and any(unit.role == "age" for unit in row[: at - 1]):
        row[at - 1].role = "last"  # "l'aîné 15, la deuxième 11"
    one = row[at - 2].text in _ONE and row[at - 1].role in _YOUNG and not row[at - 1].many
    return one and row[at].text.isdigit() and after in _AFTER_AN_AGE


def _joins_ages(unit: Unit) -> bool:
    """ "3 et 5 ans", "de 2 à 8 ans"."""
    return unit.role in ("and", "comma", "or") or unit.text in ("a", "-")


def _in_brackets(row: list[Unit]) -> None:
    opening = next((at for at, unit in enumerate(row) if unit.text == "("), None)
    if opening and row[opening - 1].role in ("child", "number"):
        within = [unit for unit in row[opening:] if unit.role in ("number", "age")]
        if len(within) > 1 and all(unit.role not in ("child", "adult") for unit in row[opening:]):
            for unit in within:
                unit.role = "age"


def named(row: list[Unit], found: list[Group]) -> list[Group]:
    """The groups that come in question: an owner is left out, and an age tells children from adults."""
    found = [group for place, group in enumerate(found) if not (place and _owns(row, found[place - 1], group))]
    found = [group for place, group in enumerate(found) if not _counts(row, found[:place], group)]
    for group in found:
        _age(row, group)
    if not any(group.kind == "self" for group in found) and not any(unit.role in ("with", "bring") for unit in row):
        for group in found[1:]:
            if group.before in _THEIRS and row[group.start].text in _PARENT and group.kind == "adult":
                group.kind = "self"
    for one, other in itertools.pairwise(list(found)):
        if one.kind == "child" and _is_playmate(row, other):
            other.kind = "child"
        if one in found and one.end == other.start and one.kind == "child" and _is_name(row, other):
            _introduce(row, found, one)
    return found


def _is_playmate(row: list[Unit], group: Group) -> bool:
    """After a child "sa copine", "leur soeur", "le petit frère" are children too."""
    if group.before in _OF_A_CHILD:
        return row[group.start].text in _FRIENDS | _SIBLINGS
    little = group.start > 0 and row[group.start - 1].text in _LITTLE
    return little and group.before in ("le", "la") and row[group.start].text in _SIBLINGS


def _counts(row: list[Unit], before: list[Group], number: Group) -> bool:
    """ "les enfants et moi, ils sont 3": the number of the children, which is given to them."""
    they = [unit.text for unit in row[max(0, number.start - 2) : number.start]]
    children = next((group for group in before if group.kind == "child" and group.count is None), None)
    if number.kind != "bare" or children is None or they[:1] not in (["ils"], ["elles"]) or they[1:] not in _ARE:
        return False
    children.count, children.told = number.count, True
    return True


def _is_name(row: list[Unit], group: Group) -> bool:
    return row[group.start].role in ("unknown", "word")


def _introduce(row: list[Unit], found: list[Group], children: Group) -> None:
    """ "ma fille Lina" is one; "mes enfants Lina et Yanis" are as many as are named."""
    first = found.index(children) + 1
    last = first + 1
    while (
        children.count is None
        and last < len(found)
        and _is_name(row, found[last])
        and {unit.role for unit in row[found[last - 1].end : found[last].start]} <= _JOINING
    ):
        last += 1
    if children.count is None and last - first > 1:
        children.count, children.told = last - first, True
    children.end = found[last - 1].end
    del found[first:last]


def _owns(row: list[Unit], owned: Group, group: Group) -> bool:
    """ "la fille de ma voisine" is one child; so is "le copain de mon fils"."""
    between = row[owned.end : group.start]
    if not between or between[0].text not in _OF or any(unit.role not in ("filler", "my", "the") for unit in between):
        return False
    if group.told or group.kind not in ("child", "adult") or owned.kind not in ("child", "adult", "bare"):
        return False
    if owned.kind == "adult" and group.kind == "child" and row[owned.start].text in _FRIENDS:
        owned.kind = "child"
    owned.end = group.end
    return True


def _age(row: list[Unit], group: Group) -> None:
    """An age makes a named person a child or not; two ages make two children."""
    at, ages = group.end, []
    while at < len(row) and (row[at].role in _BETWEEN or row[at].text in _HAVING):
        ages += [row[at].text] if row[at].role == "age" else []
        at += 1
    if ages and (group.kind == "name" or (group.kind == "adult" and _is_young(row, group, ages[0]))):
        group.kind = "child"
    elif len(ages) == 1 and group.kind == "child" and group.count == 1 and _is_grown(ages[0]):
        group.kind = "adult"
    if len(ages) > 1 and group.count is None:
        group.count = len(ages)


def _is_young(row: list[Unit], group: Group, age: str) -> bool:
    digits = "".join(filter(str.isdigit, age))
    return bool(digits) and int(digits) < _GROWN and row[group.start].text not in _ELDERS


def _is_grown(age: str) -> bool:
    """Months and weeks are a baby's."""
    digits = "".join(filter(str.isdigit, age))
    return bool(digits) and int(digits) >= _GROWN and not age.endswith(("mois", "months", "semaines", "month"))
