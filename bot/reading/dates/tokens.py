"""A typed line cut into the words, figures and marks that a date phrase is made of."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from bot.reading.dates.calendar_words import MONTHS, WEEKDAYS, Tag, phrases

LONGEST_LINE: Final = 2000
IMPOSSIBLE: Final = 99
_SILENT_MARKS: Final = ".'\"()[]«»!?*_"


@dataclass(frozen=True)
class Token:
    """One word, figure or mark; `start` and `end` are its place in the folded line."""

    tag: Tag
    values: tuple[int, ...]
    start: int
    end: int
    text: str

    @property
    def value(self) -> int:
        """The first value: the weekday, the month, the number."""
        return self.values[0]

    @property
    def figures(self) -> bool:
        """Whether it was typed in figures rather than in words."""
        return self.text[:1].isdigit()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "’‘`´":
        return "'"
    if unicodedata.category(character) == "Pd" or character in "→−":
        return "-"
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    base = unicodedata.normalize("NFKD", character).casefold()[:1]
    return base if base else " "


def fold(text: str) -> str:
    """The text in lower case without accents, one character for each of `text` (which should be NFC)."""
    return "".join(map(_fold_character, text))


def tokens(text: str) -> list[Token]:
    """The tokens of an NFC text, in order; blanks and the marks that say nothing of a date are dropped."""
    found = _in_context(list(_scan(fold(text[:LONGEST_LINE]))))
    return [token for token in found if token.tag is not Tag.MARK or token.text not in _SILENT_MARKS]


_MONTH_START: Final = r"(?:janv|fev|mars|avr|mai\b|juin|juil|aou|sept|oct|nov|dec)"
_NAMED_AFTER_A_DAY: Final = (
    r"(?:rue|place|avenue|av|boulevard|bd|square|salle|stade|quai|cite|allee|college|lycee|ecole|gymnase|parc|centre)"
    rf"\s+(?:du\s+)?(?:\d{{1,2}}(?:er)?|onze|huit|quatorze|premier)\s+{_MONTH_START}[a-z]*(?:\s+\d{{4}}\b)?"
)
_NOT_MINUTES: Final = (
    rf"(?!\d)(?!\s*(?:[/.]\d|pers|place|enf|adul|par|fam|fois|seance|session|rencontre|{_MONTH_START}))"
)
_RULES: Final = {
    "instant": r"(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})t(?P<ih>\d{2}):(?P<imi>\d{2})(?::\d{2})?(?:\.\d+)?"
    r"(?:z|(?P<oh>[+-]\d{2}):?(?P<om>\d{2}))",
    "iso": r"(?P<y>\d{4})[-/](?P<m>\d{2})[-/](?P<d>\d{2})(?:t(?=\d\d:))?(?!\d)",
    "full": r"(?P<fd>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<fm>\d{1,2})\s?(?P=sep)\s?(?P<fy>\d{4}|\d{2})(?![\dh:])",
    "short": r"(?P<sd>\d{1,2})(?:/|\.(?=(?:0[1-9]|1[0-2])(?!\d))|-(?=0\d(?!\d)))(?P<sm>\d{1,2})"
    rf"(?!\d|[/:]|\s?h(?![a-z])|\s*{_MONTH_START})",
    "hour": r"(?P<h>\d{1,2})(?:\s?h(?:eures?|rs?)?(?![a-z])|:(?=\d\d)|\.(?=(?:00|15|30|45)(?!\d)))"
    rf"(?:(?P<mi>\d{{2}})(?!\d)|\s(?P<late>[0-5][05]){_NOT_MINUTES})?(?:\s?mi?n(?![a-z]))?(?::00)?",
    "nth": r"(?P<n>\d{1,2})(?:ers?|ier|°|emes?|nde?|e)(?![a-z])",
    "named": _NAMED_AFTER_A_DAY,
}
_FIGURES: Final[dict[str, tuple[Tag, tuple[str, ...]]]] = {
    "iso": (Tag.DATE, ("d", "m", "y")),
    "full": (Tag.DATE, ("fd", "fm", "fy")),
    "short": (Tag.DATE, ("sd", "sm")),
    "nth": (Tag.ORDINAL, ("n",)),
    "number": (Tag.NUMBER, ("number",)),
}
# Words of at least this length are recognised with one letter wrong; shorter ones resemble too many others.
_FORGIVEN_LENGTH: Final = 5
_FORGIVEN: Final = (
    *((name, Tag.WEEKDAY, index) for index, name in enumerate(WEEKDAYS)),
    *((name, Tag.MONTH, index) for index, name in enumerate(MONTHS, start=1) if len(name) > _FORGIVEN_LENGTH),
    ("demain", Tag.OFFSET, 1),
)


@cache
def _lexicon() -> dict[str, tuple[Tag, int]]:
    return phrases()


@cache
def _pattern() -> re.Pattern[str]:
    known = sorted(_lexicon(), key=len, reverse=True)
    spaced = "|".join(re.escape(phrase).replace(r"\ ", r"[\s'-]+") for phrase in known)
    rules = [f"(?P<{name}>{rule})" for name, rule in _RULES.items()]
    rules += [rf"(?P<phrase>(?:{spaced})(?![a-z0-9]))", r"(?P<number>\d+)", r"(?P<word>[^\W\d_]+)", r"(?P<mark>\S)"]
    return re.compile("|".join(rules))


def _scan(folded: str) -> Iterator[Token]:
    for match in _pattern().finditer(folded):
        tag, values = _meaning(match)
        yield Token(tag, values, match.start(), match.end(), match.group())


def _meaning(match: re.Match[str]) -> tuple[Tag, tuple[int, ...]]:
    name = match.lastgroup or "mark"
    if name in _FIGURES:
        tag, groups = _FIGURES[name]
        return tag, tuple(int((match[group] or "0")[-6:]) for group in groups)
    if name == "phrase":
        tag, value = _lexicon()[re.sub(r"[\s'-]+", " ", match.group())]
        return tag, (value, 0) if tag is Tag.CLOCK else (value,)
    if name == "instant":
        moment = tuple(int(match[group]) for group in ("iy", "im", "id", "ih", "imi"))
        return Tag.INSTANT, (*moment, _minutes_east(match["oh"] or "+00", match["om"] or "00"))
    if name == "hour":
        hour = int(match["h"])
        return Tag.CLOCK, (hour if hour < 24 else IMPOSSIBLE, int(match["mi"] or match["late"] or 0))
    return _misspelt(match.group()) if name == "word" else (Tag.WORD if name == "named" else Tag.MARK, ())


def _minutes_east(hours: str, minutes: str) -> int:
    return int(hours) * 60 + int(f"{hours[0]}{minutes}")


@lru_cache(maxsize=4096)
def _misspelt(word: str) -> tuple[Tag, tuple[int, ...]]:
    if len(word) >= _FORGIVEN_LENGTH:
        for name, tag, value in _FORGIVEN:
            if word[0] == name[0] and OSA.distance(word, name, score_cutoff=1) <= 1:
                return tag, (value,)
    return Tag.WORD, ()


def _in_context(found: list[Token]) -> list[Token]:
    """Settles the words that are a weekday or a month only beside certain others: "mer", "mar", "sept"."""
    around: list[Token | None] = [None, *found, None, None]
    return [_settled(token, around[place], around[place + 2], around[place + 3]) for place, token in enumerate(found)]


def _settled(token: Token, before: Token | None, after: Token | None, later: Token | None) -> Token:
    follower = later if after and after.text == "." else after
    if token.text == "sept" and before and before.tag in (Tag.NUMBER, Tag.ORDINAL) and before.figures:
        return replace(token, tag=Tag.MONTH, values=(9,))
    if token.tag is not Tag.SHORT_WEEKDAY:
        return token
    if token.text == "mar" and before and before.tag in (Tag.NUMBER, Tag.ORDINAL):
        return replace(token, tag=Tag.MONTH, values=(3,))
    return replace(token, tag=Tag.WEEKDAY if _is_day_name(before, after, follower) else Tag.WORD)


_BESIDE_A_DAY_NAME: Final = (
    *(Tag.NUMBER, Tag.ORDINAL, Tag.DATE, Tag.CLOCK, Tag.PART, Tag.NEXT, Tag.FOLLOWING, Tag.WEEKS_ON, Tag.COMING),
    *(Tag.AT, Tag.AND, Tag.OR, Tag.TO, Tag.MARK),
)


def _is_day_name(before: Token | None, after: Token | None, follower: Token | None) -> bool:
    if before and before.text in ("la", "l", "de", "un", "en", "au", "avec"):
        return False
    return follower is None or follower.tag in _BESIDE_A_DAY_NAME or (after is not None and after.text == ".")
