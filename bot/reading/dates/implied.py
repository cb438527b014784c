"""What phrases mean only together: a way there and back, sessions counted from a day, so many days from a date."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.feasts import is_certain
from bot.reading.dates.phrases import (
    ClockSaid,
    DaySaid,
    MarkSaid,
    MonthsSaid,
    Phrase,
    Said,
    SeriesSaid,
    SinceSaid,
    SpanSaid,
    StaySaid,
    TimesSaid,
    UntilSaid,
)

S = TypeVar("S")

_AWAY: Final = (MarkSaid(Tag.LEAVING), MarkSaid(Tag.RETURNING))
_TILL: Final = (MarkSaid(Tag.RETURNING), MarkSaid(Tag.UNTIL))
_FEWEST_SESSIONS: Final = 2
_TILL_WORDS: Final = re.compile(r"\bj(?:us|s)[qk]")
# What is bounded may be the time to answer instead: "inscriptions jusqu'au 3 avril".
_REPLYING: Final = re.compile(r"\b(?:inscri|repon|confirm|prevenir|previen|avant le|limite)")
_UNCERTAIN_DAYS: Final = (8, 15)


def implied(found: list[Phrase], folded: str) -> list[Phrase]:
    """The phrases with what they imply said outright; `folded` is the line that they stand in."""
    found = _without_themes(found, folded)
    found = _series_until(_there_and_back(found), folded)
    for rule in (_back_the_same_day, _counted_sessions, _monthly, _stay_from_a_day):
        found = rule(found)
    return [phrase for phrase in found if phrase.said not in _AWAY and not isinstance(phrase.said, StaySaid)]


def _all(found: list[Phrase], kind: type[S]) -> list[S]:
    return [phrase.said for phrase in found if isinstance(phrase.said, kind)]


def _with(found: list[Phrase], chosen: Callable[[Said], bool], said: Said) -> list[Phrase]:
    return [replace(phrase, said=said) if chosen(phrase.said) else phrase for phrase in found]


def _without_themes(found: list[Phrase], folded: str) -> list[Phrase]:
    """Without the feasts that stand beside a date of their own: "Noël des familles, samedi 19 décembre"."""
    days = [phrase for phrase in found if isinstance(phrase.said, DaySaid | SpanSaid | SeriesSaid)]
    return [phrase for phrase in found if len(days) == 1 or not _is_theme(phrase, days, folded)]


def _is_theme(phrase: Phrase, days: list[Phrase], folded: str) -> bool:
    said = phrase.said
    if not isinstance(said, DaySaid) or said.feast is None or said.weekday is not None or is_certain(said.feast):
        return False
    place = days.index(phrase)
    gaps = [folded[days[at].end : days[at + 1].start] for at in (place - 1, place) if 0 <= at < len(days) - 1]
    return not any("et" in gap.split() or "puis" in gap.split() for gap in gaps)


def _there_and_back(found: list[Phrase]) -> list[Phrase]:
    """ "Départ lundi 20 avril, retour mercredi 22", in either order, as one stay."""
    days = [place for place, phrase in enumerate(found) if isinstance(phrase.said, DaySaid)]
    after = [place for place in days if place > _way_back(found)]
    if len(days) != 2 or not after:
        return found
    back, there = after[0], next(place for place in days if place != after[0])
    first, last = found[there].said, found[back].said
    if not isinstance(first, DaySaid) or not isinstance(last, DaySaid) or first == last:
        return found
    stay = SpanSaid(first, last, _hour_of(found, there), _hour_of(found, back))
    return [replace(phrase, said=stay) if place in days else phrase for place, phrase in enumerate(found)]


def _way_back(found: list[Phrase]) -> int:
    """The place of the word for coming back: the second one in "arrivée vendredi, départ dimanche"."""
    marks = [place for place, phrase in enumerate(found) if phrase.said in _AWAY]
    returning = [place for place in marks if found[place].said == MarkSaid(Tag.RETURNING)]
    if len(returning) == 1:
        return returning[0]
    return marks[1] if len(marks) == 2 and not returning else len(found)


def _hour_of(found: list[Phrase], place: int) -> ClockSaid | None:
    for phrase in found[place + 1 :]:
        if isinstance(phrase.said, ClockSaid):
            return phrase.said
        if isinstance(phrase.said, DaySaid) or phrase.said in _AWAY:
            break
    return None


def _back_the_same_day(found: list[Phrase]) -> list[Phrase]:
    """ "Samedi départ 8h retour 17h", "14h au local jusqu'à 16h": from one hour to the other."""
    said = [phrase.said for phrase in found]
    clocks = _all(found, ClockSaid)
    marks = [each for each in said if each in _TILL]
    if len(_all(found, DaySaid)) != 1 or len(clocks) != 2 or len(marks) != 1:
        return found
    leaving, back = clocks
    between = said.index(leaving) < said.index(marks[0]) < said.index(back)
    if not between or leaving.end or back.end or leaving.bound:
        return found
    return _with(found, lambda each: each in clocks, replace(leaving, end=back.start))


def _counted_sessions(found: list[Phrase]) -> list[Phrase]:
    """ "6 séances le jeudi 9h30 à partir du 8 janvier": once a week, though nobody says "tous les"."""
    counts = [each.count for each in _all(found, TimesSaid) if each.unit is Tag.TIMES]
    if _all(found, SeriesSaid) or len(counts) != 1 or counts[0] < _FEWEST_SESSIONS:
        return found
    days, since = _all(found, DaySaid), _all(found, SinceSaid)
    bare = [each for each in days if each.weekday is not None and each == DaySaid(weekday=each.weekday)]
    weekdays = tuple(sorted({each.weekday for each in bare if each.weekday is not None}))
    if weekdays and len(bare) == len(days) and (since or _stand_together(found)):
        series = SeriesSaid("weekly", weekdays, doubtful=not since)
        return _with(found, lambda each: each in bare, series)
    if not days and len(since) == 1 and since[0].day.weekday is not None:
        series = SeriesSaid("weekly", (since[0].day.weekday,), count=counts[0], doubtful=True)
        return _with(found, lambda each: isinstance(each, TimesSaid), series)
    return found


def _stand_together(found: list[Phrase]) -> bool:
    """Whether the only day comes right after the count: "6 séances le jeudi"."""
    place = next(at for at, phrase in enumerate(found) if isinstance(phrase.said, TimesSaid))
    after = found[place + 1 : place + 2]
    together = bool(after) and isinstance(after[0].said, DaySaid) and not after[0].follows
    return together and after[0].start - found[place].end <= 1 and len(_all(found, DaySaid)) == 1


def _series_until(found: list[Phrase], folded: str) -> list[Phrase]:
    """ "Le mardi 14h jusqu'à fin juin": what has only a weekday and bounds seems to come back, to be asked."""
    if _all(found, SeriesSaid) or _REPLYING.search(folded):
        return found
    for place, phrase in enumerate(found):
        first = phrase.said.first if isinstance(phrase.said, SpanSaid) else None
        said_until = first and _TILL_WORDS.search(folded[phrase.start : phrase.end])
        if first and said_until and _is_bare(first) and first.weekday is not None:
            series = SeriesSaid("weekly", (first.weekday,), doubtful=True)
            return [*found[:place], replace(phrase, said=series), *found[place:]]
    days = _all(found, DaySaid)
    weeks = [each for each in _all(found, TimesSaid) if each.unit is not Tag.TIMES]
    bounded = weeks or any(isinstance(phrase.said, UntilSaid | SinceSaid) for phrase in found)
    if not days or not all(map(_is_bare, days)) or not bounded:
        return found
    weekdays = tuple(sorted({each.weekday for each in days if each.weekday is not None}))
    counted = any(each.unit is Tag.TIMES for each in _all(found, TimesSaid))
    series = SeriesSaid("weekly", weekdays, doubtful=not (counted and _all(found, SinceSaid)))
    return _with(found, lambda each: each in days, series)


def _is_bare(said: DaySaid) -> bool:
    return said.weekday is not None and said == DaySaid(weekday=said.weekday)


def _monthly(found: list[Phrase]) -> list[Phrase]:
    """ "Le dernier vendredi du mois jusqu'à fin juin": a rank in the month that has bounds comes back."""
    ranked = [each for each in _all(found, DaySaid) if each.nth is not None and each.month is None]
    if _all(found, SeriesSaid) or len(ranked) != 1 or ranked[0].weekday is None:
        return found
    months = [each for each in _all(found, MonthsSaid) if each.first != each.last]
    often = [each for each in _all(found, TimesSaid) if each.count >= _FEWEST_SESSIONS]
    bounds = [*_all(found, UntilSaid), *_all(found, SinceSaid), *_all(found, SpanSaid), *often]
    if not months and not (bounds and ranked[0].month_ahead == 0):
        return found
    return _with(found, lambda each: each == ranked[0], SeriesSaid("monthly", (ranked[0].weekday,), nth=ranked[0].nth))


def _stay_from_a_day(found: list[Phrase]) -> list[Phrase]:
    """ "3 jours et 2 nuits à partir du 15 avril": the last day follows from the length."""
    lengths = _all(found, StaySaid)
    if len(lengths) != 1:
        return found
    length, series, spans = lengths[0], _all(found, SeriesSaid), _all(found, SpanSaid)
    if series:
        daily = len(series) == 1 and series[0].freq == "daily" and length.days
        return (
            _with(found, lambda each: each == length, TimesSaid(length.days, Tag.TIMES))
            if daily and length.days
            else found
        )
    nights = length.nights or ((length.days - 1) if length.days else None)
    if spans:
        return [
            replace(phrase, said=replace(phrase.said, nights=nights)) if isinstance(phrase.said, SpanSaid) else phrase
            for phrase in found
        ]
    since, days = _all(found, SinceSaid), _all(found, DaySaid)
    if len(days) == 2 and not since and all(each.day is not None for each in days):
        return _with(found, lambda each: each == length or each in days, SpanSaid(days[0], days[1], nights=nights))
    firsts = [each.day for each in since] or days
    if len(firsts) != 1 or (since and days):
        return found
    later = length.days - 1 if length.days else (length.nights or 0)
    doubtful = not since or length.days in _UNCERTAIN_DAYS
    stay = SpanSaid(firsts[0], DaySaid(days_later=later), nights=nights, doubtful=doubtful)
    return _with(found, lambda each: each == length or isinstance(each, SinceSaid | DaySaid), stay)
