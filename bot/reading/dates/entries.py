"""The days of a line, each with the hours and the part of the day that belong to it."""

import datetime
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.day_finding import DayFound, find_day
from bot.reading.dates.moments import MISMATCH, VAGUE, UnreadableDateError
from bot.reading.dates.phrases import ClockSaid, DaySaid, LengthSaid, MarkSaid, PartSaid, Phrase, Said

_SLIP: Final = MarkSaid(Tag.NOT, 1)


@dataclass
class Entry:
    """One day with its hours; `unsure` when several hours were said and none can be chosen, `dated` by its number."""

    day: DayFound
    clocks: list[ClockSaid] = field(default_factory=list)
    part: int | None = None
    minutes: int | None = None
    unsure: bool = False
    dated: bool = False


def entries(phrases: list[Phrase], today: datetime.date) -> list[Entry]:
    """The days named, in the order of the line; raises UnreadableDateError when one cannot be told."""
    found: list[Entry] = []
    early: list[Phrase] = []
    for place, phrase in enumerate(phrases):
        if isinstance(phrase.said, DaySaid):
            _add_day(found, _with_month(phrases, place), phrase, today)
        elif isinstance(phrase.said, ClockSaid | PartSaid | LengthSaid):
            (_attach(found[-1], phrase) if found else early.append(phrase))
    if found:
        _attach_early(found, early)
        _share(found)
    return found


def without_refused_days(phrases: list[Phrase]) -> list[Phrase]:
    """The phrases without the days that were ruled out: "pas ce mardi mais le suivant"."""
    phrases = _without_slips(phrases)
    for place, (mark, refused) in enumerate(pairwise(phrases)):
        if mark.said == MarkSaid(Tag.NOT) and isinstance(refused.said, DaySaid):
            return _replaced(phrases, place, refused.said)
    return phrases


def _without_slips(phrases: list[Phrase]) -> list[Phrase]:
    """ "Mardi, non mercredi": the day before is taken back; "non, pas mardi" refuses the one after."""
    for place, phrase in enumerate(phrases):
        if phrase.said != _SLIP:
            continue
        after = phrases[place + 1 : place + 2]
        if place and isinstance(phrases[place - 1].said, DaySaid) and after and isinstance(after[0].said, DaySaid):
            return [*phrases[: place - 1], *phrases[place + 1 :]]
        if not place and after and isinstance(after[0].said, DaySaid):
            return [replace(phrase, said=MarkSaid(Tag.NOT)), *after, *phrases[place + 2 :]]
    return phrases


def refuse_choices(phrases: list[Phrase]) -> None:
    """Raises UnreadableDateError when the line leaves a choice of days, or names a day only roughly."""
    for place, phrase in enumerate(phrases):
        choice = phrase.said == MarkSaid(Tag.OR) and _names_days_around(phrases, place)
        if phrase.said == MarkSaid(Tag.VAGUE) or choice:
            raise UnreadableDateError(VAGUE)


def _names_days_around(phrases: list[Phrase], place: int) -> bool:
    before = any(isinstance(phrase.said, DaySaid) for phrase in phrases[:place])
    return before and any(isinstance(phrase.said, DaySaid) for phrase in phrases[place + 1 : place + 3])


def _replaced(phrases: list[Phrase], place: int, refused: DaySaid) -> list[Phrase]:
    before, after = phrases[:place], phrases[place + 2 :]
    for index, phrase in enumerate(after):
        if _means_the_following(phrase.said, refused):
            later = DaySaid(weekday=refused.weekday, weeks_on=1, modifier=Tag.NOT)
            return [*before, *after[:index], replace(phrase, said=later, follows=False), *after[index + 1 :]]
    if not any(isinstance(phrase.said, DaySaid) for phrase in (*before, *after)):
        raise UnreadableDateError(VAGUE)
    return [*before, *after]


def _means_the_following(said: Said, refused: DaySaid) -> bool:
    """ "Le suivant", or the refused weekday again: "pas ce mardi, mardi d'après"."""
    if isinstance(said, MarkSaid):
        return said.tag in (Tag.NEXT, Tag.FOLLOWING)
    again = isinstance(said, DaySaid) and said.modifier in (Tag.NEXT, Tag.FOLLOWING)
    return again and isinstance(said, DaySaid) and said.weekday == refused.weekday is not None


def _with_month(phrases: list[Phrase], place: int) -> DaySaid:
    """The day with the month said later in its list: the 3 of "3, 10 et 17 février"."""
    said = phrases[place].said
    assert isinstance(said, DaySaid)
    if said.day is None or said.month is not None or said.month_ahead is not None:
        return said
    for later in phrases[place + 1 :]:
        if isinstance(later.said, DaySaid) and later.follows and later.said.month is not None:
            return replace(said, month=later.said.month, year=later.said.year)
        if isinstance(later.said, DaySaid) and not later.follows:
            break
    return said


def _add_day(found: list[Entry], said: DaySaid, phrase: Phrase, today: datetime.date) -> None:
    before = found[-1] if found else None
    bare = said.weekday is not None and said == DaySaid(weekday=said.weekday)
    if before and bare and not phrase.follows and before.day.date.weekday() == said.weekday and before.dated:
        return  # "le 10/4 (vendredi)"
    alone = find_day(said, today)
    if before is None:
        found.append(Entry(alone, dated=said.day is not None))
        return
    shared = [day for day in before.day.readings if day in alone.readings]
    if shared and not (phrase.follows and before.clocks):
        before.day = DayFound(shared[0], tuple(shared[1:]))
    elif phrase.follows or before.clocks:
        found.append(Entry(find_day(said, today, None if said.in_days is not None or shared else before.day.date)))
    else:
        raise UnreadableDateError(MISMATCH, tuple(sorted({before.day.date, alone.date})))


def _attach(entry: Entry, phrase: Phrase) -> None:
    said = phrase.said
    if isinstance(said, PartSaid):
        entry.part = said.part
    elif isinstance(said, LengthSaid):
        entry.minutes = said.minutes
    elif isinstance(said, ClockSaid) and said not in entry.clocks:
        entry.unsure = entry.unsure or (bool(entry.clocks) and not phrase.follows)
        entry.clocks.append(said)


def _attach_early(found: list[Entry], early: list[Phrase]) -> None:
    """Hours said before the first day: "14h mardi", or "14h mardi et 10h jeudi", where each hour precedes its day."""
    clocks = [phrase.said for phrase in early if isinstance(phrase.said, ClockSaid)]
    later = [clock for entry in found for clock in entry.clocks]
    if len(clocks) == 1 and len(found) > 1 and not found[-1].clocks and len(later) == len(found) - 1:
        for entry, clock in zip(found, [*clocks, *later], strict=True):
            entry.clocks = [clock]
        return
    for phrase in early:
        _attach(found[0], phrase)


def _share(found: list[Entry]) -> None:
    """A day without an hour takes the one said after it, else the one said before: "mardi et jeudi 14h"."""
    for entry, source in [*zip(found[-2::-1], found[:0:-1], strict=True), *zip(found[1:], found, strict=False)]:
        if not entry.clocks:
            entry.clocks, entry.unsure = source.clocks, source.unsure
            entry.part = source.part if entry.part is None else entry.part
            entry.minutes = source.minutes if entry.minutes is None else entry.minutes
