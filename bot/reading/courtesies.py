"""The polite words around a reply, taken off before it is understood: they turn no no into a yes and hide no stop."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from bot.reading.tables import tables
from bot.reading.tokens import Token, tokenise
from bot.reading.vocabulary import classes_of

_AT_THE_START, _AT_THE_END = frozenset({"greet", "please"}), frozenset({"greet", "please", "thanks", "bye"})
_SAYS_NOTHING_ELSE = frozenset({"greet", "please", "thanks", "bye", "ok", "good", "very", "receive"})
_MARKS = ".,!;\n-*~"


def core(tokens: Sequence[Token], language: str) -> Sequence[Token]:
    """The tokens without the courtesies at both ends; all of them where little else is said."""
    start, end = 0, len(tokens)
    while start < end and (size := _courtesy(tokens, start, end, language)):
        start += size
    while start < end and (size := _courtesy_before(tokens, start, end, language)):
        end -= size
    left = tokens[start:end]
    return left if len(left) < len(tokens) and _says_something(left, language) else tokens


def _courtesy(tokens: Sequence[Token], start: int, end: int, language: str) -> int:
    """How many tokens of courtesy begin here."""
    for size in _sizes("start", end - start):
        if _written(tokens[start : start + size]) in _phrases("start"):
            return size
    return int(_is_mark(tokens[start]) or _is_one_of(tokens[start], language, _AT_THE_START))


def _courtesy_before(tokens: Sequence[Token], start: int, end: int, language: str) -> int:
    """How many tokens of courtesy end here; a question mark and an emoji stay, they say something."""
    for size in _sizes("end", end - start):
        if _written(tokens[end - size : end]) in _phrases("end"):
            return size
    return int(_is_mark(tokens[end - 1]) or _is_one_of(tokens[end - 1], language, _AT_THE_END))


def _says_something(left: Sequence[Token], language: str) -> bool:
    return any(
        token.kind not in ("mark", "sign") and not _is_one_of(token, language, _SAYS_NOTHING_ELSE) for token in left
    )


def _is_mark(token: Token) -> bool:
    return token.kind == "mark" and token.text in _MARKS


def _is_one_of(token: Token, language: str, classes: frozenset[str]) -> bool:
    return token.kind == "word" and not classes.isdisjoint(classes_of(token.text.rstrip("'"), language)[:1])


def _written(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple([token.text for token in tokens])


def _sizes(edge: str, most: int) -> range:
    return range(min(most, _longest(edge)), 1, -1)


@cache
def _longest(edge: str) -> int:
    return max(map(len, _phrases(edge)))


@cache
def _phrases(edge: str) -> frozenset[tuple[str, ...]]:
    text = (files("bot.reading") / "lexicons" / "courtesies.toml").read_text("utf-8")
    return frozenset(_written(tokenise(phrase)) for phrase in tables(text)[edge]["words"])
