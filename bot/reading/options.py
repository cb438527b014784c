"""The lines of a list we sent, and the words by which somebody can name one: its day, its hour, any word of its own."""

from collections.abc import Sequence
from functools import lru_cache
from re import Match
from re import compile as pattern

from bot.reading.mentions import Mentions, pieces
from bot.reading.normalise import clean, fold
from bot.reading.tokens import Token, tokenise

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
WEEKEND = ("saturday", "sunday")
_NOON, _EVENING, _DAY_ENDS = 12, 17, 24
_HOUR = pattern(r"(\d{1,2})\s?(?:h\D*|:)([0-5]\d)?$")
_NUMBER = pattern(r"(?:^|(?<=[\s,;:.?!]))(\d)\s?(?:[).:\-]\s*|\s)")
_LONG_WORD = 4


def listed(sms: str) -> tuple[str, ...]:
    """The lines of the list in a message, "1 mardi 14h, 2 jeudi 18h" or "1) … 2) …"; none where there is no list."""
    starts: list[Match[str]] = []
    for found in _NUMBER.finditer(sms):
        if int(found[1]) == len(starts) + 1:
            starts.append(found)
    ends = [*(one.start() for one in starts[1:]), len(sms)]
    lines = [sms[one.end() : end].strip(" ,;.\n") for one, end in zip(starts, ends, strict=False)]
    return tuple(lines) if len(lines) > 1 else ()


@lru_cache(256)
def named_by(options: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """For each line what can be said of it."""
    return tuple([_said_of(pieces(tokenise(fold(clean(option))))) for option in options])


def hour_of(token: Token) -> str | None:
    """The hour of a token as HH:MM."""
    found = _HOUR.match(token.text) if token.kind == "hour" else None
    return f"{int(found[1]):02}:{found[2] or '00'}" if found and int(found[1]) < _DAY_ENDS else None


def _said_of(tokens: Sequence[Token]) -> frozenset[str]:
    mentions = Mentions(tokens)
    days = {span.concept for span in mentions.found("days")}
    hours = {hour for token in tokens if (hour := hour_of(token))}
    words = {token.text for token in tokens if token.kind == "word" and len(token.text) >= _LONG_WORD}
    numbers = {token.text for token in tokens if token.kind == "number"}
    parts = {_part(int(hour[:2])) for hour in hours} or {span.concept for span in mentions.found("parts")}
    spans = {span for span, days_of in (("week", WEEK), ("weekend", WEEKEND)) if not days.isdisjoint(days_of)}
    return frozenset(days | hours | words | numbers | parts | spans)


def _part(hour: int) -> str:
    return "morning" if hour < _NOON else "afternoon" if hour < _EVENING else "evening"
