"""How a word sounds in French, and which known words a misspelt one may stand for."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_RULES = tuple(
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        ("ph", "f"), ("qu?|k", "k"), ("c(?=[eiy])", "s"), ("c(?!h)", "k"), ("g(?=[eiy])", "j"),
        ("eau|au", "o"), ("(?:er|ez|ais|ait|aient|ees?)$", "e"), ("ai|ei|ay", "e"), ("oi|oua", "wa"), ("y", "i"),
        ("z", "s"), (r"(?<!c)h", ""), (r"(.)\1", r"\1"), ("(?<=..)[stxd]+$", ""), ("(?<=..)e$", ""),
    )
)  # fmt: skip
_SHORTEST_GUESS, _LONG_WORD, _LONGEST_WORD = 5, 8, 24


@lru_cache(1 << 15)
def sound(word: str) -> str:
    """A key that French words share when they are pronounced alike: "finalemen", "finalement"."""
    for pattern, heard in _RULES:
        word = pattern.sub(heard, word)
    return word


def sounds(words: Sequence[str]) -> list[str]:
    """The keys of many words at once, in order."""
    return sound("\n".join(words)).split("\n")


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word one slip away (two in a long word), or None; short words are never guessed."""
    if not _SHORTEST_GUESS <= len(word) <= _LONGEST_WORD:
        return None
    slips = 1 if len(word) < _LONG_WORD else 2
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else None
