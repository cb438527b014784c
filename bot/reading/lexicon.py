"""Loads the lexicons: for each language its spellings, numbers, empty words and phrases."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.reading.normalise import clean, fold
from bot.reading.phrases import GAP, Phrases
from bot.reading.spelling import sound
from bot.reading.tokens import tokenise

LANGUAGES = ("fr", "en", "tr", "ar", "ary-Latn", "ro")
SIGNS = "signs"
_ALARMS = ("urgent.", "stop", "idiom", "joking")
_SHORTEST_SOUND = 3


@dataclass(frozen=True)
class Lexicon:
    """One language as data.

    `joined` are pairs often written as one ("m'a", "ma"); `alike` are short words that are taken for each other.
    `heads` are little words written stuck to the next one ("jarrive", "واطفالي"); `shy` are words trusted only
    when the rest of the text is in this language ("la" is no in Darija, an article in French).
    """

    language: str
    spelling: dict[str, tuple[str, ...]]
    joined: dict[tuple[str, ...], str]
    alike: dict[str, tuple[str, ...]]
    numbers: dict[str, int]
    fillers: frozenset[str]
    heads: tuple[str, ...]
    shy: frozenset[str]
    phrases: Phrases
    alarms: Phrases
    vocabulary: frozenset[str]
    by_letter: dict[str, list[str]]
    by_sound: dict[str, tuple[str, ...]]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language of `LANGUAGES`, or of the signs that belong to none; read once."""
    source = tomllib.loads((files("bot.reading.lexicons") / f"{language}.toml").read_text("utf-8"))
    spelling = _spelling(source.get("spelling", {}))
    joined = {tuple(plain(apart).split()): plain(one) for apart, one in source.get("joined", {}).items()}
    phrases, alarms, words = _compile(source["phrases"], spelling, joined)
    fillers = frozenset(_plain_words(source.get("fillers", ())))
    numbers = {plain(word): int(value) for word, value in source.get("numbers", {}).items()}
    vocabulary = frozenset(words | fillers | set(numbers))
    return Lexicon(
        language=language,
        spelling=spelling,
        joined=joined,
        alike={plain(word): tuple(_plain_words(others)) for word, others in source.get("alike", {}).items()},
        numbers=numbers,
        fillers=fillers,
        heads=tuple(source.get("heads", ())),
        shy=frozenset(_plain_words(source.get("shy", ()))),
        phrases=phrases,
        alarms=alarms,
        vocabulary=vocabulary,
        by_letter=_by_letter(vocabulary - set(numbers)),
        by_sound=_by_sound(vocabulary - set(numbers)) if language == "fr" else {},
    )


def plain(text: str) -> str:
    """The one spelling in which texts and lexicons are compared."""
    return fold(clean(text))


def join(row: Sequence[str], joined: dict[tuple[str, ...], str]) -> list[str]:
    """The row with each pair that is often written as one word made that word."""
    result: list[str] = []
    for word in row:
        if result and (result[-1], word) in joined:
            result[-1] = joined[result[-1], word]
        else:
            result.append(word)
    return result


def _spelling(source: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """What a spelling stands for, itself spelt out: "svp" is "s'il vous plaît" is "se il vous plait"."""
    short = {plain(seen): tuple(plain(meant).split()) for seen, meant in source.items()}
    return {plain(seen): tuple(_row(meant, short, {})) for seen, meant in source.items()}


def _compile(
    source: dict[str, list[str]], spelling: dict[str, tuple[str, ...]], joined: dict[tuple[str, ...], str]
) -> tuple[Phrases, Phrases, set[str]]:
    words: set[str] = set()
    phrases, alarms = Phrases(), Phrases()
    for concept, written in source.items():
        for phrase in written:
            row = _row(phrase, spelling, joined)
            (alarms if concept.startswith(_ALARMS) else phrases).add(row, concept)
            words.update(word for word in row if word[-1] not in "~*>")
    return phrases, alarms, words


def _row(phrase: str, spelling: dict[str, tuple[str, ...]], joined: dict[tuple[str, ...], str]) -> list[str]:
    row: list[str] = []
    for token in tokenise(plain(phrase)):
        if token.text == "~":
            row[-1] += "~"
        elif token.text == GAP:
            row.append(GAP)
        elif token.kind != "mark" or token.text == "+":
            row.extend(spelling.get(token.text, (token.text,)))
    return join(row, joined)


def _plain_words(written: Iterable[str]) -> list[str]:
    return [plain(word) for word in written]


def _by_letter(vocabulary: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(vocabulary):
        groups[word[0]].append(word)
    return dict(groups)


def _by_sound(vocabulary: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(vocabulary):
        if len(word) >= _SHORTEST_SOUND and word.isascii():
            groups[sound(word)].append(word)
    return {key: tuple(alike) for key, alike in groups.items() if len(key) > 1}
