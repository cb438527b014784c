"""How a word sounds in French, and which known words a misspelt one may stand for."""

import re
from collections.abc import Sequence
from functools import lru_cache

_LETTERS = (
    ("ph", "f"), ("qu", "k"), ("q", "k"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("ch", "\0"), ("c", "k"),
    ("ge", "je"), ("gi", "ji"), ("gy", "jy"), ("eau", "o"), ("au", "o"),
)  # fmt: skip
_ENDING = re.compile(r"(?:er|ez|ais|ait|aient|ees?)$", re.MULTILINE)
_VOWELS = (
    ("ai", "\1"), ("ei", "\1"), ("ay", "\1"), ("\1", "e"), ("oi", "wa"), ("oua", "wa"), ("y", "i"), ("z", "s"),
    ("h", ""), ("\0", "ch"),
)  # fmt: skip
"""A sign that no word holds stands for what later pairs must leave alone."""
_REMEMBERED = 8192
_SHORTEST_GUESS, _LONG_WORD, _LONGEST_WORD = 5, 8, 24


@lru_cache(_REMEMBERED)
def sound(word: str) -> str:
    """A key that French words share when they are pronounced alike: "finalemen", "finalement"."""
    return _heard(word)[0]


def sounds(words: Sequence[str]) -> list[str]:
    """The keys of many words at once, in order."""
    return _heard("\n".join(words))


def _heard(lines: str) -> list[str]:
    for written, heard in _LETTERS:
        lines = lines.replace(written, heard)
    lines = _ENDING.sub("e", lines)
    for written, heard in _VOWELS:
        lines = lines.replace(written, heard)
    for letter in set(lines).difference("\n"):
        lines = lines.replace(letter * 2, letter)
    return [_voiced(word) for word in lines.split("\n")]


def _voiced(word: str) -> str:
    """Without the end that is not spoken; two letters always stay."""
    spoken = word[:2] + word[2:].rstrip("stxd")
    return spoken[:-1] if len(spoken) > 2 and spoken[-1] == "e" else spoken


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word one slip away (two in a long word), or None; short words are never guessed."""
    if not known or not _SHORTEST_GUESS <= len(word) <= _LONGEST_WORD:
        return None
    from rapidfuzz import process  # noqa: PLC0415 - slow to load, and many texts are spelt well
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    slips = 1 if len(word) < _LONG_WORD else 2
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else None
