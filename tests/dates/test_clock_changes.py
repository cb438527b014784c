"""Hours typed for the two nights on which the clocks change, and for another time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.reading.dates.moments import Point
from bot.reading.dates.when import when, when_line

MONDAY = datetime.fromisoformat("2026-10-05T10:00+02:00")


def _point(text: str) -> Point:
    found = when(text, MONDAY)
    assert isinstance(found, Point)
    return found


def test_an_hour_that_spring_skips_becomes_the_first_valid_minute_and_is_confirmed() -> None:
    found = _point("28/03/2027 2h30")
    assert (found.start.isoformat(), found.confirm) == ("2027-03-28T03:00:00+02:00", True)


def test_an_hour_that_autumn_repeats_is_the_first_and_the_second_is_offered() -> None:
    found = _point("dimanche 25 octobre 2h30")
    assert found.start.isoformat() == "2026-10-25T02:30:00+02:00"
    assert found.alternatives[0].isoformat() == "2026-10-25T02:30:00+01:00"


def test_the_offset_is_that_of_the_day_named() -> None:
    assert _point("lundi 26 octobre 14h").start.isoformat() == "2026-10-26T14:00:00+01:00"


def test_a_length_across_the_autumn_night_is_counted_in_real_hours() -> None:
    assert str(_point("samedi 24 octobre 22h pendant 6h").end) == "2026-10-25 03:00:00+01:00"


def test_an_event_in_reunion_is_read_in_its_own_time() -> None:
    found = when("mercredi 14h", MONDAY, ZoneInfo("Indian/Reunion"))
    assert found.as_json()["start"] == "2026-10-07T14:00:00+04:00"


def test_a_line_keeps_its_id_and_takes_its_own_now_and_zone() -> None:
    line = {"id": "A1", "text": "demain 18h", "now": "2026-10-05T23:30:00+00:00", "tz": "Europe/Paris"}
    assert when_line(line) == {"id": "A1", "kind": "point", "start": "2026-10-07T18:00:00+02:00"}
