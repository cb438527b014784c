"""Number words written as figures: "vingt cinq minutes" is "25 minutes"."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.reading.normalise import plain
from bot.reading.tables import tables

_HOME = "fr"
_NAMES = {"ary-Latn": "ary", "ary": "ary", "prs": "fa"}
_TEN = 10


def in_figures(text: str, language: str) -> str:
    """The folded text with the number words of its language, else of French, as figures."""
    values, pattern = _of(_NAMES.get(language, language))
    return pattern.sub(lambda found: str(_value(found, values)), text)


def _value(found: re.Match[str], values: Mapping[str, int]) -> int:
    return values[found["word"]] if found["word"] else values[found["ten"]] + values[found["unit"]]


@cache
def _of(language: str) -> tuple[Mapping[str, int], re.Pattern[str]]:
    listed = tables(plain((files("bot.reading") / "lexicons" / "figures.toml").read_text("utf-8")))
    rows = listed.get(language) or listed[_HOME]
    values = {word: int(value) for value, words in rows.items() for word in words}
    words = "|".join(sorted(values, key=len, reverse=True))
    tens = "|".join(word for word, value in values.items() if value > _TEN and value % _TEN == 0) or "$^"
    units = "|".join(word for word, value in values.items() if value < _TEN)
    pair = rf"(?P<ten>{tens})[ -](?:et )?(?P<unit>{units})"
    return values, re.compile(rf"(?<![^\W_])(?:{pair}|(?P<word>{words}))(?![^\W_])")
