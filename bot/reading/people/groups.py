"""Gathers the parts of a text into groups of people: "2 enfants", "mon mari", "moi", "nous deux", "les jumeaux"."""

from dataclasses import dataclass

from bot.reading.people.words import Unit

_KINDS = frozenset({"child", "adult", "person", "big", "last", "twin", "triplet", "parents", "some", "couple", "duo"})
_SKIPPED = frozenset({"filler", "my", "the", "add"})
_PLURAL_THE = frozenset([
    "les", "mes", "nos", "des", "ces", "ses", "leurs", "os", "as", "meus", "minhas", "los", "las", "mis", "i",
    "gli", "mei", "mele",
])  # fmt: skip
HERS = frozenset({"mes", "nos"})
"""Whose they are said to be: "mes 2 grands" are her children."""
_SINGLE_THE = frozenset([
    "le", "la", "l", "mon", "ma", "mn", "min", "un", "une", "mo", "son", "sa", "ton", "notre", "votre", "el",
    "o", "a", "il", "lo", "mio", "mia", "meu", "minha", "mi",
])  # fmt: skip
_ADDRESSED = frozenset({"madame", "mme", "monsieur", "mr", "mlle", "madam", "mdm", "msieur"})
_NO_NAMES = frozenset({"a", "ai", "ont", "avait", "has", "have", "qui", "age", "agee", "ages", "agees"})
_BEFORE_A_NUMBER = frozenset({"b", "am", "wangu"})
"""Small words between people and how many they are, in Arabic, Fulfulde and Comorian."""
_ONE_AFTER = frozenset({"واحد", "واحده", "wahed", "wa7ed", "wahda", "wa7da"})
"""One, said after who it is, in Arabic."""
_TIMES = frozenset({"fois", "foi", "foix"})
_TOGETHER = frozenset({"marmaille", "marmay", "progeniture"})
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
    found: list[Group] = []
    at = 0
    while at < len(row):
        group = _group(row, at)
        if group is None:
            at += 1
            continue
        found.append(group)
        at = group.end
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
    if unit.role == "word" and aged and unit.text not in _NO_NAMES:
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
    noun = _noun(row, at)
    if (
        noun < len(row)
        and row[noun].text[:1].isalpha()
        and row[noun].text not in _ADDRESSED
        and (row[noun].role in _KINDS - {"couple", "some", "duo"} or (row[noun].role, value) == ("couple", 2))
    ):
        kind = row[noun].role
        if kind == "person" and noun + 1 < len(row) and _describes(row[noun + 1]):
            noun += 1
            kind = row[noun].role
        if kind in ("twin", "triplet", "last"):
            kind = "child"
        if kind in ("parents", "couple"):
            kind = "adult"
        return Group(kind, value, at, noun + 1, before, told=True)
    if noun < len(row) and row[noun].role == "some":
        return Group("some", None, at, noun + 1, before)  # "2 familles"
    ahead = [unit.role for unit in row[at + 1 : at + 3]]
    if ahead in (["unknown", "and"], ["unknown", "comma"], ["unknown", "self"]):
        return Group("child" if before else "bare", value, at, at + 2, before, told=True)
    if [unit.text for unit in row[at + 1 : at + 3]] == ["a", "moi"]:
        return Group("child", value, at, at + 3, before, told=True)
    mine = (
        _is_some_of_them(row, at) or before in ("mes", "nos", "mis", "meus") or (before == "my") or _is_of_hers(row, at)
    )
    return Group("child" if mine else "bare", value, at, at + 1, before, told=True)


def _describes(unit: Unit) -> bool:
    """ "2 grandes personnes", "2 personnes adultes"."""
    return unit.role in ("big", "child") or (unit.role == "adult" and unit.text.startswith("adult"))


def _noun(row: list[Unit], at: int) -> int:
    """Where the noun of a number may stand: "3 petits enfants", "2 de mes filles", never "3 ma fille"."""
    noun = at + 1
    while noun < len(row) and noun <= at + 3 and row[noun].role in _SKIPPED:
        if row[noun].role in ("my", "the") and row[noun].text != "des" and noun == at + 1:
            break
        if row[noun].text in _SINGLE_THE:
            break
        noun += 1
    return noun


def _is_some_of_them(row: list[Unit], at: int) -> bool:
    """ "j'ai 4 enfants mais je viens avec 2": two of the children."""
    told = any(unit.role == "child" for unit in row[:at]) and any(unit.role == "but" for unit in row[:at])
    return told and row[at - 1].role == "with"


def _is_of_hers(row: list[Unit], at: int) -> bool:
    """ "j'en ai trois", "j'en ramène que 2": of the children."""
    back = at - 1
    while back > 0 and (row[back].role == "only" or row[back].text == "qu"):
        back -= 1
    verb = back > 0 and (row[back].role == "bring" or row[back].text == "ai")
    return verb and (row[back - 1].text == "jen" or [unit.text for unit in row[back - 2 : back]] == ["j", "en"])


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
    if unit.text in _ADDRESSED and not before and not _is_listed(row, at):
        return None
    if unit.role == "some":
        return Group("some", None, at, at + 1, before)
    if unit.role == "person":
        return None
    if unit.role in ("last", "big") and (not before or (at + 1 < len(row) and row[at + 1].text in _TIMES)):
        return None  # "la dernière fois"
    kind = "child" if unit.role in ("last", "big") else unit.role
    if kind == "adult" and not unit.many and before in ("les", "mes"):
        return Group(kind, 1, at, at + 1, before)
    if at and row[at - 1].role == "many":
        return Group(kind, None, at, at + 1, before)
    if at + 1 < len(row) and row[at + 1].text in _ONE_AFTER:
        return Group(kind, 1, at, at + 2, before, told=True)
    many = before in _PLURAL_THE if before in _PLURAL_THE | _SINGLE_THE else unit.many
    many |= unit.text in _TOGETHER
    number = at + 1 + (at + 1 < len(row) and row[at + 1].text in _BEFORE_A_NUMBER | {"("})
    if many and number < len(row) and row[number].role == "number" and _counts_after(row, number):
        return Group(kind, row[number].value, at, number + 1, before, told=True)
    return Group(kind, None if many else 1, at, at + 1, before)


def _is_listed(row: list[Unit], at: int) -> bool:
    """ "moi et monsieur" has two people in it, "oui monsieur" none."""
    before = row[at - 1].role if at else "start"
    ahead = [unit.role for unit in row[at + 1 : at + 3]]
    linked = bool(ahead) and ahead[0] == "and" and ahead[-1] in ("my", "the", "self", "number", "child", "adult")
    return before in ("and", "with") or linked


def _counts_after(row: list[Unit], at: int) -> bool:
    """ "أولادي الأربعة", "cocuklar 3 tane"."""
    return not (at + 1 < len(row) and row[at + 1].role in ("unit", "age", "child", "adult"))


def _article(row: list[Unit], at: int) -> str:
    for back in (at - 1, at - 2):
        if back >= 0 and row[back].role in ("my", "the", "number"):
            return "" if back and row[back - 1].role == "total" else row[back].text
        if back < 0 or row[back].role != "filler":
            break
    return ""
