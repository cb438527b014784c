"""What a line changes in a series that begins on Tuesday 6 October 2026, and ends that name no day."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.reading.announcement import announcement
from bot.reading.dates.moments import Recurring, Trouble
from bot.reading.dates.series_finding import days_of
from bot.reading.dates.when import when
from bot.reading.series_change import SeriesChange, end_said, series_change

MONDAY = datetime.fromisoformat("2026-10-05T10:00+02:00")
FIRST = date(2026, 10, 6)

CHANGES: dict[str, dict[str, Any]] = {
    "jusqu'au 15 décembre": {"until": date(2026, 12, 15)},
    "jusqu'en juin": {"until": date(2027, 6, 30)},
    "jusqu'à Noël": {"unclear_end": True},
    "6 fois": {"times": 6},
    "10 séances, 12 places": {"times": 10, "rest": "12 places"},
    "pendant 6 semaines": {"until": date(2026, 11, 16)},
    "à partir du 3 novembre": {"since": date(2026, 11, 3)},
    "du 3 novembre au 15 décembre": {"since": date(2026, 11, 3), "until": date(2026, 12, 15)},
    "sauf vacances": {"skip_school_holidays": True},
    "hors vacances scolaires et jours fériés": {"skip_school_holidays": True},
    "pendant les vacances aussi": {"skip_school_holidays": False},
    "y compris pendant les vacances scolaires": {"skip_school_holidays": False},
    "sauf les 10 novembre et 1er décembre": {"without": (date(2026, 11, 10), date(2026, 12, 1))},
    "salle Courmont, jusqu'au 15 décembre": {"until": date(2026, 12, 15), "rest": "salle Courmont"},
    "3 ateliers cuisine": {"rest": "3 ateliers cuisine"},
    "15h": {"rest": "15h"},
    "bonjour": {"rest": "bonjour"},
}


@pytest.mark.parametrize(("line", "said"), CHANGES.items())
def test_a_change_takes_what_it_says_and_leaves_the_rest_of_the_line(line: str, said: dict[str, Any]) -> None:
    assert series_change(line, FIRST) == SeriesChange(**{"rest": ""} | said)


def test_a_day_that_does_not_exist_changes_nothing() -> None:
    assert isinstance(series_change("jusqu'au 31 novembre", FIRST), Trouble)


@pytest.mark.parametrize(
    "line", ["15 décembre", "le 15/12", "mardi 15 décembre", "jusqu'au 15 décembre", "15 décembre."]
)
def test_asked_until_when_a_bare_day_is_the_last(line: str) -> None:
    found = end_said(line, FIRST)
    assert isinstance(found, SeriesChange)
    assert found.until == date(2026, 12, 15)


@pytest.mark.parametrize(("line", "times"), [("6", 6), ("6 fois", 6), ("0", None), ("12 places", None)])
def test_asked_how_often_a_bare_number_counts(line: str, times: int | None) -> None:
    found = end_said(line, FIRST)
    assert isinstance(found, SeriesChange)
    assert (found.times, found.until) == (times, None)


@pytest.mark.parametrize("end", ["jusqu'à Noël", "jusqu'aux vacances", "jusqu'à la fin de l'année scolaire"])
def test_an_end_that_names_no_day_is_neither_title_nor_place(end: str) -> None:
    read = announcement(f"groupe tous les mardis 14h {end}, Maison de quartier", MONDAY)
    assert (read.title, read.place) == ("Groupe", "Maison de quartier")
    assert isinstance(read.moment, Recurring)
    assert read.moment.missing == ("until",)


@pytest.mark.parametrize(
    "words", ["même pendant les vacances", "pendant les vacances scolaires aussi", "vacances comprises"]
)
def test_meetings_during_the_holidays_too_are_no_title(words: str) -> None:
    read = announcement(f"groupe tous les mardis 14h, {words}, jusqu'au 15 décembre", MONDAY)
    assert (read.title, read.holidays_too) == ("Groupe", True)


def test_both_calendars_can_be_left_out_and_a_number_of_meetings_is_no_minute() -> None:
    read = when("tous les mardis 14h-16h 10 séances hors vacances scolaires et jours fériés", MONDAY)
    assert isinstance(read, Recurring)
    assert (read.without, read.end_time, read.count) == (("school_holidays", "public_holidays"), "16:00", 10)


@pytest.mark.parametrize(
    "line",
    ["le premier mardi de chaque mois 14h jusqu'en juin", "tous les mardis 14h, 9 fois", "le 15 de chaque mois 14h"],
)
def test_the_days_of_a_rule_are_found_again_from_its_reading(line: str) -> None:
    read = when(line, MONDAY)
    assert isinstance(read, Recurring)
    assert isinstance(read.first, datetime)
    days = days_of(read, date(2027, 6, 30))
    assert days[0] == read.first.date()
    if isinstance(read.last, datetime):
        assert days.index(read.last.date()) == (read.count or 0) - 1
