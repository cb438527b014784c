"""What comes back, as an educator types it on Monday 5 October 2026 at 10h."""

from datetime import datetime

import pytest

from bot.reading.dates.moments import Recurring
from bot.reading.dates.when import when

MONDAY = datetime.fromisoformat("2026-10-05T10:00+02:00")

# text: interval, weekdays, first, last, count
SERIES = {
    "tous les mardis 14h jusqu'au 15 décembre": (1, "TU", "2026-10-06T14:00+02:00", "2026-12-15T14:00+01:00", 11),
    "un mercredi sur deux 14h jusqu'au 18 décembre": (2, "WE", "2026-10-07T14:00+02:00", "2026-12-16T14:00+01:00", 6),
    "une semaine sur deux le jeudi 9h30 jusqu'à fin novembre": (
        *(2, "TH", "2026-10-08T09:30+02:00", "2026-11-19T09:30+01:00", 4),
    ),
    "chaque semaine le jeudi 14h jusqu'au 22 octobre": (
        *(1, "TH", "2026-10-08T14:00+02:00", "2026-10-22T14:00+02:00", 3),
    ),
    "tous les mardis soir 8h jusqu'au 13 octobre": (1, "TU", "2026-10-06T20:00+02:00", "2026-10-13T20:00+02:00", 2),
    "mardis et jeudis 17h jusqu'au 22 octobre": (1, "TU,TH", "2026-10-06T17:00+02:00", "2026-10-22T17:00+02:00", 6),
    "chaque jeudi 18h pendant 6 semaines": (1, "TH", "2026-10-08T18:00+02:00", "2026-11-12T18:00+01:00", 6),
    "tous les mardis 14h à partir du 3 novembre, 6 séances": (
        *(1, "TU", "2026-11-03T14:00+01:00", "2026-12-08T14:00+01:00", 6),
    ),
    "tous les mercredis de novembre 14h": (1, "WE", "2026-11-04T14:00+01:00", "2026-11-25T14:00+01:00", 4),
    "tous les jours du 19 au 23 octobre à 10h": (1, None, "2026-10-19T10:00+02:00", "2026-10-23T10:00+02:00", 5),
    "le dernier vendredi de chaque mois 18h jusqu'en juin": (
        *(1, "FR", "2026-10-30T18:00+01:00", "2027-06-25T18:00+02:00", 9),
    ),
    "les mercredis des semaines paires 14h jusqu'au 16 décembre": (
        *(2, "WE", "2026-10-14T14:00+02:00", "2026-12-09T14:00+01:00", 5),
    ),
    "tous les mardis 14h jusqu'au 15 décembre sauf le 10 novembre": (
        *(1, "TU", "2026-10-06T14:00+02:00", "2026-12-15T14:00+01:00", 10),
    ),
}


def _series(text: str) -> Recurring:
    found = when(text, MONDAY)
    assert isinstance(found, Recurring)
    return found


@pytest.mark.parametrize(("text", "expected"), SERIES.items())
def test_a_series_knows_its_first_its_last_and_its_count(text: str, expected: tuple[object, ...]) -> None:
    series = _series(text)
    first, last = (datetime.fromisoformat(str(each)) for each in expected[2:4])
    assert (series.interval, series.weekday, series.first, series.last, series.count) == (
        *expected[:2],
        *(first, last, expected[4]),
    )


def test_a_series_keeps_its_local_hour_over_the_clock_change() -> None:
    series = _series("tous les mardis 14h jusqu'au 15 décembre").as_json()
    assert (series["first"], series["last"]) == ("2026-10-06T14:00:00+02:00", "2026-12-15T14:00:00+01:00")


def test_a_series_without_an_end_asks_for_it() -> None:
    series = _series("tous les mardis 14h")
    assert (series.missing, series.last, series.count) == (("until",), None, None)


def test_a_series_without_an_hour_asks_for_it() -> None:
    assert _series("chaque mardi jusqu'au 15 décembre").missing == ("time",)


def test_a_series_named_on_its_own_weekday_asks_whether_it_begins_today() -> None:
    series = _series("tous les lundis 14h")
    assert series.confirm
    assert [moment.isoformat() for moment in series.alternatives] == ["2026-10-12T14:00:00+02:00"]


def test_school_holidays_are_named_for_the_calendar_to_take_out() -> None:
    assert _series("tous les mardis 14h jusqu'au 15 décembre hors vacances scolaires").without == ("school_holidays",)


def test_the_end_hour_of_a_series_is_kept() -> None:
    assert _series("tous les mardis 14h-16h30").end_time == "16:30"
