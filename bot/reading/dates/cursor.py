"""A place in a list of tokens, moved forward by what is recognised there and back by what is not."""

from collections.abc import Callable
from typing import TypeVar

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.tokens import Token

T = TypeVar("T")


class Cursor:
    """Walks over tokens; `at` is the index of the next one."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The token so many places further, or None past either end."""
        place = self.at + ahead
        return self._tokens[place] if 0 <= place < len(self._tokens) else None

    def sees(self, *tags: Tag, ahead: int = 0) -> bool:
        """Whether the token there bears one of these tags."""
        token = self.peek(ahead)
        return token is not None and token.tag in tags

    def sees_text(self, *texts: str, ahead: int = 0) -> bool:
        """Whether the token there reads exactly so."""
        token = self.peek(ahead)
        return token is not None and token.text in texts

    def take(self, *tags: Tag) -> Token | None:
        """The next token, stepped over, if it bears one of these tags."""
        if not self.sees(*tags):
            return None
        self.at += 1
        return self._tokens[self.at - 1]

    def take_text(self, *texts: str) -> Token | None:
        """The next token, stepped over, if it reads exactly so."""
        if not self.sees_text(*texts):
            return None
        self.at += 1
        return self._tokens[self.at - 1]

    def attempt(self, rule: Callable[["Cursor"], T | None]) -> T | None:
        """What `rule` recognises here; where it recognises nothing the cursor has not moved."""
        origin = self.at
        found = rule(self)
        if found is None:
            self.at = origin
        return found

    def first_of(self, *rules: Callable[["Cursor"], T | None]) -> T | None:
        """What the first of `rules` to succeed recognises here."""
        for rule in rules:
            found = self.attempt(rule)
            if found is not None:
                return found
        return None
