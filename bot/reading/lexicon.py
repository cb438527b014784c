"""Loads the lexicons: for each language its spellings, numbers, empty words and phrases."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise
from os import path

from bot.reading.normalise import plain
from bot.reading.phrases import GAP, Phrases
from bot.reading.spelling import sounds
from bot.reading.tables import tables
from bot.reading.tokens import tokenise

LANGUAGES = ("fr", "en", "tr", "ar", "ary-Latn", "ro")
SIGNS = "signs"
_ALARMS = ("urgent.", "stop", "idiom", "joking")
_SHORTEST_SOUND = 3
_FOLDER = path.join(path.dirname(__file__), "lexicons")
_PLAIN_WORDS = re.compile(r"[^\W_]+'?|<\w+>|[*+]|[^\w\s?!.;,\n\-=]")
"""The pieces of a phrase without figures and stems."""
_FIGURE_OR_STEM = re.compile(r"[\d~]")
Spelling = Mapping[str, tuple[str, ...]]
Joined = Mapping[tuple[str, ...], str]


@dataclass(frozen=True)
class Lexicon:
    """One language as data.

    `joined` are pairs often written as one ("m'a", "ma"); `alike` are short words that are taken for each other.
    `heads` are little words written stuck to the next one ("jarrive", "واطفالي"); `shy` are words trusted only
    when the rest of the text is in this language ("la" is no in Darija, an article in French).
    """

    language: str
    spelling: Spelling
    joined: Joined
    alike: Spelling
    numbers: Mapping[str, int]
    fillers: frozenset[str]
    heads: Sequence[str]
    shy: frozenset[str]
    phrases: Phrases
    alarms: Phrases
    vocabulary: frozenset[str]

    @cached_property
    def by_letter(self) -> Mapping[str, Sequence[str]]:
        """The words by their first letter."""
        words = sorted(self.vocabulary - self.numbers.keys())
        return {letter: tuple(group) for letter, group in groupby(words, key=lambda word: word[0])}

    @cached_property
    def by_sound(self) -> Spelling:
        """The French words by their sound, in order; nothing in other languages."""
        if self.language != "fr":
            return {}
        known = sorted(self.vocabulary - self.numbers.keys())
        words = [word for word in known if len(word) >= _SHORTEST_SOUND and word.isascii()]
        groups: dict[str, list[str]] = defaultdict(list)
        for word, heard in zip(words, sounds(words), strict=True):
            groups[heard].append(word)
        return {key: tuple(alike) for key, alike in groups.items() if len(key) > 1}


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language of `LANGUAGES`, or of the signs that belong to none; read once."""
    with open(path.join(_FOLDER, f"{language}.toml"), encoding="utf-8") as file:
        source = tables(plain(file.read()))
    spelling = _spelling(source["spelling"])
    joined = {tuple(apart.split()): one for apart, (one,) in source["joined"].items()}
    numbers = {word: int(value) for word, (value,) in source["numbers"].items()}
    fillers = frozenset(source[""].get("fillers", ()))
    phrases, alarms, words = _compile(source["phrases"], spelling, joined)
    return Lexicon(
        language=language,
        spelling=spelling,
        joined=joined,
        alike={word: tuple(others) for word, others in source["alike"].items()},
        numbers=numbers,
        fillers=fillers,
        heads=source[""].get("heads", ()),
        shy=frozenset(source[""].get("shy", ())),
        phrases=phrases,
        alarms=alarms,
        vocabulary=fillers.union(words, numbers),
    )


def join(row: Sequence[str], joined: Joined) -> Sequence[str]:
    """The row with each pair that is often written as one word made that word."""
    if not any(pair in joined for pair in pairwise(row)):
        return row
    result: list[str] = []
    for word in row:
        if result and (result[-1], word) in joined:
            result[-1] = joined[result[-1], word]
        else:
            result.append(word)
    return result


def _spelling(source: Mapping[str, Sequence[str]]) -> Spelling:
    """What a spelling stands for, itself spelt out: "svp" is "s'il vous plaît" is "se il vous plait"."""
    short = {seen: tuple(meant.split()) for seen, (meant,) in source.items()}
    return {seen: tuple(_row(meant, short, {})) for seen, (meant,) in source.items()}


def _compile(
    source: Mapping[str, Sequence[str]], spelling: Spelling, joined: Joined
) -> tuple[Phrases, Phrases, Iterable[str]]:
    words: set[str] = set()
    phrases, alarms = Phrases(), Phrases()
    for concept, written in source.items():
        told = alarms if concept.startswith(_ALARMS) else phrases
        for phrase in written:
            row = _row(phrase, spelling, joined)
            told.add(row, concept)
            words.update(row)
    return phrases, alarms, [word for word in words if word[-1] not in "~*>"]


def _row(phrase: str, spelling: Spelling, joined: Joined) -> Sequence[str]:
    if not _FIGURE_OR_STEM.search(phrase):
        row = _PLAIN_WORDS.findall(phrase)
        if not spelling.keys().isdisjoint(row):
            row = [word for piece in row for word in spelling.get(piece, (piece,))]
    else:
        row = []
        for token in tokenise(phrase):
            if token.text == "~":
                row[-1] += "~"
            elif token.kind != "mark" or token.text in ("+", GAP):
                row.extend(spelling.get(token.text, (token.text,)))
    return join(row, joined) if joined else row
