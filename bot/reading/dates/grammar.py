"""A typed line read once from left to right into the things it says of days and hours."""

from collections.abc import Callable
from typing import Final

from bot.reading.dates.bounds_grammar import left_out, months, since, times, until
from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.clock_grammar import clock, delay, length, part
from bot.reading.dates.context import tokens
from bot.reading.dates.cursor import Cursor
from bot.reading.dates.day_grammar import day, listed_day
from bot.reading.dates.implied import implied
from bot.reading.dates.phrases import ClockSaid, DaySaid, InstantSaid, MarkSaid, PartSaid, Phrase, Said, SpanSaid
from bot.reading.dates.series_grammar import series
from bot.reading.dates.stay_grammar import span, stay_length, weekend
from bot.reading.dates.tokens import Token, fold

_TELLING: Final = (
    Tag.OR,
    Tag.NOT,
    Tag.NEXT,
    Tag.FOLLOWING,
    Tag.OF_WEEK,
    Tag.EXCEPT,
    Tag.UNTIL,
    Tag.LEAVING,
    Tag.RETURNING,
)

_LONGEST_LIST: Final = 40


def phrases(text: str) -> list[Phrase]:
    """What an NFC text says of days and hours, in the order of the line; other words are passed over."""
    cursor = Cursor(tokens(text))
    found: list[Phrase] = []
    while cursor.peek() is not None:
        found += _next(cursor, found[-1] if found else None)
    return implied(found, fold(text))


def _next(cursor: Cursor, before: Phrase | None) -> list[Phrase]:
    origin, joined = cursor.at, before is not None and _joined(cursor, before)
    said = cursor.first_of(_today_part, _noon_today, lambda inner: _one(inner, before if joined else None))
    if said:
        start, end = _extent(cursor, origin)
        return [Phrase(each, start, end, joined) for each in said]
    token = cursor.peek()
    cursor.at += 1
    if token is None or not (token.tag in _TELLING or token.text.startswith("a partir")):
        return []
    return [Phrase(MarkSaid(token.tag, token.value), token.start, token.end, joined)]


def _joined(cursor: Cursor, before: Phrase) -> bool:
    link, last = cursor.peek(-1), cursor.peek(-2)
    if link is None or last is None or last.end != before.end:
        return False
    return link.tag is Tag.AND or link.text in (",", "&", "+", ";", "/")


def _extent(cursor: Cursor, origin: int) -> tuple[int, int]:
    first, last = cursor.peek(origin - cursor.at), cursor.peek(-1)
    return (first.start if first else 0, last.end if last else 0)


def _one(cursor: Cursor, before: Phrase | None) -> tuple[Said, ...] | None:
    named = listed_day if before and isinstance(before.said, DaySaid) else day
    for rule in (*_RULES, named, *_LATER_RULES):
        origin = cursor.at
        said = rule(cursor)
        if said is not None:
            return (said,)
        cursor.at = origin
    return None


def _today_part(cursor: Cursor) -> tuple[Said, ...] | None:
    token = cursor.take(Tag.TODAY_PART)
    return (DaySaid(in_days=0), PartSaid(token.value)) if token else None


def _noon_today(cursor: Cursor) -> tuple[Said, ...] | None:
    noon = cursor.take(Tag.CLOCK) if cursor.take(Tag.THIS) else None
    return (DaySaid(in_days=0), ClockSaid((noon.value, 0))) if noon and not noon.figures else None


def _instant(cursor: Cursor) -> InstantSaid | None:
    token = cursor.take(Tag.INSTANT)
    return InstantSaid(token.values) if token else None


def _joined_weekend(cursor: Cursor) -> SpanSaid | None:
    hint = cursor.take(Tag.VAGUE)
    return cursor.attempt(weekend) if hint and hint.text.startswith("w") else None


def _vague_day(cursor: Cursor) -> MarkSaid | None:
    """ "Vers le 15 mars", "d'ici vendredi", "la semaine du 12", "entre le 2 et le 4"."""
    hours = cursor.attempt(clock) if cursor.sees(Tag.BETWEEN) else None
    if hours is not None:
        return None
    hint = cursor.take(Tag.VAGUE, Tag.BOUND, Tag.AROUND, Tag.BETWEEN, Tag.EDGE)
    if hint is None:
        return None
    cursor.take(Tag.FROM)
    precise = cursor.attempt(span) if hint.text.startswith("w") else None
    if precise is not None:
        return None
    if listed_day(cursor) is None:
        return None
    if hint.tag is Tag.BETWEEN and cursor.take(Tag.AND):
        cursor.attempt(listed_day)
    return MarkSaid(Tag.VAGUE)


def _without_a_month(cursor: Cursor) -> MarkSaid | None:
    """ "Sauf août": a series with a hole that no date tells."""
    excepted = cursor.take(Tag.EXCEPT)
    cursor.take(Tag.FROM, Tag.THE) or cursor.take_text("en")
    return MarkSaid(Tag.VAGUE) if excepted and cursor.take(Tag.MONTH) else None


def _indefinite_day(cursor: Cursor) -> MarkSaid | None:
    """ "Un mardi", which names none."""
    number = cursor.take(Tag.NUMBER)
    if number is None or number.text not in ("un", "1") or not cursor.take(Tag.WEEKDAY):
        return None
    return None if cursor.sees(Tag.NUMBER, Tag.DATE, Tag.ORDINAL) else MarkSaid(Tag.VAGUE)


def _two_ranks(cursor: Cursor) -> MarkSaid | None:
    """ "Le 2e et le 4e mardi du mois", of which no one day can be made."""
    first = cursor.take(Tag.ORDINAL)
    linked = cursor.take(Tag.AND) or cursor.take_text(",")
    cursor.take(Tag.THE)
    second = cursor.take(Tag.ORDINAL)
    return MarkSaid(Tag.VAGUE) if first and linked and second and cursor.take(Tag.WEEKDAY, Tag.WEEKDAYS) else None


def _first_of_list(cursor: Cursor) -> DaySaid | None:
    """The 3 of "3, 10 et 17 février"."""
    number = cursor.take(Tag.NUMBER)
    if number is None or not number.figures or not _leads_to_a_month(cursor):
        return None
    return DaySaid(day=number.value)


def _leads_to_a_month(cursor: Cursor) -> bool:
    ahead = 0
    while ahead < _LONGEST_LIST and _separates(cursor.peek(ahead)):
        ahead += 1
        while cursor.sees(Tag.THE, Tag.WEEKDAY, ahead=ahead):
            ahead += 1
        if cursor.sees(Tag.DATE, ahead=ahead):
            return True
        if not cursor.sees(Tag.NUMBER, ahead=ahead):
            return False
        ahead += 1
    return ahead > 0 and cursor.sees(Tag.MONTH, ahead=ahead)


def _separates(token: Token | None) -> bool:
    return token is not None and (token.tag is Tag.AND or token.text == ",")


_RULES: Final[tuple[Callable[[Cursor], Said | None], ...]] = (
    *(_instant, series, left_out, until, times, length, stay_length, span, since),
    *(_joined_weekend, _vague_day, _without_a_month, _indefinite_day, _two_ranks),
)
_LATER_RULES: Final[tuple[Callable[[Cursor], Said | None], ...]] = (_first_of_list, delay, clock, part, months)
