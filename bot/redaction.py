"""Takes out of a line what no log may hold: phone numbers, account numbers, tokens, passwords, long texts."""

import re
from collections.abc import Iterable

LONGEST_SENTENCE = 200
MOST_WORDS = 4

_PATTERNS = tuple(
    (re.compile(pattern), mask)
    for pattern, mask in (
        (r"\d{6,}:[A-Za-z0-9_-]{5,}", "[token]"),
        (r"(?<=://)[^/\s@]+@", "[login]@"),
        (r"(?:\+|%2[Bb]|(?<!\d)00)\(?[1-9](?:(?:[ .()/-]|%20|\u00a0|\u202f){0,2}\d){6,14}", "[number]"),
        (r"(?<!\d)0[1-9](?:(?:[ ./-]|%20|\u00a0|\u202f)?\d\d){4}(?!\d)", "[number]"),
        (r"(?<![0-9A-Za-z.])\d{7,}(?![0-9A-Za-z])", "[number]"),
    )
)


class Redaction:
    """Knows the secrets of this process by heart, and the shape of what else is nobody's business."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def masked(self, text: str) -> str:
        """`text` without secrets and numbers that could reach someone."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        for pattern, mask in _PATTERNS:
            text = pattern.sub(mask, text)
        return text

    def cut(self, text: str) -> str:
        """As `masked`, and never longer than a sentence."""
        masked = self.masked(text)
        rest = len(masked) - LONGEST_SENTENCE
        return masked if rest <= 0 else f"{masked[:LONGEST_SENTENCE]}[+{rest}]"

    def brief(self, text: str) -> str:
        """As `cut`, for a value that should be a name or a figure: one of many words is only counted."""
        words = len(text.split())
        return f"[{words} words]" if words > MOST_WORDS else self.cut(text)
