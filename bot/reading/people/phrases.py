"""Settles what little words mean beside each other when people are counted: "en moins", "plus que", "nous de"."""

from bot.reading.people.words import Unit, pairs

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
_TWO_HEARD = frozenset({"de", "deux"})
_PLURAL = {"le": "les", "me": "mes", "se": "ses", "de": "des", "no": "nos"}


def settle(row: list[Unit], cleaned: str) -> list[Unit]:
    """The same parts, with pairs of little words made one, and each word given its part among its neighbours."""
    _accents(row, cleaned)
    row = [unit for at, unit in enumerate(row) if not _is_hyphen(row, at)]
    settled: list[Unit] = []
    at = 0
    while at < len(row):
        after = row[at + 1] if at + 1 < len(row) else None
        if after and (role := pairs().get(f"{row[at].text} {after.text}")):
            settled.append(Unit(role, f"{row[at].text} {after.text}"))
            at += 2
            continue
        settled.append(row[at])
        at += 1
    for at, unit in enumerate(settled):
        _place(settled, at, unit)
    return settled


def _is_hyphen(row: list[Unit], at: int) -> bool:
    """ "petits-enfants", "p-e": no pause, unless a number stands beside it."""
    return row[at].text == "-" and "number" not in [unit.role for unit in row[max(0, at - 1) : at + 2]]


def _accents(row: list[Unit], cleaned: str) -> None:
    """ "lé", "mé", "dé" are "les", "mes", "des"."""
    if "é" in cleaned:
        heard = {short for short in _PLURAL if f"{short[0]}é " in cleaned}
        for unit in row:
            if unit.text in heard and unit.text != "de":
                unit.text = _PLURAL[unit.text]
                unit.role = "my" if unit.text in ("mes", "ses", "nos") else "the"


def _place(row: list[Unit], at: int, unit: Unit) -> None:
    before = row[at - 1] if at else Unit("start", "")
    after = row[at + 1] if at + 1 < len(row) else Unit("end", "")
    if unit.role == "and" and before.role == "we" and before.text.startswith("on"):
        unit.role = "be"
    elif (
        unit.text in _TWO_HEARD
        and unit.role == "filler"
        and (before.role == "we" or (before.text in ("a", "les") and after.role in ("end", "stop", "comma", "child")))
    ):
        unit.role, unit.value = "number", 2
    elif unit.role == "plus" or unit.text == "plus":
        _plus(unit, before, after)
    elif (
        unit.text == "mi"
        and unit.role == "self"
        and after.role not in ("and", "comma", "end", "plus", "stop", "my", "adult")
    ):
        unit.role = "self" if before.role in ("and", "comma", "only", "with") else "word"
    elif unit.role == "alone" and before.role in ("number", "the") and after.role in ("child", "adult", "person"):
        unit.role = "filler"
    elif unit.text in ("mes", "me") and (after.role in ("the", "my") or _is_but(row, at)):
        unit.role = "but"
    elif unit.text == "min" and after.role == "number":
        unit.role = "least"
    elif unit.role == "less":
        unit.role = "remove" if after.role == "number" else "filler"
    elif unit.role == "number":
        _number(row, at, before, after)
    elif unit.text == "mer" and (before.role == "my" or before.text in ("bel", "belle", "grand")):
        unit.role = "adult"
    _size(unit, before, after)


def _number(row: list[Unit], at: int, before: Unit, after: Unit) -> None:
    unit = row[at]
    if after.text in _YEARS:
        unit.role, after.role = "age", "filler"
    elif after.role in ("unit", "hour") or _is_grand(row, at) or _is_told(unit, before):
        unit.role = "figure"
    elif before.text in ("is", "a") and at > 1 and row[at - 2].role == "he":
        unit.role = "age"
    elif unit.value == 0 and after.role not in ("child", "adult", "person", "end"):
        unit.role = "figure"
    elif unit.value == 1 and (
        _is_a(unit, before, after) or after.role in _NO_ONE or after.text.endswith("aine") or _is_big(row, at)
    ):
        unit.role = "the"


def _is_but(row: list[Unit], at: int) -> bool:
    """ "pa 3 mé 2": "mais", where a number stands before it."""
    return (
        row[at + 1].role == "number" and any(unit.role == "number" for unit in row[:at]) if at + 1 < len(row) else False
    )


def _is_a(unit: Unit, before: Unit, after: Unit) -> bool:
    """ "un" before anything but a person or an end is no number: "un est handicapé"."""
    return not unit.text.isdigit() and before.role != "start" and after.role in ("be", "the", "he", "come", "may", "my")


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
    elif (before.role in joins | {"person", "word"} and after.role in joins) or unit.text == "+":
        unit.role = "and"
    else:
        unit.role = "notmore" if before.role not in ("be", "we") else "filler"


def _size(unit: Unit, before: Unit, after: Unit) -> None:
    """ "grande soeur" and "grand mère" are adults, "petite fille" and "grande fille" one child."""
    if before.role in ("adult", "child") and unit.text in _DESCRIBING:
        unit.role = "filler"
    elif unit.role == "big" and after.role in ("adult", "person"):
        unit.role, after.role = "filler", "adult"
    elif (unit.role in ("last", "big") or unit.text in _LITTLE) and after.role in ("child", "adult", "last"):
        after.many |= unit.many and before.role in ("number", "my", "the")
        unit.role = "filler"
