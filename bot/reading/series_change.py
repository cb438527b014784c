"""What a line typed to correct a series changes in it: from when, until when, how often, and which days not."""

import datetime
import re
from dataclasses import dataclass, replace
from typing import Final

from bot.reading.announcement_parts import GAP, Line
from bot.reading.announcement_series import take_holidays_too, take_unclear_end
from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.day_finding import find_day, months_on
from bot.reading.dates.grammar import phrases
from bot.reading.dates.moments import Trouble, UnreadableDateError
from bot.reading.dates.phrases import ExceptSaid, Said, SinceSaid, SpanSaid, TimesSaid, UntilSaid

_HELD: Final = re.compile(r"\b(?:fois|seances?|sessions?|rencontres?|semaines?|mois)$")
_CHANGING: Final = (UntilSaid, SinceSaid, ExceptSaid, TimesSaid, SpanSaid)


@dataclass(frozen=True)
class SeriesChange:
    """What was said, None for the rest; `rest` is the line without these words."""

    rest: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    times: int | None = None
    skip_school_holidays: bool | None = None
    without: tuple[datetime.date, ...] = ()
    unclear_end: bool = False

    @property
    def says_something(self) -> bool:
        """Whether anything was said."""
        return self != SeriesChange(self.rest)


def series_change(line: str, first: datetime.date) -> SeriesChange | Trouble:
    """What `line` changes in a series that begins on `first`; Trouble for a day that does not exist."""
    typed = Line(line)
    found = SeriesChange("", skip_school_holidays=False if take_holidays_too(typed) else None)
    found = replace(found, unclear_end=take_unclear_end(typed))
    try:
        for phrase in phrases(typed.text.replace(GAP, " ")):
            words = typed.folded[phrase.start : phrase.end]
            if isinstance(phrase.said, _CHANGING) and not (
                isinstance(phrase.said, TimesSaid) and not _HELD.search(words)
            ):
                found = _with(found, phrase.said, found.since or first)
                typed.take(phrase.start, phrase.end)
    except UnreadableDateError as impossible:
        return Trouble(error=impossible.error, candidates=impossible.candidates)
    return replace(found, rest=typed.text.replace(GAP, " ").strip(" ,;"))


def end_said(line: str, first: datetime.date) -> SeriesChange | Trouble:
    """The same for a line that answers "until when?": a bare number counts, a bare day is the last."""
    bare = line.strip(" .")
    if bare.isascii() and bare.isdigit() and len(bare) < 4:
        return SeriesChange("", times=int(bare) or None)
    found = series_change(line, first)
    if isinstance(found, Trouble) or found.until or found.times or found.unclear_end:
        return found
    for opening in ("jusqu'au", "jusqu'à", "jusqu'en"):
        again = series_change(f"{opening} {line}", first)
        if isinstance(again, SeriesChange) and again.until:
            return again
    return found


def _with(found: SeriesChange, said: Said, first: datetime.date) -> SeriesChange:
    match said:
        case UntilSaid():
            return replace(found, until=find_day(said.day, first).date)
        case SinceSaid():
            return replace(found, since=find_day(said.day, first).date)
        case SpanSaid():
            since = find_day(said.first, first).date
            return replace(found, since=since, until=find_day(said.last, since).date)
        case ExceptSaid():
            days = (find_day(day, first).date for day in said.days)
            skip = True if 0 in said.holidays else found.skip_school_holidays
            return replace(found, without=(*found.without, *days), skip_school_holidays=skip)
        case TimesSaid(unit=Tag.TIMES):
            return replace(found, times=said.count)
        case TimesSaid(unit=Tag.WEEKS):
            return replace(found, until=first + datetime.timedelta(weeks=said.count, days=-1))
        case TimesSaid():
            return replace(found, until=months_on(first, said.count) - datetime.timedelta(days=1))
    return found
