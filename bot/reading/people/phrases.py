"""Settles what little words mean beside each other when people are counted: "en moins", "plus que", "nous de"."""

from collections.abc import Iterator
from itertools import pairwise

from bot.reading.people.forms import filled_in
from bot.reading.people.tables import pairs
from bot.reading.people.words import Unit

_LITTLE = frozenset([
    "petit", "petits", "petite", "petites", "ptit", "ptits", "ptite", "ptites", "pti", "ptis", "tit", "ti",
    "jeune", "jeunes", "small", "little",
])  # fmt: skip
_YEARS = frozenset(
    ["anos", "anni", "ani", "an", "piges", "pige", "snin", "yas", "yasinda", "роки", "години", "year", "years"]
)
_NO_ONE = frozenset({"unknown", "word", "some", "couple", "duo", "twin", "many"})
_DESCRIBING = frozenset([
    "الكبيره", "الكبير", "الكبري", "كبيره", "كبري", "الصغير", "الصغيره", "صغير", "kbira", "kbir", "sghar",
    "s9ar", "kbar", "صغار", "lkbir", "lkbira", "sghira", "sghir", "mayor", "grande", "grand", "small", "big",
    "mare", "mic", "mici", "mica",
])  # fmt: skip
_WIDTHS = (3, 2)
"""How many words stand for one at most."""
_DISTURBING = frozenset({"gene", "derange", "embete", "genes"})
_HIM = frozenset({"lui", "elle"})
_OLD = frozenset({"vieux", "vieille", "vieilles"})
_MORE_OR_LESS = frozenset({"moins", "moin", "plus"})
_NO_NOUN = frozenset({"be", "the", "he", "come", "may", "my", "away"})
_OPENS = frozenset({"start", "yes", "but", "comma", "stop", "day", "ok"})
_GIVING = frozenset({"add", "put"})
_PERSONS = frozenset({"child", "adult", "person"})
_AFTER_ME = frozenset({"and", "comma", "end", "plus", "stop", "my", "adult"})
_TWO_HEARD = frozenset({"de", "deux"})
_PLURAL = {"le": "les", "me": "mes", "se": "ses", "de": "des", "no": "nos"}


def settle(row: list[Unit], cleaned: str) -> list[Unit]:
    """The same parts, with pairs of little words made one, and each word given its part among its neighbours."""
    _accents(row, cleaned)
    row = [unit for at, unit in enumerate(row) if not _is_hyphen(row, at)]
    row = list(_paired(row))
    row = filled_in(row)
    _ask_leave(row)
    for at, unit in enumerate(row):
        _place(row, at, unit)
    return row


def _ask_leave(row: list[Unit]) -> None:
    """Make a pause of "si ça gêne pas": it keeps nobody away."""
    for at, unit in enumerate(row):
        verb = next((place for place in range(at, min(at + 4, len(row))) if row[place].text in _DISTURBING), None)
        if unit.text == "si" and verb:
            for word in row[at : verb + 2]:
                word.role = "stop"


def _paired(row: list[Unit]) -> Iterator[Unit]:
    """The parts, those that stand for one thing together made one: "en plus", "bouts de chou"."""
    at = 0
    while at < len(row):
        for width in _WIDTHS:
            text = " ".join([unit.text for unit in row[at : at + width]])
            if role := pairs().get(text):
                yield Unit(role, text, many=row[at].many)
                break
        else:
            width = 1
            yield row[at]
        at += width


def _is_hyphen(row: list[Unit], at: int) -> bool:
    """ "petits-enfants", "p-e": no pause, unless a number stands beside it."""
    return row[at].text == "-" and "number" not in [unit.role for unit in row[max(0, at - 1) : at + 2]]


def _accents(row: list[Unit], cleaned: str) -> None:
    """ "lé", "mé", "dé" are "les", "mes", "des"."""
    if "é" in cleaned:
        heard = {short for short in _PLURAL if f"{short[0]}é " in cleaned and (short != "de" or " de " not in cleaned)}
        for unit in row:
            if unit.text in heard:
                unit.text = _PLURAL[unit.text]
                unit.role = "my" if unit.text in ("mes", "ses", "nos") else "the"
        for one, other in pairwise(row):
            if (one.text, other.text) == ("mes", "des"):
                other.role, other.value = "number", 2  # "mé dé zanfan"


def _place(row: list[Unit], at: int, unit: Unit) -> None:
    before = row[at - 1] if at else Unit("start", "")
    after = row[at + 1] if at + 1 < len(row) else Unit("end", "")
    if unit.role == "number":
        _number(row, at, before, after)
    elif unit.text in _MORE_OR_LESS and _opens_a_change(row, at, before, after):
        unit.role = "plusone" if unit.text == "plus" else "remove"
    elif unit.role == "plus" or unit.text == "plus":
        _plus(unit, before, after)
    elif unit.text == "degil" and before.role == "number":
        unit.role, before.role = "but", "figure"
    elif value := _heard_number(unit, before, after):
        unit.role, unit.value = "number", value
    elif role := _of_sender(row, at, before, after) or _of_text(row, at, before, after):
        unit.role = role
    _size(unit, before, after)


def _heard_number(unit: Unit, before: Unit, after: Unit) -> int:
    """ "nous de" are two, "dis personnes" ten; 0 where no number is heard."""
    if unit.text == "dis" and after.role in _PERSONS:
        return 10
    if unit.text not in _TWO_HEARD or unit.role != "filler":
        return 0
    apart = before.text in ("a", "les") and after.role in ("end", "stop", "comma", "child")
    return 2 if before.role == "we" or apart else 0


def _of_sender(row: list[Unit], at: int, before: Unit, after: Unit) -> str | None:
    """The part of "moi", "mi" and "seule" where their neighbours give them another."""
    unit = row[at]
    if unit.role == "self" and _is_no_sender(row, at, before, after):
        return "word"
    if unit.text == "mi" and unit.role == "self" and after.role not in _AFTER_ME:
        return "self" if before.role in ("and", "comma", "only", "with") else "word"
    if unit.text in _HIM and before.role in ("and", "comma") and after.role in ("and", "comma", "end"):
        return "adult" if any(one.role == "self" for one in row) else None
    if unit.text == "conmigo" and after.role == "number":
        return "with"
    if unit.role == "alone" and after.value > 1:
        return "only"
    if unit.role == "alone" and before.role in ("number", "the") and after.role in _PERSONS:
        return "filler"
    return None


def _of_text(row: list[Unit], at: int, before: Unit, after: Unit) -> str | None:
    """The part of a little word that has several."""
    unit = row[at]
    if unit.role == "and" and before.role == "we" and before.text.startswith("on"):
        return "be"
    if unit.text.startswith("plusieur") and (before.role in ("be", "we") or before.text == "a"):
        return "some"
    if unit.text == "du monde" and before.role not in ("bring", "with"):
        return "word"
    if unit.role == "escort" and before.role == "come":
        return "with"
    if unit.text in ("mes", "me") and unit.role == "my" and (after.role in ("the", "my") or _is_but(row, at)):
        return "but"
    if unit.text == "min" and after.role == "number":
        return "least"
    if unit.role == "less":
        return "remove" if after.role == "number" or before.value == 1 else "filler"
    if unit.text == "mer" and (before.role == "my" or before.text in ("bel", "belle", "grand")):
        return "adult"
    return None


def _opens_a_change(row: list[Unit], at: int, before: Unit, after: Unit) -> bool:
    """ "plus un enfant", "moins 2 enfants" say what changes."""
    counted = at + 2 < len(row) and row[at + 2].role in _PERSONS
    return before.role in _OPENS and after.role == "number" and counted


def _is_no_sender(row: list[Unit], at: int, before: Unit, after: Unit) -> bool:
    """ "ajoutez-moi un petit", "ils sont à moi"."""
    given = before.role in _GIVING and after.role == "number"
    return given or (before.text == "a" and at > 1 and row[at - 2].role in ("be", "number"))


def _number(row: list[Unit], at: int, before: Unit, after: Unit) -> None:
    unit = row[at]
    if after.text in _YEARS or (after.text == "moi" and before.text == "de"):
        unit.role, after.role = "age", "filler"
    elif after.role in ("unit", "hour") or _is_grand(row, at) or _is_told(unit, before):
        unit.role = "figure"
    elif before.text in ("is", "a") and at > 1 and row[at - 2].role == "he":
        unit.role = "age"
    elif unit.value == 0 and after.role not in ("child", "adult", "person", "end"):
        unit.role = "figure"
    elif unit.value == 1 and (
        _is_a(unit, before, after)
        or after.role in _NO_ONE
        or after.role == "self"
        or after.text.endswith("aine")
        or _is_big(row, at)
    ):
        unit.role = "the"


def _is_but(row: list[Unit], at: int) -> bool:
    """ "pa 3 mé 2": "mais", where a number stands before it."""
    after = row[at + 1] if at + 1 < len(row) else Unit("end", "")
    counted = after.role == "number" and row[at - 1].text != ":" and any(unit.role == "number" for unit in row[:at])
    counted &= all(unit.text != row[at].text for unit in row[:at])  # "mes 2 grands mes 3 petits"
    noun = row[at + 2].role if at + 2 < len(row) else "end"
    counted &= noun not in ("child", "adult", "big") or any(unit.role == "not" for unit in row[:at])
    return counted or after.text in _MORE_OR_LESS


def _is_a(unit: Unit, before: Unit, after: Unit) -> bool:
    """ "un" before anything but a person or an end is no number: "un est handicapé", but "one is ill"."""
    return not unit.text.isdigit() and unit.text != "one" and before.role != "start" and after.role in _NO_NOUN


def _is_grand(row: list[Unit], at: int) -> bool:
    """ "le grand 8"."""
    return at > 1 and row[at - 1].role == "big" and row[at - 2].role == "the"


def _is_told(unit: Unit, before: Unit) -> bool:
    """ "le 13", "numéro 4": a date or a label."""
    return before.text in ("du", "numero", "sur") or (before.text == "le" and unit.text.isdigit())


def _is_big(row: list[Unit], at: int) -> bool:
    """ "une grande famille"."""
    return at + 2 < len(row) and row[at + 2].role in ("some", "couple")


def _plus(unit: Unit, before: Unit, after: Unit) -> None:
    joins = {"self", "adult", "child", "number", "big", "my", "the", "twin", "with", "last", "unknown", "we"}
    if before.role in ("start", "come", "yes", "stop") and after.role == "number" and unit.text == "+":
        unit.role = "plusone"
    elif before.role in ("my", "the") and after.role in ("child", "big", "last") and unit.text != "+":
        unit.role = "filler"
    elif (before.role in joins | {"person", "word"} and after.role in joins) or unit.text == "+":
        unit.role = "and"
    else:
        unit.role = "notmore" if before.role not in ("be", "we") else "filler"


def _size(unit: Unit, before: Unit, after: Unit) -> None:
    """ "grande soeur" and "grand mère" are adults, "petite fille" and "grande fille" one child."""
    if before.role == "child" and unit.text.startswith("majeur"):
        before.role, unit.role = "adult", "filler"
    elif before.role == "number" and unit.text in _OLD and after.role not in ("adult", "person"):
        unit.role = "adult"
    elif before.role in ("adult", "child") and unit.text in _DESCRIBING:
        unit.role = "filler"
    elif before.role == "child" and unit.role == "twin":
        before.role = "filler"  # "2 bébés jumeaux"
    elif before.role == "adult" and unit.role == "twin" and not unit.many:
        unit.role = "filler"  # "ma soeur jumelle"
    elif unit.role == "big" and after.role in ("adult", "person"):
        unit.role, after.role = "filler", "adult"
    elif (unit.role in ("last", "big") or unit.text in _LITTLE) and after.role in ("child", "adult", "last", "some"):
        after.many |= unit.many and before.role in ("number", "my", "the")
        unit.role = "filler"
