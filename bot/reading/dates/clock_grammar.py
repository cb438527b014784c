"""How French says an hour: "14h", "neuf heures et demie", "de 14 à 16h", "8h du soir", "pendant 2h"."""

from dataclasses import replace
from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.cursor import Cursor
from bot.reading.dates.phrases import ClockSaid, DelaySaid, LengthSaid, PartSaid
from bot.reading.dates.tokens import IMPOSSIBLE, Token

_BEFORE_A_CLOCK: Final = (Tag.AT, Tag.AROUND, Tag.FROM, Tag.SINCE, Tag.THE, Tag.TO)

_MOST_BEFORE_A_CLOCK: Final = 3

_NOON: Final = 12
_LATEST_AFTER_NOON: Final = 6
# Two numbers after a date are hours only where a meeting may begin.
_EARLIEST: Final = 7
_DAY_WORDS: Final = (Tag.WEEKDAY, Tag.DATE, Tag.MONTH, Tag.OFFSET)

Time = tuple[int, int]


def clock(cursor: Cursor) -> ClockSaid | None:
    """The hour said here, with its end when there is one."""
    bound = cursor.take(Tag.BOUND) is not None or cursor.sees(Tag.UNTIL, ahead=-1)
    between = cursor.take(Tag.BETWEEN) is not None
    for _ in range(_MOST_BEFORE_A_CLOCK):
        cursor.take(*_BEFORE_A_CLOCK)
    said = cursor.first_of(_figures_to_clock, lambda inner: _clock_to_clock(inner, between), _figures_only)
    if said is None:
        return None
    part = cursor.attempt(_of_the_part)
    return replace(said, bound=bound, part=part.part if part else None)


def length(cursor: Cursor) -> LengthSaid | None:
    """ "Pendant 2h", "durée 1h30", "pendant 90 minutes"."""
    if not cursor.take(Tag.DURING):
        return None
    cursor.take_text(":")
    minutes = _amount(cursor)
    return LengthSaid(minutes) if minutes else None


def delay(cursor: Cursor) -> DelaySaid | None:
    """ "Dans 2 heures", "dans 30 minutes"."""
    minutes = _amount(cursor) if cursor.take(Tag.IN) else None
    return DelaySaid(minutes) if minutes else None


def part(cursor: Cursor) -> PartSaid | None:
    """ "Le matin", "en soirée"."""
    cursor.take(Tag.THE, Tag.AT)
    token = cursor.take(Tag.PART)
    return PartSaid(token.value) if token else None


def _of_the_part(cursor: Cursor) -> PartSaid | None:
    if not cursor.take(Tag.FROM):
        return None
    cursor.take(Tag.THE)
    token = cursor.take(Tag.PART)
    return PartSaid(token.value) if token else None


def _clock_to_clock(cursor: Cursor, between: bool) -> ClockSaid | None:
    start = _time(cursor)
    if start is None:
        return None
    noon = start[0] == _NOON and cursor.sees(Tag.CLOCK, Tag.MINUTES, ahead=-1) and not _typed(cursor, -1)
    end = cursor.attempt(lambda inner: _end(inner, between)) or cursor.attempt(lambda inner: _beside(inner, start))
    # "Entre midi et deux" ends at 14h.
    afternoon = noon and end is not None and 1 <= end[0] <= _LATEST_AFTER_NOON
    return ClockSaid(start, (end[0] + _NOON, end[1]) if end and afternoon else end)


def _typed(cursor: Cursor, ahead: int) -> bool:
    token = cursor.peek(ahead)
    return token is not None and token.figures


def _beside(cursor: Cursor, start: Time) -> Time | None:
    """ "8h30 10h": two hours with nothing between them, unless the second belongs to a day that follows it."""
    if cursor.sees(Tag.AT, Tag.AROUND) or not _typed(cursor, 0):
        return None
    day_before = cursor.sees(*_DAY_WORDS, ahead=-2)
    end = _time(cursor)
    day_after = cursor.sees(Tag.THE, *_DAY_WORDS)
    return end if end and end > start and not (day_before and day_after) else None


def _end(cursor: Cursor, between: bool) -> Time | None:
    hyphen = cursor.take_text("-", "/", ">")
    cursor.take_text(">")
    linked = cursor.take(Tag.AT, Tag.TO, Tag.UNTIL, *((Tag.AND,) if between else ()))
    if not hyphen and not linked:
        return None
    cursor.take(Tag.THE)
    return cursor.attempt(_time) or cursor.attempt(lambda inner: _closing_number(inner, before_words=between))


def _closing_number(cursor: Cursor, before_words: bool) -> Time | None:
    number = cursor.take(Tag.NUMBER)
    closing = cursor.peek() is None or cursor.sees(Tag.MARK, *((Tag.WORD,) if before_words else ()))
    return (number.value, 0) if number and number.value < 24 and closing else None


def _figures_to_clock(cursor: Cursor) -> ClockSaid | None:
    """ "De 14 à 16h", "9-12h": the hours are named once, at the end."""
    ranged = cursor.sees(Tag.FROM, Tag.BETWEEN, Tag.DATE, Tag.MONTH, ahead=-1)
    number = cursor.take(Tag.NUMBER)
    hyphen = cursor.take_text("-", "/")
    linked = hyphen or (cursor.take(Tag.AT, Tag.AND) if ranged else None)
    if number is None or number.value > 23 or not linked:
        return None
    end = _time(cursor)
    return ClockSaid((number.value, 0), end) if end else None


def _figures_only(cursor: Cursor) -> ClockSaid | None:
    """ "De 14 à 16", "mardi 14/4 14-16": no unit at all, so only where nothing else can follow."""
    dated = cursor.sees(Tag.DATE, Tag.MONTH, ahead=-1) and _typed(cursor, 0)
    if not dated and not cursor.sees(Tag.FROM, ahead=-1):
        return None
    number = cursor.take(Tag.NUMBER)
    if number is None or number.value > 23 or (dated and number.value < _EARLIEST):
        return None
    if not (cursor.take(Tag.AT) or (dated and cursor.take_text("-", ">"))):
        return None
    end = _closing_number(cursor, before_words=dated)
    return ClockSaid((number.value, 0), end) if end and end[0] > number.value else None


def _time(cursor: Cursor) -> Time | None:
    token = cursor.take(Tag.CLOCK)
    time = (token.values[0], token.values[1]) if token else cursor.attempt(_in_words)
    if time is None:
        return None
    spoken = token is not None and not token.figures
    extra = cursor.take(Tag.MINUTES) or (cursor.attempt(_minutes_in_words) if spoken or token is None else None)
    if extra is None or time[1] != 0:
        return time
    total = time[0] * 60 + extra.value
    return total // 60, total % 60


def _in_words(cursor: Cursor) -> Time | None:
    number = cursor.take(Tag.NUMBER)
    if number is None or not cursor.take(Tag.HOURS):
        return None
    return number.value if number.value < 24 else IMPOSSIBLE, 0


def _minutes_in_words(cursor: Cursor) -> Token | None:
    number = cursor.take(Tag.NUMBER)
    return number if number and number.value < 60 and not cursor.sees(Tag.MONTH, Tag.COUNTED) else None


def _amount(cursor: Cursor) -> int | None:
    time = cursor.attempt(_time)
    if time:
        return time[0] * 60 + time[1]
    number = cursor.take(Tag.NUMBER)
    return number.value if number and cursor.take_text("minutes", "min", "mn") else None
