"""What a text shows to the learned ear: its words as spelt and as they sound, their classes of sense, their letters."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.reading.courtesies import core
from bot.reading.spelling import sound
from bot.reading.tokens import Token
from bot.reading.vocabulary import Classes, classes_of

_GRAMS = (3, 4, 5)
_LONGEST, _MOST, _MOST_CLASSES = 40, 60, 2
_UNKNOWN = ("?",)
_TELLING_MARKS = "?!+"
_REMEMBERED = 8192
Features = tuple[str, ...]


class Shown(NamedTuple):
    """What a text shows: each of its words, its words side by side, and all that as an answer to its question."""

    words: list[Features]
    together: list[str]
    answering: list[str]

    def itself(self) -> list[str]:
        """All that it shows whatever was asked."""
        return [one for word in self.words for one in word] + self.together


class _Word(NamedTuple):
    """A token as it is written, as it sounds, and the classes it may belong to; `shows` is all that together."""

    written: str
    heard: str
    classes: Classes
    few: Classes
    shows: Features


def features(tokens: Sequence[Token], asked: str, language: str) -> Shown:
    """Every feature of a text in a language of the vocabulary; the courtesies around it show nothing."""
    telling = [one for one in core(tokens, language) if one.kind != "mark" or one.text in _TELLING_MARKS]
    words = [_word(token, language) for token in telling[:_MOST]]
    together = [f"n:{min(len(words), 9)}", f"l:{language}"]
    together += _rows("w", [word.written for word in words]) + _rows("s", [word.heard for word in words])
    together += _senses(words)
    answering = [f"a:{asked}", *[f"w|{asked}|{word.written}" for word in words]]
    answering += [f"k|{asked}|{one}" for word in words for one in word.classes]
    if words:
        together += (f"f:{words[0].heard}", f"z:{words[-1].heard}")
        answering.append(f"f|{asked}|{words[0].heard}")
    return Shown([word.shows for word in words], together, answering)


@lru_cache(_REMEMBERED)
def _word(token: Token, language: str) -> _Word:
    written, classes = _written(token), _classes(token, language)
    heard = sound(token.text) if token.kind == "word" else written
    letters = _letters(token.text.rstrip("'")) if token.kind == "word" else ()
    shows = (f"w:{written}", f"s:{heard}", *[f"k:{one}" for one in classes], *letters)
    return _Word(written, heard, classes, classes[:_MOST_CLASSES], shows)


def _rows(mark: str, words: list[str]) -> list[str]:
    """Words side by side, and with one between."""
    return [
        *[f"{mark}2:{one} {other}" for one, other in pairwise(["^", *words, "$"])],
        *[f"{mark}3:{one} * {other}" for one, other in zip(words, words[2:], strict=False)],
    ]


def _senses(row: list[_Word]) -> list[str]:
    """Classes side by side, with one word between, and in threes."""
    framed = [("^",), *[word.few for word in row], ("$",)]
    first = [classes[0] for classes in framed]
    known = [word.classes[0] for word in row if word.classes is not _UNKNOWN]
    return [
        *[f"k2:{one} {other}" for ones, others in pairwise(framed) for one in ones for other in others],
        *[
            f"k3:{one} {other}"
            for ones, others in zip(framed, framed[2:], strict=False)
            for one in ones
            for other in others
        ],
        *[f"kt:{one} {other} {third}" for one, other, third in zip(first, first[1:], first[2:], strict=False)],
        *[f"kd:{one} {other}" for one, other in pairwise(known)],
    ]


def _letters(word: str) -> Features:
    framed = f"^{word[:_LONGEST]}$"
    return tuple([framed[at : at + size] for size in _GRAMS for at in range(len(framed) - size + 1)])


def _classes(token: Token, language: str) -> Classes:
    if token.kind == "word":
        return classes_of(token.text.rstrip("'"), language)[: _MOST_CLASSES + 1] or _UNKNOWN
    return (token.text if token.kind in ("mark", "sign") else f"<{token.kind}>",)


def _written(token: Token) -> str:
    if token.kind in ("word", "mark", "sign"):
        return token.text
    return token.text if token.kind == "number" and len(token.text) < 3 else f"<{token.kind}>"
