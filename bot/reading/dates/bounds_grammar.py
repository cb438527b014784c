"""How French bounds what comes back: from when, until when, how often and when not."""

import re
from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.cursor import Cursor
from bot.reading.dates.day_grammar import day, end_of_month, listed_day, month_and_year
from bot.reading.dates.phrases import DaySaid, ExceptSaid, MonthsSaid, SinceSaid, TimesSaid, UntilSaid
from bot.reading.dates.tokens import Token

# Said so, the day is itself one of the series; "à partir du" only bounds it.
_OPENS: Final = re.compile(r"commence|debut|demarr")


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
    """ "En mars", "de septembre à juin", "en mai et juin"."""
    cursor.take(Tag.FROM, Tag.SINCE) or cursor.take_text("en")
    first = month_and_year(cursor)
    if first is None:
        return None
    next_one = cursor.peek(1)
    also = cursor.sees(Tag.AND) and next_one and next_one.tag is Tag.MONTH and next_one.value == first[0] % 12 + 1
    linked = cursor.sees(Tag.AT, Tag.UNTIL, Tag.MARK) and cursor.sees(Tag.MONTH, Tag.EDGE, ahead=1)
    if not linked and not also:
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
    if cursor.sees_text("par"):
        return None  # "deux fois par semaine" is a rhythm, no number of sessions
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


def _start_of_month(cursor: Cursor) -> DaySaid | None:
    edge = cursor.take(Tag.EDGE)
    named = month_and_year(cursor)
    if named is None or (edge and edge.value == 31):
        return None
    return DaySaid(day=edge.value if edge else 1, month=named[0], year=named[1], modifier=Tag.EDGE)
