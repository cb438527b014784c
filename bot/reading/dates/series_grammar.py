"""How French says that something comes back: on which days, every how many weeks, at which rank of the month."""

from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.cursor import Cursor
from bot.reading.dates.phrases import LAST_OF_MONTH, SeriesSaid
from bot.reading.dates.tokens import Token

_WEEKDAY: Final = (Tag.WEEKDAY, Tag.WEEKDAYS)
# "Tous les quinze jours" is every second week, "tous les huit jours" every week.
_DAYS_IN_WEEKS: Final = {7: 1, 8: 1, 14: 2, 15: 2, 21: 3}


def series(cursor: Cursor) -> SeriesSaid | None:
    """ "Tous les mardis", "un mercredi sur deux", "le premier lundi de chaque mois"."""
    return cursor.first_of(_every, _per, _one_out_of, _each_month, _counted, _plural, _parity)


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


def _per(cursor: Cursor) -> SeriesSaid | None:
    """ "Une fois par semaine"."""
    unit = cursor.take(Tag.WEEKS, Tag.MONTHS) if cursor.take_text("par") else None
    return SeriesSaid("weekly" if unit.tag is Tag.WEEKS else "monthly") if unit else None


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
    weekdays = _weekdays(cursor) if cursor.sees(Tag.WEEKDAYS) else ()
    if not weekdays or _dates_follow(cursor):
        return None
    return SeriesSaid("weekly", weekdays, interval=cursor.attempt(_out_of) or 1)


def _dates_follow(cursor: Cursor) -> bool:
    """Whether the days are then named one by one: "les 2 samedis : 11 et 18 avril"."""
    ahead = 0
    while cursor.sees(Tag.MARK, Tag.THE, ahead=ahead):
        ahead += 1
    counted = cursor.sees(Tag.TIMES, Tag.COUNTED, Tag.DAYS, Tag.WEEKS, Tag.MONTHS, ahead=ahead + 1)
    return cursor.sees(Tag.DATE, ahead=ahead) or (cursor.sees(Tag.NUMBER, Tag.ORDINAL, ahead=ahead) and not counted)


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
    if cursor.sees(Tag.OUT_OF, Tag.OF_MONTH, Tag.EACH_MONTH) or _dates_follow(cursor):
        return None
    cursor.take(Tag.NEXT)
    return SeriesSaid("weekly", weekdays, count=number.value)


def _parity(cursor: Cursor) -> SeriesSaid | None:
    cursor.take(Tag.FROM, Tag.SINCE) or cursor.take_text("en", "les")
    parity = cursor.take(Tag.PARITY)
    return SeriesSaid("weekly", interval=2, parity=parity.value) if parity else None
