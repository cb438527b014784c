"""Whatever is typed, reading neither raises nor hangs nor changes its mind."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.announcement import announcement
from bot.reading.dates.moments import Point
from bot.reading.dates.when import when

MONDAY = datetime.fromisoformat("2026-10-05T10:00+02:00")
WORDS = (
    *(
        "mardi",
        "mer.",
        "les mardis",
        "le",
        "3",
        "31",
        "29",
        "février",
        "décembre",
        "2026",
        "99",
        "à",
        "14h",
        "24h",
        "2h30",
    ),
    *("-", ",", "et", "ou", "du", "au", "prochain", "en huit", "dernier", "tous les", "un", "sur deux", "jusqu'au"),
    *("matin", "soir", "minuit", "midi", "dans", "15", "jours", "mois", "premier", "dernier", "du mois", "pas", "sauf"),
    *(
        "12/13",
        "3/12",
        "0/0/0000",
        "bus",
        "apporter",
        "places",
        "groupe",
        "Lille",
        "salle",
        "avec enfants",
        "pendant",
        "semaines",
    ),
    *(
        "2026-10-05T10:00Z",
        "9999-99-99t99:99z",
        "entre",
        "vers",
        "9999",
        "jusqu'à fin",
        "de chaque mois",
        "séances",
        "0",
    ),
)
PHRASES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(text=st.text() | PHRASES, now=NOWS)
def test_no_text_makes_a_date_raise_or_change(text: str, now: datetime) -> None:
    assert when(text, now) == when(text, now)


@given(text=st.text() | PHRASES, now=NOWS)
def test_no_text_makes_an_announcement_raise(text: str, now: datetime) -> None:
    assert announcement(text, now).missing is not None


@given(text=PHRASES, now=NOWS)
def test_every_result_becomes_plain_values(text: str, now: datetime) -> None:
    plain = when(text, now).as_json()
    assert plain["kind"] in ("point", "stay", "recurring", "list", "day", "error")


@given(
    day=st.dates(datetime(2025, 1, 2).date(), datetime(2030, 12, 30).date()),  # noqa: DTZ001
    hour=st.integers(7, 22),
)
def test_a_full_date_means_that_day_and_hour_in_every_year(day: datetime, hour: int) -> None:
    found = when(f"{day.day}/{day.month:02}/{day.year} à {hour}h", MONDAY)
    assert isinstance(found, Point)
    assert (found.start.date(), found.start.hour) == (day, hour)


@given(ahead=st.integers(0, 360))
def test_a_date_without_its_year_is_the_next_one(ahead: int) -> None:
    day = (MONDAY + timedelta(days=ahead)).date()
    found = when(f"le {day.day}/{day.month:02} à 18h", MONDAY)
    assert isinstance(found, Point)
    assert found.start.date() == day


@pytest.mark.parametrize("text", ["14h " * 400, "mardi " * 260, "3, " * 530, "bus a " * 270, "et " * 530, "à" * 1600])
def test_a_very_long_line_is_read_at_once(text: str) -> None:
    when("mardi 14h", MONDAY)
    begun = time.perf_counter()
    when(text, MONDAY)
    announcement(text, MONDAY)
    assert time.perf_counter() - begun < 1
