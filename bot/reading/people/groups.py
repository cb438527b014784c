"""Gathers the parts of a text into groups of people: "2 enfants", "mon mari", "moi", "nous deux", "les jumeaux"."""

import itertools
from dataclasses import dataclass

from bot.reading.people.words import Unit

_KINDS = frozenset({"child", "adult", "person", "big", "last", "twin", "triplet", "parents", "some", "couple", "duo"})
_SKIPPED = frozenset({"filler", "my", "the", "add"})
_PLURAL_THE = frozenset([
    "les", "mes", "nos", "des", "ces", "ses", "leurs", "os", "as", "meus", "minhas", "los", "las", "mis", "i",
    "gli", "mei", "mele",
])  # fmt: skip
_SINGLE_THE = frozenset([
    "le", "la", "l", "mon", "ma", "mn", "min", "un", "une", "mo", "son", "sa", "ton", "notre", "votre", "el",
    "o", "a", "il", "lo", "mio", "mia", "meu", "minha", "mi",
])  # fmt: skip
_ADDRESSED = frozenset({"madame", "mme", "monsieur", "mr", "mlle"})
_GROWN = 18
_MOST = 30


@dataclass(slots=True)
class Group:
    """Some people of one kind, `start` to `end` (excluded); `count` is None where it is not said."""

    kind: str
    count: int | None
    start: int
    end: int
    before: str = ""
    """The article or possessive in front of it."""
    told: bool = False
    """Whether its number is written."""


def groups(row: list[Unit]) -> list[Group]:
    """Every group, in order."""
    _mark_ages(row)
    found: list[Group] = []
    at = 0
    while at < len(row):
        group = _group(row, at)
        if group is None:
            at += 1
            continue
        found.append(group)
        at = group.end
    _aged(row, found)
    return found


def _group(row: list[Unit], at: int) -> Group | None:
    unit = row[at]
    if unit.role == "number" and 0 <= unit.value <= _MOST:
        return _numbered(row, at)
    if unit.role == "self":
        return Group("self", 1, at, at + 1)
    if unit.role == "we":
        return _we(row, at)
    if unit.role in _KINDS:
        return _named(row, at)
    aged = at + 1 < len(row) and row[at + 1].role == "age"
    if unit.role == "word" and aged:
        return Group("name", 1, at, at + 1)
    if unit.role == "unknown" and len(unit.text) > 2:
        return Group("name", 1, at, at + 1)
    return None


def _we(row: list[Unit], at: int) -> Group | None:
    """ "nous deux", "nous 4"; "on" and "nous" alone are nobody in particular."""
    if at + 1 < len(row) and row[at + 1].role == "number" and not row[at].text.startswith("on"):
        nouned = at + 2 < len(row) and row[at + 2].role in ("child", "adult", "big", "person")
        return None if nouned else Group("we", row[at + 1].value, at, at + 2, told=True)
    return None


def _numbered(row: list[Unit], at: int) -> Group:
    before, value = _article(row, at), row[at].value
    noun = at + 1
    while noun < len(row) and noun <= at + 3 and row[noun].role in _SKIPPED:
        noun += 1
    if noun < len(row) and row[noun].text.isalpha() and row[noun].role in _KINDS - {"couple", "some", "duo"}:
        kind = row[noun].role
        if kind == "person" and noun + 1 < len(row) and row[noun + 1].role in ("big", "child"):
            noun += 1
            kind = row[noun].role
        if kind in ("twin", "triplet", "last"):
            kind = "child"
        if kind == "parents":
            kind = "adult"
        return Group(kind, value, at, noun + 1, before, told=True)
    ahead = [unit.role for unit in row[at + 1 : at + 3]]
    if ahead in (["unknown", "and"], ["unknown", "comma"], ["unknown", "self"]):
        return Group("child" if before else "bare", value, at, at + 2, before, told=True)
    mine = before in ("mes", "nos", "mis", "meus") or (before == "my")
    return Group("child" if mine else "bare", value, at, at + 1, before, told=True)


def _named(row: list[Unit], at: int) -> Group | None:
    unit, before = row[at], _article(row, at)
    if unit.role in ("twin", "triplet"):
        size = 2 if unit.role == "twin" else 3
        again = at + 1 < len(row) and row[at + 1].value == size
        return Group("child", size, at, at + 1 + again, before, told=True)
    if unit.role == "parents":
        return Group("adult", 2, at, at + 1, before)
    if unit.role == "couple":
        return Group("adult", 2, at, at + 1, before, told=True)
    if unit.role == "duo":
        return Group("we", 2, at, at + 1, before, told=True)
    if unit.text in _ADDRESSED and not before:
        return None
    if unit.role == "some":
        return Group("some", None, at, at + 1, before)
    if unit.role == "person":
        return None
    if unit.role in ("last", "big"):
        if not before:
            return None
        kind = "child"
    else:
        kind = unit.role
    if kind == "adult" and not unit.many and before in ("les", "mes"):
        return Group(kind, 1, at, at + 1, before)
    if at and row[at - 1].role == "many":
        return Group(kind, None, at, at + 1, before)
    many = before in _PLURAL_THE if before in _PLURAL_THE | _SINGLE_THE else unit.many
    if many and at + 1 < len(row) and row[at + 1].role == "number" and _counts_after(row, at + 1):
        return Group(kind, row[at + 1].value, at, at + 2, before, told=True)
    return Group(kind, None if many else 1, at, at + 1, before)


def _counts_after(row: list[Unit], at: int) -> bool:
    """ "أولادي الأربعة", "cocuklar 3 tane"."""
    return not (at + 1 < len(row) and row[at + 1].role in ("unit", "age", "child", "adult", "and"))


def _article(row: list[Unit], at: int) -> str:
    for back in (at - 1, at - 2):
        if back >= 0 and row[back].role in ("my", "the", "number"):
            return "" if back and row[back - 1].role == "total" else row[back].text
        if back < 0 or row[back].role != "filler":
            break
    return ""


def _mark_ages(row: list[Unit]) -> None:
    """ "4, 7 et 10 ans", "(6 et 9)": the bare numbers are ages too."""
    for at in range(len(row) - 1, 0, -1):
        linked = at > 1 and row[at].role == "age" and row[at - 1].role in ("and", "comma", "or")
        if linked and row[at - 2].role == "number":
            row[at - 2].role = "age"
    opening = next((at for at, unit in enumerate(row) if unit.text == "("), None)
    if opening and row[opening - 1].role in ("child", "number"):
        within = [unit for unit in row[opening:] if unit.role in ("number", "age")]
        if len(within) > 1 and all(unit.role not in ("child", "adult") for unit in row[opening:]):
            for unit in within:
                unit.role = "age"


def _aged(row: list[Unit], found: list[Group]) -> None:
    """An age makes a named person a child; two ages make two children."""
    for group in found:
        at, ages = group.end, 0
        while (at < len(row) and row[at].role in ("age", "and", "comma", "filler")) or (
            at < len(row) and row[at].text == "("
        ):
            ages += row[at].role == "age"
            at += 1
        if ages and (group.kind == "name" or (group.kind == "adult" and _is_young(row, group))):
            group.kind = "child"
        if ages > 1 and group.count is None:
            group.count = ages
    for one, other in itertools.pairwise(found):
        if one.end == other.start and one.kind == "child" and row[other.start].role in ("unknown", "word"):
            found.remove(other)


def _is_young(row: list[Unit], group: Group) -> bool:
    age = next((unit.text for unit in row[group.end : group.end + 3] if unit.role == "age"), "")
    digits = "".join(filter(str.isdigit, age))
    return bool(digits) and int(digits) < _GROWN and row[group.start].text not in ("mari", "femme", "maman", "papa")
