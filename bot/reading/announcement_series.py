"""What a line says of a series beside its dates: an end that names no day, and meetings during the holidays too."""

import re
from typing import Final

from bot.reading.announcement_parts import Line

_UNCLEAR_END: Final = re.compile(
    r"\bjusqu(?:e|'?\s?(?:aux?|a|en))?\s+(?:l[ae]s?\s+|l'\s?)?"
    r"(?:(?:vacances|conges)(?:\s+(?:scolaires|d[e']\s?(?:la\s+|l')?\w+))?"
    r"|fin\s+(?:de\s+l'|d')\s?annee(?:\s+scolaire)?|noel|paques|pentecote|toussaint|rentree|ete|hiver|printemps"
    r"|ramadan|aid\b(?:[\s-]el[\s-]\w+)?)"
)
_HOLIDAYS: Final = r"(?:pendant|durant|pdt)\s+(?:toutes\s+)?(?:les\s+)?(?:vacances|conges)(?:\s+scolaires)?"
_HOLIDAYS_TOO: Final = re.compile(
    rf"\b(?:meme|aussi|y\s+compris|et)\s+{_HOLIDAYS}(?:\s+aussi)?\b|\b{_HOLIDAYS}\s+(?:aussi|comprises?|incluses?)\b"
    r"|\b(?:vacances|conges)(?:\s+scolaires)?\s+(?:comprise?s?|incluse?s?)\b"
)


def take_unclear_end(line: Line) -> bool:
    """Whether the line ends its series at no known day ("jusqu'à Noël"); the words are taken out, the end is asked."""
    return _taken(line, _UNCLEAR_END)


def take_holidays_too(line: Line) -> bool:
    """Whether the line says that the series goes on during the school holidays."""
    return _taken(line, _HOLIDAYS_TOO)


def _taken(line: Line, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(line.folded)
    if found is None:
        return False
    line.take(*found.span())
    return True
