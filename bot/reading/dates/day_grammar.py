"""How French names a day: "mardi prochain", "le 3/12", "dans quinze jours", "le premier lundi du mois"."""

from dataclasses import replace
from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.cursor import Cursor
from bot.reading.dates.phrases import LAST_OF_MONTH, DaySaid

_WEEKDAY: Final = (Tag.WEEKDAY, Tag.WEEKDAYS)
_MODIFIERS: Final = (Tag.NEXT, Tag.FOLLOWING, Tag.COMING, Tag.LAST)
_NEVER_AFTER_A_DAY: Final = (Tag.COUNTED, Tag.TIMES, Tag.HOURS, Tag.DAYS, Tag.WEEKS, Tag.MONTHS)
_AFTER_A_BARE_DAY: Final = (Tag.WORD, *_NEVER_AFTER_A_DAY)
# "Huit jours" is a week and "quinze jours" a fortnight to most, 8 and 15 days to some.
_IDIOMS: Final = {8: 7, 15: 14}


def day(cursor: Cursor) -> DaySaid | None:
    """The day named here."""
    return cursor.first_of(nth_weekday, _dated, _feast, _weekday, _from_today, _ahead_on, _ahead, _ago, _week_first)


def listed_day(cursor: Cursor) -> DaySaid | None:
    """A day within a list, where a bare number is enough: "les 3, 10 et 17"."""
    return cursor.attempt(day) or cursor.attempt(_bare_number)


def month_and_year(cursor: Cursor) -> tuple[int, int | None] | None:
    """A month, with its year when one follows."""
    month = cursor.take(Tag.MONTH)
    return (month.value, cursor.attempt(_year)) if month else None


def nth_weekday(cursor: Cursor) -> DaySaid | None:
    """ "Le premier lundi du mois", "le dernier vendredi de juin"."""
    cursor.take(Tag.THE)
    rank = cursor.take(Tag.ORDINAL, Tag.LAST)
    weekday = cursor.take(*_WEEKDAY) if rank else None
    if rank is None or weekday is None:
        return None
    nth = LAST_OF_MONTH if rank.tag is Tag.LAST else rank.value
    said = DaySaid(weekday=weekday.value, nth=nth)
    ahead = cursor.take(Tag.OF_MONTH)
    if ahead:
        named = cursor.attempt(_of_named_month)
        return replace(said, month=named[0], year=named[1]) if named else replace(said, month_ahead=ahead.value)
    named = cursor.attempt(_of_named_month)
    return replace(said, month=named[0], year=named[1]) if named else said


def _of_named_month(cursor: Cursor) -> tuple[int, int | None] | None:
    cursor.take(Tag.FROM)
    named = month_and_year(cursor)
    linked = cursor.sees(Tag.AT, Tag.TO, Tag.UNTIL) or (cursor.sees(Tag.MARK) and not cursor.sees_text(","))
    # "Le dernier jeudi du mois de janvier à juin" names the months of a series.
    return None if linked and cursor.sees(Tag.MONTH, Tag.EDGE, ahead=1) else named


def _feast(cursor: Cursor) -> DaySaid | None:
    """ "Lundi de Pâques", "l'Ascension", "Noël 2027"."""
    cursor.take(Tag.THE)
    weekday = cursor.take(Tag.WEEKDAY)
    feast = cursor.take(Tag.FEAST)
    if feast is None:
        return None
    return DaySaid(feast=feast.value, weekday=weekday.value if weekday else None, year=cursor.attempt(_year))


def end_of_month(cursor: Cursor) -> DaySaid | None:
    """ "Fin juin", "la mi-mars", "juin" as the last day of something."""
    cursor.take(Tag.THE, Tag.AT)
    edge = cursor.take(Tag.EDGE)
    cursor.take(Tag.FROM)
    named = month_and_year(cursor)
    if named is None:
        return None
    return DaySaid(day=edge.value if edge else 31, month=named[0], year=named[1], modifier=Tag.EDGE)


def _dated(cursor: Cursor) -> DaySaid | None:
    """A day of the month, with its weekday or without."""
    article = cursor.take(Tag.THE, Tag.THIS)
    weekday = cursor.take(*_WEEKDAY)
    if weekday:
        cursor.take(Tag.THE)
        cursor.take_text(",")
    dated = cursor.first_of(_numeric_date, _day_and_month)
    if dated is None and (article or weekday):
        one_day = weekday is not None or (article is not None and article.text == "le")
        dated = cursor.attempt(lambda inner: _day_of_month(inner, one_day))
    return replace(dated, weekday=weekday.value) if dated and weekday else dated


def _numeric_date(cursor: Cursor) -> DaySaid | None:
    token = cursor.take(Tag.DATE)
    if token is None:
        return None
    number, month, *year = token.values
    return DaySaid(day=number, month=month, year=_full_year(year[0]) if year else None)


def _day_and_month(cursor: Cursor) -> DaySaid | None:
    number = cursor.take(Tag.NUMBER, Tag.ORDINAL)
    if number is None:
        return None
    cursor.take(Tag.FROM)
    named = month_and_year(cursor)
    return DaySaid(day=number.value, month=named[0], year=named[1]) if named else None


def _day_of_month(cursor: Cursor, one_day: bool) -> DaySaid | None:
    number = cursor.take(Tag.NUMBER, Tag.ORDINAL)
    if number is None or (number.tag is Tag.ORDINAL and number.value != 1):
        return None
    forbidden = _NEVER_AFTER_A_DAY if one_day and number.figures else _AFTER_A_BARE_DAY
    if cursor.sees(*forbidden) or _opens_a_range_of_hours(cursor, number.value):
        return None
    ahead = cursor.take(Tag.OF_MONTH)
    return DaySaid(day=number.value, month_ahead=ahead.value if ahead else None)


def _opens_a_range_of_hours(cursor: Cursor, number: int) -> bool:
    """ "Mardi 9-12h" is an hour to another; "mardi 9 à 12h" is a date and an hour."""
    hyphen, end = cursor.peek(), cursor.peek(1)
    return bool(hyphen and hyphen.text == "-" and end and end.tag is Tag.CLOCK and number < end.value)


def _bare_number(cursor: Cursor) -> DaySaid | None:
    number = cursor.take(Tag.NUMBER)
    if number is None or not number.figures or cursor.sees(*_AFTER_A_BARE_DAY):
        return None
    return DaySaid(day=number.value)


def _weekday(cursor: Cursor) -> DaySaid | None:
    """A weekday without its date, and the idioms that say which."""
    cursor.take(Tag.THE)
    before = cursor.take(Tag.THIS, Tag.NEXT)
    weekday = cursor.take(Tag.WEEKDAY)
    if weekday is None:
        return None
    said = DaySaid(weekday=weekday.value, modifier=before.tag if before else None)
    cursor.take(Tag.THE)
    after = cursor.take(*_MODIFIERS)
    if after:
        said = replace(said, modifier=after.tag)
    return _which_week(cursor, said)


def _which_week(cursor: Cursor, said: DaySaid) -> DaySaid:
    later = cursor.take(Tag.WEEKS_ON)
    if later:
        return replace(said, weeks_on=later.value)
    week = cursor.take(Tag.OF_WEEK)
    if week:
        return replace(said, week=week.value)
    distance = cursor.attempt(_ahead)
    return replace(distance, weekday=said.weekday) if distance else said


def _week_first(cursor: Cursor) -> DaySaid | None:
    week = cursor.take(Tag.OF_WEEK)
    cursor.take_text(",")
    cursor.take(Tag.THE)
    weekday = cursor.take(Tag.WEEKDAY) if week else None
    return DaySaid(weekday=weekday.value, week=week.value) if week and weekday else None


def _from_today(cursor: Cursor) -> DaySaid | None:
    cursor.take(Tag.FROM)
    offset = cursor.take(Tag.OFFSET)
    if offset is None:
        return None
    weeks = cursor.take(Tag.WEEKS_ON)
    return DaySaid(in_days=offset.value + 7 * (weeks.value if weeks else 0))


def _ahead_on(cursor: Cursor) -> DaySaid | None:
    """ "Dans trois semaines, jeudi"."""
    distance = cursor.attempt(_ahead)
    cursor.take_text(",")
    cursor.take(Tag.THE)
    weekday = cursor.take(Tag.WEEKDAY) if distance else None
    if distance is None or weekday is None or cursor.sees(Tag.NUMBER, Tag.ORDINAL):
        return None
    return replace(distance, weekday=weekday.value)


def _ahead(cursor: Cursor) -> DaySaid | None:
    return _distance(cursor, 1) if cursor.take(Tag.IN) else None


def _ago(cursor: Cursor) -> DaySaid | None:
    return _distance(cursor, -1) if cursor.take(Tag.AGO) else None


def _distance(cursor: Cursor, direction: int) -> DaySaid | None:
    number = cursor.take(Tag.NUMBER)
    unit = cursor.take(Tag.DAYS, Tag.WEEKS, Tag.MONTHS) if number else None
    if number is None or unit is None or number.value > 999:
        return None
    if unit.tag is Tag.MONTHS:
        return DaySaid(in_months=direction * number.value)
    if unit.tag is Tag.WEEKS:
        return DaySaid(in_days=direction * 7 * number.value)
    literal = number.value if number.value in _IDIOMS else None
    return DaySaid(
        in_days=direction * _IDIOMS.get(number.value, number.value),
        in_days_literally=direction * literal if literal else None,
    )


def _year(cursor: Cursor) -> int | None:
    number = cursor.take(Tag.NUMBER)
    if number is None or not number.figures:
        return None
    if len(number.text) == 4:
        return number.value
    alone = not cursor.sees(*_AFTER_A_BARE_DAY, Tag.MONTH, Tag.AND, Tag.TO, Tag.MARK)
    return _full_year(number.value) if len(number.text) == 2 and number.value >= 20 and alone else None


def _full_year(year: int) -> int:
    return year + 2000 if 0 <= year < 100 else year
