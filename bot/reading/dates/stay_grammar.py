"""How French says several days in a row: from one to another, a week-end, so many days and nights."""

from typing import Final

from bot.reading.dates.calendar_words import NIGHT, Tag
from bot.reading.dates.clock_grammar import clock
from bot.reading.dates.cursor import Cursor
from bot.reading.dates.day_grammar import day, end_of_month, listed_day
from bot.reading.dates.phrases import DaySaid, SpanSaid, StaySaid
from bot.reading.dates.tokens import Token

_LONGEST_STAY: Final = 60


def span(cursor: Cursor) -> SpanSaid | None:
    """ "Du 2 au 4 juillet", "du lundi au vendredi", "2-4 juillet", "13/14 juin"."""
    introduced = cursor.take(Tag.FROM, Tag.SINCE) is not None
    first = listed_day(cursor)
    if first is None:
        return None
    opening = cursor.attempt(clock)
    slash = cursor.sees_text("/")
    if not (cursor.take(Tag.TO, Tag.UNTIL) or _arrow(cursor) or (introduced and cursor.take(Tag.AT))):
        return None
    cursor.attempt(_between_two)
    last = cursor.first_of(day, end_of_month) if introduced else cursor.attempt(day)
    if last is None or not _fit(first, last) or (slash and not _share_a_month(first, last)):
        return None
    return SpanSaid(first, last, opening, cursor.attempt(clock) if opening else None)


def weekend(cursor: Cursor) -> SpanSaid | None:
    """ "Le week-end des 13 et 14 juin": two days that the words join instead of bounding them."""
    cursor.take(Tag.FROM, Tag.SINCE, Tag.THE)
    first = listed_day(cursor)
    last = cursor.attempt(day) if first and cursor.take(Tag.AND) else None
    if first is None or last is None or not _share_a_month(first, last):
        return None
    return SpanSaid(first, last) if last.day == (first.day or 0) + 1 else None


def stay_length(cursor: Cursor) -> StaySaid | None:
    """ "3 jours", "3 jours et 2 nuits", "pour deux nuits", but not "3 jours avant"."""
    cursor.take(Tag.DURING) or cursor.take_text("pour")
    days = cursor.attempt(_days)
    if days:
        cursor.take(Tag.AND) or cursor.take_text(",", "/", "-", "+")
    nights = cursor.attempt(_nights)
    if (not days and not nights) or cursor.sees(Tag.BOUND, Tag.OUT_OF):
        return None
    return StaySaid(days, nights)


def _between_two(cursor: Cursor) -> Token | None:
    """The 4 of "3-4-5 mai"."""
    number = cursor.take(Tag.NUMBER)
    return cursor.take_text("-", "/") if number and number.figures and cursor.sees(Tag.NUMBER, ahead=1) else None


def _arrow(cursor: Cursor) -> Token | None:
    link = cursor.take_text("-", ">", "/")
    return cursor.take_text(">") or link if link else None


def _fit(first: DaySaid, last: DaySaid) -> bool:
    """A number alone is a first day only before a last one with its month."""
    bare = first.month is None and first.weekday is None and first.in_days is None and first.feast is None
    return not bare or last.month is not None or last.month_ahead is not None or last.day is not None


def _share_a_month(first: DaySaid, last: DaySaid) -> bool:
    """ "13/14 juin"; but "3/10, 10/10" are two dates and "mardi / jeudi" a choice."""
    return first.day is not None and first.month is None and last.day is not None and last.month is not None


def _days(cursor: Cursor) -> int | None:
    number = cursor.take(Tag.NUMBER)
    counted = number is not None and cursor.take(Tag.DAYS) is not None
    return number.value if number and counted and 1 < number.value <= _LONGEST_STAY else None


def _nights(cursor: Cursor) -> int | None:
    number = cursor.take(Tag.NUMBER)
    unit = cursor.take(Tag.NIGHTS, Tag.PART) if number else None
    if number is None or unit is None or (unit.tag is Tag.PART and unit.value != NIGHT):
        return None
    return number.value if 0 < number.value <= _LONGEST_STAY else None
