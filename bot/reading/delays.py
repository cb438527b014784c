"""How many minutes late somebody will be."""

import re

from bot.reading.heard import Heard
from bot.reading.hours import plain_text

_HALF, _QUARTER, _HOUR = 30, 15, 60
_THREE_QUARTERS = re.compile(r"(?<![^\W_])3 ?(?:/ ?4 ?(?:d|h)|(?:qu|k|c)arts? (?:d|h))")
_LATE_HALF = re.compile(
    r"(?<![^\W_])(?:demi\s?-?\s?h(?:eure?s?|eur)?|1 ?/ ?2 ?h\w*"
    r"|demie?\s?heure?|demi\s?eure?|half an hour|half hour|yarim saat"
    r"|media hora|meia hora|jumatate de ora|juma de ora"
    r"|mezz'? ?ora|pol godziny|نصف ساعه|نص ساعه|نيم ساعت|n[eo]?ss? sa3a|nos sa3a"
    r"|azgen n ss\w*|половин час|полчаса|пол часа|пів ?години|gjys\w+ ore|halbe stunde|nua tieng)(?![^\W_])"
)
_LATE_QUARTER = re.compile(
    r"(?<![^\W_])(?:(?:(?:qu|c|k)ar?t?|1 ?/ ?4)\s?(?:d(?:e|\s?')?\s?)?(?:h|h?eu?r\w*)"
    r"|четверть часа|чверть години|cerek ore|quarter of an hour|ceyrek|sfert de ora"
    r"|cuarto de hora|quarto de hora|quarto d'? ?ora|kwadrans|ربع ساعه|rob3 sa3a|kart)(?![^\W_])"
)
_LATE_MINUTES = re.compile(
    r"(?<![^\W_\d])(\d{1,3})\s?(?:p(?:e)?tites?\s|de\s|d\s|n\s|bonnes?\s)?"
    r"(?:mn|min\w*|m|d{1,2}[9q]\w*|dk\w*|dakika\w*|دقيق\w*|دقايق|хвилин\w*|минут\w*)(?![^\W_])"
)
_LATE_HOUR = re.compile(
    r"(?<![^\W_\d])(\d)\s?(?:p(?:e)?tites?\s|bonnes?\s)?(?:h|heures?|heur|hour|saat)\s?([0-5]\d)?(?![^\W_\d])"
)
_LATE_BY = (
    re.compile(r"(?<![^\W_])(?:retar\w* d(?:e|'|\s')?|dans|avec|late by)\s?$"),
    re.compile(r"(?<![^\W_])(?:retar\w*(?: d(?:e|'|\s')?)?|dans|avec|late by)\s?$"),
)
"""What stands before a delay in hours, many or few: "en retard 1h30", but "en retard, 15h" is when she comes."""
_LATE = re.compile(r"(?<![^\W_])(?:retar\w*|late|gec|intarzi\w*|atras\w*|tarde)(?![^\W_])")
_AFTER = re.compile(r"(?<![^\W_])(?:retar\w*|apres|apre|plus tard|late)(?![^\W_])")


def says_late(heard: Heard) -> bool:
    """Whether it speaks of being late at all."""
    return bool(_LATE.search(plain_text(heard)))


def lateness(heard: Heard) -> int | None:
    """How many minutes late, or None."""
    text = plain_text(heard)
    if found := _LATE_MINUTES.search(text):
        return int(found[1])
    if _THREE_QUARTERS.search(text):
        return _HOUR - _QUARTER
    if _LATE_QUARTER.search(text):
        return _QUARTER
    if _LATE_HALF.search(text):
        return _HALF
    late = _LATE_HOUR.search(text)
    if late and (_AFTER.search(text, late.end()) or _LATE_BY[int(late[1]) < 3].search(text[: late.start()])):
        return _HOUR * int(late[1]) + int(late[2] or 0)
    return None
