"""Keeps names and numbers whole inside a text that is written from right to left."""

import re

_OPEN, _CLOSE = "\u2068", "\u2069"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ISOLATED = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})")
_FOREIGN = re.compile(r"[0-9A-Za-z]+(?:[ :.,'’-]+[0-9A-Za-z]+)*")


def plain_value(text: str) -> str:
    """One line without direction marks: a typed name can neither break a line nor turn a text round."""
    return " ".join(_CONTROLS.sub("", text).split())


def isolate(value: str) -> str:
    """The value as an island of its own direction (U+2068 to U+2069); nothing around nothing."""
    return f"{_OPEN}{value}{_CLOSE}" if value else value


def isolate_numbers(text: str) -> str:
    """Isolates the numbers and Latin words that stand in the sentence itself, values left as they are."""
    pieces = _ISOLATED.split(text)
    pieces[::2] = [_FOREIGN.sub(lambda found: isolate(found[0]), piece) for piece in pieces[::2]]
    return "".join(pieces)
