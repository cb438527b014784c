"""When a family may be written to, on every day of eleven years and in three time zones."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import hours
from messages.hours import Calendar, Hours, NoMomentError

LILLE = Calendar(ZoneInfo("Europe/Paris"))
ZONES = [Calendar(ZoneInfo(name)) for name in ("Europe/Paris", "Indian/Reunion", "America/Cayenne")]
MORNINGS = Hours(time(9, 30), time(12))
LATE = Hours(time(19), time(21))
NIGHTS = Hours(time(20, 30), time(23))
NINE, EIGHT_PM, FIVE_PM, HALF_PAST_SIX = time(9), time(20), time(17), time(18, 30)


def paris(day: str, hour: str) -> datetime:
    return hours.at(date.fromisoformat(day), time.fromisoformat(hour), LILLE)


def wall(moment: datetime, cal: Calendar = LILLE) -> str:
    return hours.local(moment, cal).strftime("%Y-%m-%d %H:%M")


def every_day() -> Iterator[date]:
    first = date(2026, 1, 1)
    return (first + timedelta(days=n) for n in range((date(2037, 1, 1) - first).days))


def easter_monday(year: int) -> date:
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    sunday = epact - weekday
    month = 3 + (sunday + 40) // 44
    return date(year, month, sunday + 28 - 31 * (month // 4)) + timedelta(days=1)


def closed(day: date) -> bool:
    """Sundays and the eleven public holidays, worked out here without the library."""
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    monday = easter_monday(day.year)
    moving = {monday, monday + timedelta(days=38), monday + timedelta(days=49)}
    return day.isoweekday() == 7 or (day.month, day.day) in fixed or day in moving


@pytest.mark.parametrize("cal", ZONES, ids=lambda cal: str(cal.tz))
def test_on_every_day_of_eleven_years_messages_leave_from_nine_to_eight_only(cal: Calendar) -> None:
    edges = [time(0), time(2, 30), time(8, 59, 59), NINE, time(19, 59, 59), EIGHT_PM, time(23, 59)]
    for day in every_day():
        for t in edges:
            expected = NINE <= t < EIGHT_PM and not closed(day)
            assert hours.allowed(hours.at(day, t, cal), cal) == expected, (day, t)


def test_every_minute_around_a_clock_change_keeps_the_hours() -> None:
    for day in ("2026-03-29", "2026-10-25", "2027-10-31", "2036-03-30"):
        start = paris(day, "00:00") - timedelta(days=1)
        for minutes in range(3 * 24 * 60):
            moment = start + timedelta(minutes=minutes)
            here = hours.local(moment, LILLE)
            assert hours.allowed(moment, LILLE) == (9 <= here.hour < 20 and not closed(here.date()))


@pytest.mark.parametrize("cal", ZONES, ids=lambda cal: str(cal.tz))
@pytest.mark.parametrize("own", [None, MORNINGS, LATE], ids=["usual", "mornings", "late"])
def test_the_reminder_of_every_day_falls_on_the_last_open_evening_before_it(cal: Calendar, own: Hours | None) -> None:
    for n, day in enumerate(every_day()):
        start = hours.at(day, time(n % 24, n % 60), cal)
        moment = hours.day_before(start, cal, own, n % 90)
        here = hours.local(moment, cal)
        assert here.date() < day
        assert hours.allowed(moment, cal, own)
        assert all(closed(here.date() + timedelta(days=d)) for d in range(1, (day - here.date()).days))
        assert own is not None or FIVE_PM <= here.time() < HALF_PAST_SIX


moments = st.integers(0, 11 * 365 * 1440).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
windows = st.tuples(st.times(), st.times()).filter(lambda w: w[0] < w[1]).map(lambda w: Hours(*w))


@given(moments, st.none() | windows)
def test_the_next_moment_is_allowed_and_nothing_before_it_is(moment: datetime, own: Hours | None) -> None:
    if own is not None and not hours.meets(LILLE, own):
        with pytest.raises(NoMomentError):
            hours.next_allowed(moment + timedelta(days=1), LILLE, own)
        return
    found = hours.next_allowed(moment, LILLE, own)
    assert found >= moment
    assert hours.allowed(found, LILLE, own)
    gap = int((found - moment).total_seconds())
    assert not any(hours.allowed(moment + timedelta(seconds=s), LILLE, own) for s in range(0, gap, 1801))


@given(moments, st.none() | windows.filter(lambda own: hours.meets(LILLE, own)))
def test_a_reminder_moves_back_and_never_forward(moment: datetime, own: Hours | None) -> None:
    found = hours.back_to_window(moment, LILLE, own)
    assert found <= moment
    assert hours.allowed(found, LILLE, own)
    assert hours.back_to_window(found, LILLE, own) == found
    if own is None:
        assert FIVE_PM <= hours.local(found, LILLE).time() < HALF_PAST_SIX


@given(moments, st.integers(-5000, 5000), st.none() | windows)
def test_a_notice_is_never_later_than_the_first_moment_it_may_leave(
    moment: datetime, ahead: int, own: Hours | None
) -> None:
    start = moment + timedelta(minutes=ahead)
    try:
        found = hours.next_notice(moment, start, LILLE, own)
    except NoMomentError:
        found = moment + timedelta(days=2)
    else:
        assert hours.notice_allowed(found, start, LILLE, own)
    gap = int((found - moment).total_seconds())
    assert not any(hours.notice_allowed(moment + timedelta(seconds=s), start, LILLE, own) for s in range(0, gap, 907))


def test_a_reminder_for_a_monday_goes_out_on_saturday() -> None:
    assert wall(hours.day_before(paris("2026-10-19", "14:00"), LILLE, None, 0)) == "2026-10-17 17:00"


def test_a_reminder_for_the_day_after_the_armistice_goes_out_on_the_tenth() -> None:
    assert wall(hours.day_before(paris("2026-11-12", "09:00"), LILLE, None, 89)) == "2026-11-10 18:29"


def test_a_reminder_for_half_past_midnight_goes_out_the_evening_before() -> None:
    assert wall(hours.day_before(paris("2026-10-22", "00:30"), LILLE, None, 12)) == "2026-10-21 17:12"


def test_a_mother_who_asked_for_mornings_is_reminded_in_the_morning() -> None:
    assert wall(hours.day_before(paris("2026-10-22", "14:00"), LILLE, MORNINGS, 40)) == "2026-10-21 11:59"
    assert wall(hours.back_to_window(paris("2026-10-21", "18:00"), LILLE, MORNINGS)) == "2026-10-21 11:59"


def test_a_father_home_at_seven_is_reminded_at_seven() -> None:
    assert wall(hours.day_before(paris("2026-10-22", "14:00"), LILLE, LATE, 40)) == "2026-10-21 19:00"


def test_a_window_narrower_than_the_spread_still_holds_every_reminder() -> None:
    own = Hours(time(18), time(19))
    found = {wall(hours.day_before(paris("2026-10-22", "14:00"), LILLE, own, n))[-5:] for n in range(90)}
    assert min(found) == "18:00"
    assert max(found) == "18:29"


def test_a_reminder_due_on_sunday_morning_moves_back_to_saturday_evening() -> None:
    assert wall(hours.back_to_window(paris("2026-10-18", "11:00"), LILLE)) == "2026-10-17 18:29"
    assert wall(hours.back_to_window(paris("2026-10-17", "10:00"), LILLE)) == "2026-10-16 18:29"
    assert wall(hours.back_to_window(paris("2026-10-16", "17:20"), LILLE)) == "2026-10-16 17:20"


def test_an_invitation_written_on_saturday_night_waits_for_monday() -> None:
    assert wall(hours.next_allowed(paris("2026-10-17", "20:00"), LILLE)) == "2026-10-19 09:00"


def test_hours_that_never_open_are_named_as_such() -> None:
    assert not hours.meets(LILLE, NIGHTS)
    with pytest.raises(NoMomentError):
        hours.day_before(paris("2026-10-22", "14:00"), LILLE, NIGHTS, 0)


def test_a_change_leaves_on_a_sunday_but_not_at_night() -> None:
    start = paris("2026-10-20", "14:00")
    assert hours.notice_allowed(paris("2026-10-18", "08:00"), start, LILLE)
    assert not hours.notice_allowed(paris("2026-10-18", "22:00"), start, LILLE)
    assert wall(hours.next_notice(paris("2026-10-18", "22:00"), start, LILLE)) == "2026-10-19 07:00"


def test_a_bus_at_seven_cancelled_at_eleven_at_night_is_told_at_once() -> None:
    start = paris("2026-10-25", "07:00")
    assert hours.notice_allowed(paris("2026-10-24", "23:00"), start, LILLE)
    assert hours.notice_allowed(paris("2026-10-25", "03:00"), start, LILLE)
    assert not hours.notice_allowed(paris("2026-10-24", "23:00"), paris("2026-10-25", "09:00"), LILLE)
    assert not hours.notice_allowed(paris("2026-10-24", "23:00"), paris("2026-10-24", "21:00"), LILLE)


def test_a_discreet_family_is_never_told_in_its_closed_hours() -> None:
    start = paris("2026-10-20", "08:00")
    assert not hours.notice_allowed(paris("2026-10-19", "18:00"), start, LILLE, MORNINGS)
    assert wall(hours.next_notice(paris("2026-10-19", "18:00"), start, LILLE, MORNINGS)) == "2026-10-20 09:30"


def test_a_missing_hour_becomes_the_first_minute_after_it_and_a_double_hour_the_first() -> None:
    assert paris("2027-03-28", "02:30") == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert paris("2026-10-25", "02:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        hours.allowed(datetime(2026, 10, 20, 14), LILLE)  # noqa: DTZ001


def test_hours_that_close_before_they_open_are_refused() -> None:
    with pytest.raises(ValueError, match="open before"):
        Hours(time(20), time(9))
