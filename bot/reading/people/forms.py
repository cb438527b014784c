"""Numbers of people as in a form: "2 A et 1 E", "adultes : 2, enfants : 3"."""

from itertools import pairwise

from bot.reading.people.words import Unit


def filled_in(row: list[Unit]) -> list[Unit]:
    """The same parts, in the order and with the names of a sentence."""
    _letters(row)
    return _turned(row)


def _letters(row: list[Unit]) -> None:
    """ "2 A et 1 E" are adults and children, as "2a 1e" are."""
    after = {unit.text: unit for number, unit in pairwise(row) if number.role == "number" and unit.text in ("a", "e")}
    if len(after) > 1:
        for unit in row:
            unit.role = "comma" if unit.text == "." else unit.role
        after["a"].role, after["e"].role = "adult", "child"


def _turned(row: list[Unit]) -> list[Unit]:
    """ "adultes : 2, enfants : 3" as "2 adultes, 3 enfants": in a form the number follows."""
    bare = [unit for unit in row if unit.text not in (":", "=")]
    nouns = [at for at, unit in enumerate(bare) if unit.role in ("adult", "child", "big")]
    form = len(nouns) > 1 and all(at + 1 < len(bare) and bare[at + 1].role == "number" for at in nouns)
    if not form or nouns[0] or bare[-1].role != "number":
        return row
    for at in nouns:
        bare[at], bare[at + 1] = bare[at + 1], bare[at]
    return bare
