"""The hours and minutes a person names: when she comes, when she leaves, how late she is."""

import re

from bot.reading.heard import Heard
from bot.reading.vocabulary import classes_of

_LATE_HOURS = 24
_HALF, _QUARTER, _HOUR = 30, 15, 60
_NUMBERS = {
    "une": 1, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12,
}  # fmt: skip
_WRITTEN = "|".join(_NUMBERS)
_CLOCK = re.compile(
    rf"""(?<![^\W_]) (?: (?P<hours>\d{{1,2}}) \s?(?:h(?:eures?)?|:)\s? (?P<minutes>[0-5]\d)?
       | (?P<spelt>{_WRITTEN})\s(?:h|heures?) | (?P<noon>midi|minuit) )
       (?: \s?(?: (?P<half>(?:et?\s?|)(?:d(?:e)?mie?|1/2))
       | (?P<less>moins?\s(?:le\s)?(?:(?:qu|k|c)ar(?:t)?|(?P<fewer>\d{{1,2}})))
       | (?P<more>et?\s(?:qu|k|c)ar(?:t)?) ))? (?![^\W_])""",
    re.VERBOSE,
)
_LATE_HALF = re.compile(
    r"(?<![^\W_])(?:demi\s?-?\s?h(?:eure)?|demie?\s?heure|half an hour|half hour|yarim saat|media hora|meia hora"
    r"|jumatate de ora|pol godziny|نصف ساعه|نص ساعه|nss sa3a|nos sa3a)(?![^\W_])"
)
_LATE_QUARTER = re.compile(
    r"(?<![^\W_])(?:(?:qu|c|k)ar?t?\s?d(?:e|\s?')?\s?h?eu?r\w*|quarter of an hour|ceyrek"
    r"|sfert de ora|cuarto de hora|ربع ساعه|rob3 sa3a|kart)(?![^\W_])"
)
_LATE_MINUTES = re.compile(
    r"(?<![^\W_\d])(\d{1,3})\s?(?:mn|min\w*|m|d9i9\w*|d9a\w*|dk\w*|dakika\w*|دقيق\w*|دقايق|minut\w*)(?![^\W_])"
)
_NOT_BEFORE = re.compile(r"(?<![^\W_])(?:a partir d|apartir d|pas? avan|not before)")
"""Words with "partir" that say when somebody comes."""
_LATE_HOUR = re.compile(r"(?<![^\W_\d])(\d|une)\s?(?:h|heures?|hour|saat)(?![^\W_])")


def named_hour(heard: Heard) -> str | None:
    """The hour in the text as HH:MM, the last where one is taken back; None where there is none."""
    hours = _hours(heard)
    return hours[-1] if hours else None


def arrival(heard: Heard) -> str | None:
    """The hour at which the person says to arrive, or None."""
    not_before = _NOT_BEFORE.search(_plain(heard))
    return named_hour(heard) if not_before or heard.has("arrives") or _says(heard, "arrive") else None


def departure(heard: Heard) -> str | None:
    """The hour at which the person says to leave, or None."""
    return named_hour(heard) if _says(heard, "leave") and not _NOT_BEFORE.search(_plain(heard)) else None


def lateness(heard: Heard) -> int | None:
    """How many minutes late, or None."""
    text = _plain(heard)
    if found := _LATE_MINUTES.search(text):
        return int(found[1])
    if _LATE_QUARTER.search(text):
        return _QUARTER
    if _LATE_HALF.search(text):
        return _HALF
    late = _LATE_HOUR.search(text) if _says(heard, "late") and len(_hours(heard)) < 2 else None
    return _HOUR * _NUMBERS.get(late[1], 0) or _HOUR * int(late[1]) if late and "retard" in text else None


def _says(heard: Heard, sense: str) -> bool:
    words = (token.text.rstrip("'") for token in heard.tokens if token.kind == "word")
    return any(sense in classes_of(word, heard.spoken) for word in words)


def _plain(heard: Heard) -> str:
    return " ".join(token.text for token in heard.tokens)


def _hours(heard: Heard) -> list[str]:
    found = [_clock(match) for match in _CLOCK.finditer(_plain(heard))]
    return [hour for hour in found if hour is not None]


def _clock(match: re.Match[str]) -> str | None:
    if match["noon"]:
        hours, minutes = (12, 0) if match["noon"] == "midi" else (0, 0)
    else:
        hours = int(match["hours"]) if match["hours"] else _NUMBERS[match["spelt"]]
        minutes = int(match["minutes"] or 0)
    if match["half"]:
        minutes = _HALF
    elif match["more"]:
        minutes = _QUARTER
    elif match["less"]:
        earlier = int(match["fewer"] or _QUARTER)
        hours, minutes = (hours - 1) % _LATE_HOURS, 60 - earlier
    return f"{hours:02}:{minutes:02}" if hours < _LATE_HOURS and 0 <= minutes < 60 else None
