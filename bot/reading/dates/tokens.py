"""A typed line cut into the words, figures and marks that a date phrase is made of."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from bot.reading.dates.calendar_words import MONTHS, WEEKDAYS, Tag, phrases

LONGEST_LINE: Final = 2000
IMPOSSIBLE: Final = 99


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


def scan(text: str) -> Iterator[Token]:
    """The tokens of an NFC text, in order, each read on its own."""
    for match in _pattern().finditer(fold(text[:LONGEST_LINE])):
        tag, values = _meaning(match)
        yield Token(tag, values, match.start(), match.end(), match.group())


_MONTH_START: Final = r"(?:janv|fev|mars|avr|mai\b|juin|juil|aou|sept|oct|nov|dec)"
_NAMED_AFTER_A_DAY: Final = (
    r"(?:rue|place|avenue|av|boulevard|bd|square|salle|stade|quai|cite|allee|college|lycee|ecole|gymnase|parc|centre)"
    rf"\s+(?:du\s+)?(?:\d{{1,2}}(?:er)?|onze|huit|quatorze|premier)\s+{_MONTH_START}[a-z]*(?:\s+\d{{4}}\b)?"
)
# A look-behind has one width each: "le ", "du ", "mardi ", "dimanche ", "lun ", "ma ".
_AFTER_A_DAY: Final = r"(?:(?<=\ble\s)|(?<=\bdu\s)|(?<=\bau\s)|(?<=di\s)|(?<=anche\s))"
_NOT_MINUTES: Final = (
    r"(?!\d)(?!\s?h(?![a-z])|:\d)"
    rf"(?!\s*(?:[/.]\d|pers|place|enf|adul|par|fam|fois|seance|session|rencontre|{_MONTH_START}))"
)
_RULES: Final = {
    "phone": r"0[1-9](?P<pause>[\s.-]?)\d\d(?:(?P=pause)\d\d){3}(?![\dh:])",
    "instant": r"(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})t(?P<ih>\d{2}):(?P<imi>\d{2})(?::\d{2})?(?:\.\d+)?"
    r"(?:z|(?P<oh>[+-]\d{2}):?(?P<om>\d{2}))",
    "iso": r"(?P<y>\d{4})[-/](?P<m>\d{2})[-/](?P<d>\d{2})(?:t(?=\d\d:))?(?!\d)",
    "full": r"(?P<fd>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<fm>\d{1,2})\s?(?P=sep)\s?(?P<fy>\d{4}|\d{2})(?![\dh:])",
    "spaced": r"(?<![\d/])(?<!\d\s)(?P<pd>[0-3]\d)\s(?P<pm>0[1-9]|1[0-2])\s(?P<py>20\d\d|\d\d)"
    r"(?![\dh:])(?!\s\d\d(?!\d|\s?h))",
    "after": rf"{_AFTER_A_DAY}(?P<ad>\d{{1,2}})(?:\.(?P<am>[1-9])(?![\dh.]|\s?(?:km|h(?![a-z])))"
    r"|\s(?P<az>0[1-9])(?![\d:.])(?!\s?h(?![a-z]))(?!\s\d\d(?!\d|\s?h)))",
    "minutes": r"(?<=\ba\s)(?P<gh>[01]?\d|2[0-3])\s(?P<gm>[0-5]\d)"
    rf"(?![\dh:/.-])(?!\s*(?:\d\d|pers|place|enf|adul|par|fam|{_MONTH_START}))",
    "short": r"(?P<sd>\d{1,2})(?:/|\.(?=(?:0[1-9]|1[0-2])(?!\d))|-(?=0\d(?!\d)))(?P<sm>\d{1,2})"
    rf"(?!\d|[/:]|\s?h(?![a-z])|\s*{_MONTH_START})",
    "hour": r"(?P<h>\d{1,2})(?:\s?h(?:eures?|rs?)?(?![a-z])|:(?=\d\d)|\.(?=(?:00|15|30|45)(?!\d)))"
    rf"(?:(?P<mi>\d{{2}})(?!\d)|\s(?P<late>[0-5][05]){_NOT_MINUTES})?(?:\s?mi?n(?![a-z]))?(?::00)?",
    "nth": r"(?P<n>\d{1,2})(?:ers?|ier|°|emes?|eres?|res?|iere|nde?|e)(?![a-z])",
    "named": _NAMED_AFTER_A_DAY,
}
_FIGURES: Final[dict[str, tuple[Tag, tuple[str, ...]]]] = {
    "iso": (Tag.DATE, ("d", "m", "y")),
    "full": (Tag.DATE, ("fd", "fm", "fy")),
    "short": (Tag.DATE, ("sd", "sm")),
    "spaced": (Tag.DATE, ("pd", "pm", "py")),
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
    if name == "after":
        return Tag.DATE, (int(match["ad"]), int(match["am"] or match["az"]))
    if name == "minutes":
        return Tag.CLOCK, (int(match["gh"]), int(match["gm"]))
    if name == "hour":
        hour = int(match["h"])
        return Tag.CLOCK, (hour if hour < 24 else IMPOSSIBLE, int(match["mi"] or match["late"] or 0))
    return _misspelt(match.group()) if name == "word" else (Tag.MARK if name == "mark" else Tag.WORD, ())


def _minutes_east(hours: str, minutes: str) -> int:
    return int(hours) * 60 + int(f"{hours[0]}{minutes}")


@lru_cache(maxsize=4096)
def _misspelt(word: str) -> tuple[Tag, tuple[int, ...]]:
    if len(word) >= _FORGIVEN_LENGTH:
        for name, tag, value in _FORGIVEN:
            if word[0] == name[0] and OSA.distance(word, name, score_cutoff=1) <= 1:
                return tag, (value,)
    return Tag.WORD, ()
