"""How French says that something comes back, from when, until when, how often and when not."""

import re
from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.cursor import Cursor
from bot.reading.dates.day_grammar import day, end_of_month, listed_day, month_and_year
from bot.reading.dates.phrases import (
    LAST_OF_MONTH,
    DaySaid,
    ExceptSaid,
    MonthsSaid,
    SeriesSaid,
    SinceSaid,
    TimesSaid,
    UntilSaid,
)
from bot.reading.dates.tokens import Token

_WEEKDAY: Final = (Tag.WEEKDAY, Tag.WEEKDAYS)
# Said so, the day is itself one of the series; "à partir du" only bounds it.
_OPENS: Final = re.compile(r"commence|debut|demarr")
# "Tous les quinze jours" is every second week, "tous les huit jours" every week.
_DAYS_IN_WEEKS: Final = {7: 1, 8: 1, 14: 2, 15: 2, 21: 3}


def series(cursor: Cursor) -> SeriesSaid | None:
    """ "Tous les mardis", "un mercredi sur deux", "le premier lundi de chaque mois"."""
    return cursor.first_of(_every, _one_out_of, _each_month, _counted, _plural, _parity)


def until(cursor: Cursor) -> UntilSaid | None:
    """ "Jusqu'au 30 juin", "jusqu'à fin mars", "jusqu'en juin"."""
    if not cursor.take(Tag.UNTIL):
        return None
    last = cursor.first_of(day, end_of_month)
    return UntilSaid(last) if last else None


def since(cursor: Cursor) -> SinceSaid | None:
    """ "À partir du 3 février", "dès mardi", "début 7 octobre", "1ère le 9/9"."""
    opening = cursor.take(Tag.SINCE)
    if opening:
        cursor.take_text(":")
        first = cursor.first_of(day, _start_of_month)
        return SinceSaid(first, exact=_OPENS.search(opening.text) is not None) if first else None
    if not cursor.attempt(_first_session):
        return None
    cursor.take_text(":")
    first = cursor.attempt(day)
    dated = first is not None and (first.day is not None or first.in_days is not None)
    return SinceSaid(first, exact=True) if first and dated else None


def _first_session(cursor: Cursor) -> Token | None:
    """ "Début", "première", "1ère séance"."""
    begun = cursor.take_text("debut", "debute", "commence")
    if begun:
        return begun
    cursor.take(Tag.THE)
    rank = cursor.take(Tag.ORDINAL)
    if rank is None or rank.value != 1 or not rank.text.endswith(("re", "er")):
        return None
    return (cursor.take(Tag.TIMES) or rank) if rank.text.endswith("re") or cursor.sees(Tag.TIMES) else None


def months(cursor: Cursor) -> MonthsSaid | None:
    """ "En mars", "de septembre à juin"."""
    cursor.take(Tag.FROM, Tag.SINCE) or cursor.take_text("en")
    first = month_and_year(cursor)
    if first is None:
        return None
    if not cursor.sees(Tag.AT, Tag.UNTIL, Tag.MARK) or not cursor.sees(Tag.MONTH, Tag.EDGE, ahead=1):
        return MonthsSaid(first[0], first[0], first[1])
    cursor.at += 1
    cursor.take(Tag.EDGE)
    last = month_and_year(cursor)
    if last is None:
        return None
    year = last[1] - (1 if first[0] > last[0] else 0) if last[1] and not first[1] else first[1]
    return MonthsSaid(first[0], last[0], year)


def times(cursor: Cursor) -> TimesSaid | None:
    """ "10 séances", "pendant 6 semaines"."""
    during = cursor.take(Tag.DURING) is not None
    number = cursor.take(Tag.NUMBER)
    unit = cursor.take(Tag.TIMES, *((Tag.WEEKS, Tag.MONTHS) if during else ())) if number else None
    return TimesSaid(number.value, unit.tag) if number and unit and 0 < number.value < 400 else None


def left_out(cursor: Cursor) -> ExceptSaid | None:
    """ "Sauf le 10 mars", "hors vacances scolaires"."""
    if not cursor.take(Tag.EXCEPT):
        return None
    cursor.take(Tag.FROM, Tag.DURING)
    cursor.take(Tag.THE)
    holidays = _holidays(cursor)
    if holidays:
        return ExceptSaid(holidays=holidays)
    days = _days(cursor)
    return ExceptSaid(days) if days else None


def _holidays(cursor: Cursor) -> tuple[int, ...]:
    found: list[int] = []
    named = cursor.take(Tag.HOLIDAYS)
    while named:
        found.append(named.value)
        named = cursor.attempt(_other_holidays)
    return tuple(found)


def _other_holidays(cursor: Cursor) -> Token | None:
    """ "Et jours fériés"."""
    if not (cursor.take(Tag.AND) or cursor.take_text(",")):
        return None
    cursor.take(Tag.THE, Tag.EXCEPT)
    return cursor.take(Tag.HOLIDAYS)


def _days(cursor: Cursor) -> tuple[DaySaid, ...]:
    found: list[DaySaid] = []
    named = listed_day(cursor)
    while named:
        found.append(named)
        named = cursor.attempt(_one_more)
    return tuple(found)


def _one_more(cursor: Cursor) -> DaySaid | None:
    return listed_day(cursor) if cursor.take(Tag.AND) or cursor.take_text(",") else None


def _every(cursor: Cursor) -> SeriesSaid | None:
    return cursor.first_of(_every_unit, _every_nth, _every_weekday) if cursor.take(Tag.EVERY) else None


def _every_unit(cursor: Cursor) -> SeriesSaid | None:
    number = cursor.take(Tag.NUMBER)
    unit = cursor.take(Tag.DAYS, Tag.WEEKS, Tag.MONTHS, Tag.PART)
    if unit is None:
        return None
    count = number.value if number else 1
    if unit.tag is Tag.PART:
        cursor.at -= 1
        return SeriesSaid("daily")
    if unit.tag is Tag.DAYS:
        return SeriesSaid("weekly", interval=_DAYS_IN_WEEKS[count]) if count in _DAYS_IN_WEEKS else _daily(count)
    return SeriesSaid("weekly" if unit.tag is Tag.WEEKS else "monthly", interval=count) if count else None


def _daily(count: int) -> SeriesSaid | None:
    return SeriesSaid("daily", interval=count) if count else None


def _every_nth(cursor: Cursor) -> SeriesSaid | None:
    rank = cursor.take(Tag.ORDINAL, Tag.LAST)
    weekday = cursor.take(*_WEEKDAY) if rank else None
    if rank is None or weekday is None:
        return None
    cursor.take(Tag.OF_MONTH, Tag.EACH_MONTH)
    return SeriesSaid("monthly", (weekday.value,), nth=LAST_OF_MONTH if rank.tag is Tag.LAST else rank.value)


def _every_weekday(cursor: Cursor) -> SeriesSaid | None:
    number = cursor.take(Tag.NUMBER)
    weekdays = _weekdays(cursor)
    if not weekdays or (number and not number.value):
        return None
    out_of = cursor.attempt(_out_of)
    return SeriesSaid("weekly", weekdays, interval=out_of or (number.value if number else 1))


def _weekdays(cursor: Cursor) -> tuple[int, ...]:
    found: list[int] = []
    token = cursor.take(*_WEEKDAY)
    while token:
        found.append(token.value)
        token = cursor.attempt(_another_weekday)
    return tuple(sorted(set(found)))


def _another_weekday(cursor: Cursor) -> Token | None:
    if not (cursor.take(Tag.AND) or cursor.take_text(",")):
        return None
    cursor.take(Tag.THE, Tag.EVERY)
    token = cursor.take(*_WEEKDAY)
    return None if cursor.sees(Tag.NUMBER, Tag.DATE) else token


def _out_of(cursor: Cursor) -> int | None:
    number = cursor.take(Tag.NUMBER) if cursor.take(Tag.OUT_OF) or cursor.take_text("/") else None
    return number.value if number and number.value else None


def _one_out_of(cursor: Cursor) -> SeriesSaid | None:
    """ "Un mercredi sur deux", "une semaine sur deux"."""
    number = cursor.take(Tag.NUMBER)
    unit = cursor.take(*_WEEKDAY, Tag.WEEKS) if number and number.value == 1 else None
    interval = cursor.attempt(_out_of) if unit else None
    if unit is None or interval is None:
        return None
    return SeriesSaid("weekly", () if unit.tag is Tag.WEEKS else (unit.value,), interval=interval)


def _each_month(cursor: Cursor) -> SeriesSaid | None:
    """ "Le premier lundi de chaque mois", "le 15 de chaque mois"."""
    cursor.take(Tag.THE)
    rank = cursor.take(Tag.ORDINAL, Tag.LAST, Tag.NUMBER)
    weekday = cursor.take(*_WEEKDAY) if rank and rank.tag is not Tag.NUMBER else None
    if rank is None or not cursor.take(Tag.EACH_MONTH):
        return None
    nth = LAST_OF_MONTH if rank.tag is Tag.LAST else rank.value
    return SeriesSaid("monthly", (weekday.value,), nth=nth) if weekday else SeriesSaid("monthly", month_day=nth)


def _plural(cursor: Cursor) -> SeriesSaid | None:
    """ "Les mardis", but not "les mardis 3 et 10 mars"."""
    cursor.take(Tag.THE)
    ranked = cursor.attempt(_ranked)
    if ranked:
        return ranked
    if not cursor.sees(Tag.WEEKDAYS) or cursor.sees(Tag.NUMBER, Tag.DATE, ahead=1):
        return None
    weekdays = _weekdays(cursor)
    if cursor.sees(Tag.NUMBER, Tag.DATE):
        return None
    return SeriesSaid("weekly", weekdays, interval=cursor.attempt(_out_of) or 1)


def _ranked(cursor: Cursor) -> SeriesSaid | None:
    """ "Les premiers lundis du mois"."""
    rank = cursor.take(Tag.ORDINAL, Tag.LAST)
    weekday = cursor.take(Tag.WEEKDAYS) if rank else None
    if rank is None or weekday is None or not cursor.take(Tag.OF_MONTH, Tag.EACH_MONTH):
        return None
    return SeriesSaid("monthly", (weekday.value,), nth=LAST_OF_MONTH if rank.tag is Tag.LAST else rank.value)


def _counted(cursor: Cursor) -> SeriesSaid | None:
    """ "10 mardis de suite", "les 4 prochains jeudis", but not "les 2 mardis 3 et 10 mars"."""
    cursor.take(Tag.THE)
    number = cursor.take(Tag.NUMBER)
    cursor.take(Tag.NEXT)
    if number is None or not 1 < number.value < 100 or not cursor.sees(Tag.WEEKDAYS):
        return None
    weekdays = _weekdays(cursor)
    if cursor.sees(Tag.NUMBER, Tag.DATE, Tag.ORDINAL, Tag.OUT_OF, Tag.OF_MONTH, Tag.EACH_MONTH):
        return None
    cursor.take(Tag.NEXT)
    return SeriesSaid("weekly", weekdays, count=number.value)


def _parity(cursor: Cursor) -> SeriesSaid | None:
    cursor.take(Tag.FROM, Tag.SINCE) or cursor.take_text("en", "les")
    parity = cursor.take(Tag.PARITY)
    return SeriesSaid("weekly", interval=2, parity=parity.value) if parity else None


def _start_of_month(cursor: Cursor) -> DaySaid | None:
    edge = cursor.take(Tag.EDGE)
    named = month_and_year(cursor)
    if named is None or (edge and edge.value == 31):
        return None
    return DaySaid(day=edge.value if edge else 1, month=named[0], year=named[1], modifier=Tag.EDGE)
