"""The French dates and hours an educator types, read with a small grammar; every result is to be read back to her."""

import datetime
import unicodedata
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from bot.reading.dates.calendar_words import SPOKEN_MONTHS, WEEKDAYS, Tag
from bot.reading.dates.entries import entries, refuse_choices, without_refused_days
from bot.reading.dates.grammar import phrases
from bot.reading.dates.local_hours import HoursFound, hours
from bot.reading.dates.moment_building import build
from bot.reading.dates.moments import INVALID, Plain, Point, Trouble, UnreadableDateError, When
from bot.reading.dates.phrases import (
    ClockSaid,
    DaySaid,
    DelaySaid,
    InstantSaid,
    MarkSaid,
    PartSaid,
    Phrase,
    SeriesSaid,
    SpanSaid,
)
from bot.reading.dates.series_finding import find_series
from bot.reading.dates.stay_finding import find_stay

PARIS: Final = ZoneInfo("Europe/Paris")


def when(text: str, now: datetime.datetime, tz: ZoneInfo = PARIS) -> When:
    """The moment, stay, series, list or day that `text` names, seen from `now` (aware); Trouble where it names none."""
    return when_said(phrases(unicodedata.normalize("NFC", text)), now, tz)


def when_said(said: list[Phrase], now: datetime.datetime, tz: ZoneInfo = PARIS) -> When:
    """As `when`, from phrases already recognised."""
    try:
        return _found(said, now.astimezone(tz), tz)
    except UnreadableDateError as unreadable:
        return Trouble(error=unreadable.error, candidates=unreadable.candidates)


def when_line(line: Mapping[str, object]) -> dict[str, Plain]:
    """One JSON line (`id`, `text`, `now`, perhaps `tz`) answered in plain values, with the same `id`."""
    now = datetime.datetime.fromisoformat(str(line["now"]))
    tz = ZoneInfo(str(line.get("tz") or PARIS.key))
    now = now if now.tzinfo else now.replace(tzinfo=tz)
    return {"id": str(line.get("id", ""))} | when(str(line["text"]), now, tz).as_json()


def read_back(start: datetime.datetime, end: datetime.datetime | None) -> str:
    """The moment in full, as people say it: "mardi 20 octobre 2026, 14h-16h" (local times of `start` and `end`)."""
    said = f"{_day_in_full(start)}, {_hour(start)}"
    if end is None:
        return said
    return f"{said}-{_hour(end)}" if end.date() == start.date() else f"{said} - {_day_in_full(end)}, {_hour(end)}"


def _day_in_full(day: datetime.date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {SPOKEN_MONTHS[day.month - 1]} {day.year}"


def _hour(moment: datetime.datetime) -> str:
    return f"{moment.hour}h{moment.minute:02}" if moment.minute else f"{moment.hour}h"


def _found(said: list[Phrase], now: datetime.datetime, tz: ZoneInfo) -> When:
    refuse_choices(said)
    said = _of_that_week(without_refused_days(said))
    plain = [phrase.said for phrase in said]
    instants = [each for each in plain if isinstance(each, InstantSaid)]
    if instants:
        return _copied(instants, now, tz)
    if any(isinstance(each, SeriesSaid) for each in plain):
        return find_series(plain, _hours_of_series(said), now, tz)
    spans = [each for each in plain if isinstance(each, SpanSaid)]
    if spans:
        return find_stay(spans, [each for each in plain if isinstance(each, ClockSaid)], now, tz)
    delays = [each for each in plain if isinstance(each, DelaySaid)]
    found = entries(said, now.date())
    if delays and not found:
        later = now.astimezone(datetime.UTC) + datetime.timedelta(minutes=delays[0].minutes)
        return Point(start=later.astimezone(tz).replace(second=0, microsecond=0))
    return build(found, now, tz)


def _of_that_week(said: list[Phrase]) -> list[Phrase]:
    """ "Mardi 14h la semaine prochaine": the week said apart from its day."""
    weeks = [
        phrase.said.value for phrase in said if isinstance(phrase.said, MarkSaid) and phrase.said.tag is Tag.OF_WEEK
    ]
    if len(weeks) != 1:
        return said
    return [_in_week(phrase, weeks[0]) for phrase in said]


def _in_week(phrase: Phrase, week: int) -> Phrase:
    said = phrase.said
    bare = isinstance(said, DaySaid) and said == DaySaid(weekday=said.weekday) and said.weekday is not None
    if not bare or not isinstance(said, DaySaid):
        return phrase
    return Phrase(DaySaid(weekday=said.weekday, week=week), phrase.start, phrase.end, phrase.follows)


def _copied(instants: list[InstantSaid], now: datetime.datetime, tz: ZoneInfo) -> Point:
    try:
        moments = [_moment(each.values).astimezone(tz) for each in instants[:2]]
    except (ValueError, OverflowError) as impossible:
        raise UnreadableDateError(INVALID) from impossible
    if len(moments) > 1 and moments[1] <= moments[0]:
        raise UnreadableDateError(INVALID)
    return Point(start=moments[0], end=moments[1] if len(moments) > 1 else None, past=moments[0] < now)


def _moment(values: tuple[int, ...]) -> datetime.datetime:
    east = datetime.timezone(datetime.timedelta(minutes=values[5]))
    return datetime.datetime(values[0], values[1], values[2], values[3], values[4], tzinfo=east)


def _hours_of_series(said: list[Phrase]) -> HoursFound | None:
    clocks = [phrase.said for phrase in said if isinstance(phrase.said, ClockSaid)]
    # "Chaque semaine le jeudi 14h jusqu'au 1er avril": the hour stands within the span.
    clocks += [span.opening for phrase in said if isinstance(span := phrase.said, SpanSaid) and span.opening]
    parts = [phrase.said.part for phrase in said if isinstance(phrase.said, PartSaid)]
    part = parts[0] if len(parts) == 1 else None
    return hours(clocks[0], part) if len(clocks) == 1 and not clocks[0].bound else None
