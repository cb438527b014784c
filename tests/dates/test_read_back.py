"""The moment as it is read back to the educator before anything is sent."""

from datetime import datetime

from bot.reading.dates.when import read_back


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def test_a_moment_with_its_end_is_read_back_in_full() -> None:
    said = read_back(_at("2026-10-20T14:00+02:00"), _at("2026-10-20T16:00+02:00"))
    assert said == "mardi 20 octobre 2026, 14h-16h"


def test_minutes_are_said_only_when_there_are_some() -> None:
    assert read_back(_at("2026-02-07T09:30+01:00"), None) == "samedi 7 février 2026, 9h30"


def test_the_first_of_a_month_is_ordinal() -> None:
    assert read_back(_at("2026-08-01T18:05+02:00"), None) == "samedi 1er août 2026, 18h05"


def test_an_end_on_another_day_names_that_day() -> None:
    said = read_back(_at("2026-10-23T09:00+02:00"), _at("2026-10-24T17:00+02:00"))
    assert said == "vendredi 23 octobre 2026, 9h - samedi 24 octobre 2026, 17h"
