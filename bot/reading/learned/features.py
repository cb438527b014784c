"""What a text shows to the learned ear: its words as spelt and as they sound, their classes of sense, their letters."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.reading.spelling import sound
from bot.reading.tokens import Token
from bot.reading.vocabulary import Classes, classes_of

_GRAMS = (3, 4, 5)
_LONGEST, _MOST, _MOST_CLASSES = 40, 60, 2
_UNKNOWN = ("?",)
_TELLING_MARKS = "?!+"


class Shown(NamedTuple):
    """What a text shows by itself, and what it shows as an answer to its question; short strings."""

    itself: set[str]
    answering: set[str]


def features(tokens: Sequence[Token], asked: str, language: str) -> Shown:
    """Every feature of a text in a language of the vocabulary."""
    shown = [token for token in tokens if token.kind != "mark" or token.text in _TELLING_MARKS][:_MOST]
    plain = [_written(token) for token in shown]
    heard = [sound(token.text) if token.kind == "word" else _written(token) for token in shown]
    words = [token.text.rstrip("'") for token in shown if token.kind == "word"]
    senses = [_classes(token, language) for token in shown]
    itself = {f"n:{min(len(shown), 9)}", f"l:{language}"}
    itself.update(_rows("w", plain), _rows("s", heard), _senses(senses), _letters(words))
    answering = {f"a:{asked}", *[f"w|{asked}|{word}" for word in plain]}
    answering.update([f"k|{asked}|{one}" for classes in senses for one in classes])
    if heard:
        itself.update((f"f:{heard[0]}", f"z:{heard[-1]}"))
        answering.add(f"f|{asked}|{heard[0]}")
    return Shown(itself, answering)


def _rows(mark: str, words: list[str]) -> list[str]:
    return [
        *[f"{mark}:{word}" for word in words],
        *[f"{mark}2:{one} {other}" for one, other in pairwise(["^", *words, "$"])],
        *[f"{mark}3:{one} * {other}" for one, other in zip(words, words[2:], strict=False)],
    ]


def _senses(row: list[Classes]) -> list[str]:
    """Classes alone, side by side, and with one word between."""
    framed = [("^",), *[classes[:_MOST_CLASSES] for classes in row], ("$",)]
    first = [classes[0] for classes in framed]
    known = [classes[0] for classes in row if classes is not _UNKNOWN]
    return [
        *[f"k:{one}" for classes in row for one in classes],
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


def _letters(words: list[str]) -> list[str]:
    framed = [f"^{word[:_LONGEST]}$" for word in words]
    return [word[at : at + size] for word in framed for size in _GRAMS for at in range(len(word) - size + 1)]


def _classes(token: Token, language: str) -> Classes:
    if token.kind == "word":
        return classes_of(token.text.rstrip("'"), language)[: _MOST_CLASSES + 1] or _UNKNOWN
    return (token.text if token.kind in ("mark", "sign") else f"<{token.kind}>",)


def _written(token: Token) -> str:
    if token.kind in ("word", "mark", "sign"):
        return token.text
    return token.text if token.kind == "number" and len(token.text) < 3 else f"<{token.kind}>"
