"""PAUSE at the head of a short text, and until when: a wish to rest from our messages, which is no STOP."""

import re
from datetime import date, datetime, timedelta

from bot.reading.heard import Heard
from bot.reading.readings import Reading

_LONGEST = 8
"""Words; a longer text that begins so tells something else."""
_HEAD = re.compile(r"(?:une |faire une |en )?pauses?\b|(?:un )?break\b|mola\b|توقف موقت|استراحة", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:jusqu(?:'| )?(?:au|a|aux|en)?|until|kadar|حتى|الى)\b\s*", re.IGNORECASE)
_LASTING = re.compile(
    r"(?P<n>\d{1,3}|une?|deux|trois|quatre|six|one|two|three|bir|iki|üç|uc)?\s*"
    r"(?P<unit>jours?|days?|gun|gün|يوم|semaines?|weeks?|hafta|اسبوع|mois|months?|ay\b|شهر)"
)
_NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6, "one": 1, "two": 2, "three": 3,
    "bir": 1, "iki": 2, "üç": 3, "uc": 3,
}  # fmt: skip
_DAYS = {"j": 1, "d": 1, "g": 1, "ي": 1, "s": 7, "w": 7, "h": 7, "ا": 7, "m": 30, "a": 30, "ش": 30}
"""Days of a unit, by its first letter."""


def pause(heard: Heard) -> Reading | None:
    """`until` is the last day of the pause (ISO); absent where she names none, `vague` where it cannot be read."""
    text = " ".join(heard.cleaned.split()).strip(" .!")
    head = _HEAD.match(text)
    if head is None or heard.size() > _LONGEST or heard.questions:
        return None
    rest = text[head.end() :].strip(" ,.:-")
    polite = heard.has("thanks", "polite") and not _UNTIL.search(rest) and not _LASTING.search(rest)
    if not rest or polite:
        return Reading("pause", why=("pause",))
    until = until_when(rest, heard.now)
    return Reading("pause", {"until": until.isoformat()} if until else {"vague": True}, why=("pause",))


def until_when(rest: str, now: datetime) -> date | None:
    """The last day of "jusqu'au 15 novembre", "2 semaines", "un mois"; None when no day can be read."""
    from bot.reading.dates.moments import Day, Point  # noqa: PLC0415 - large, and few texts are a pause
    from bot.reading.dates.when import when  # noqa: PLC0415

    lasting = _LASTING.search(rest.casefold())
    if lasting is not None:
        number = lasting["n"] or "1"
        return now.date() + timedelta(days=_DAYS[lasting["unit"][0]] * (_NUMBERS.get(number) or int(number)))
    read = when(_UNTIL.sub("", rest), now)
    if isinstance(read, Day):
        return read.date
    return read.start.date() if isinstance(read, Point) else None
