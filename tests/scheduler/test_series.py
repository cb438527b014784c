"""Which days a standing meeting is held on, which it skips and why, whatever the rule."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from messages.hours import public_holiday
from messages.programme import Programme
from scheduler.school_holidays import NotPublishedError, in_school_holidays, published_until
from scheduler.series import (
    ENDLESS,
    LONGEST,
    MOST,
    NO_DATE,
    NOT_PUBLISHED,
    PUBLIC_HOLIDAY,
    SCHOOL_HOLIDAY,
    TAKEN_OUT,
    TOO_LONG,
    Course,
    NoCourseError,
    Series,
    course,
)
from tests.cast import SEPTEMBER

CAL = Programme().calendar
TUESDAY, WEDNESDAY = 1, 2


def rule(first: str, **fields: Any) -> Series:
    """A rule that begins that day, on its weekday every week unless told otherwise."""
    return Series(first=date.fromisoformat(first), by="educator", created_at=SEPTEMBER, **fields)


def days(series: Series) -> list[str]:
    return [f"{day:%d/%m}" for day in course(series, CAL).kept]


def skipped(series: Series) -> list[tuple[str, str]]:
    return [(f"{day:%d/%m}", why) for day, why in course(series, CAL).skipped]


def refused(series: Series) -> str:
    with pytest.raises(NoCourseError) as why:
        course(series, CAL)
    return why.value.reason


def test_tuesdays_until_christmas_skip_the_autumn_holidays_where_that_is_wanted() -> None:
    tuesdays = rule("2026-10-06", until=date(2026, 12, 15), skip_school_holidays=True)
    assert days(tuesdays) == ["06/10", "13/10", "03/11", "10/11", "17/11", "24/11", "01/12", "08/12", "15/12"]
    assert skipped(tuesdays) == [("20/10", SCHOOL_HOLIDAY), ("27/10", SCHOOL_HOLIDAY)]


def test_a_public_holiday_is_skipped_whether_it_is_wanted_or_not() -> None:
    wednesdays = rule("2026-10-28", until=date(2026, 11, 18))
    assert days(wednesdays) == ["28/10", "04/11", "18/11"]
    assert skipped(wednesdays) == [("11/11", PUBLIC_HOLIDAY)]


def test_six_times_are_six_meetings_held() -> None:
    tuesdays = rule("2026-10-06", times=6, skip_school_holidays=True)
    assert days(tuesdays) == ["06/10", "13/10", "03/11", "10/11", "17/11", "24/11"]


def test_every_second_week_keeps_its_weeks_over_the_holidays() -> None:
    assert days(rule("2026-10-06", every_weeks=2, times=4, skip_school_holidays=True)) == [
        *("06/10", "03/11", "17/11", "01/12"),
    ]


def test_a_day_taken_out_by_hand_is_said_as_such() -> None:
    tuesdays = rule("2026-10-06", times=2, without=["2026-10-13"])
    assert (days(tuesdays), skipped(tuesdays)) == (["06/10", "20/10"], [("13/10", TAKEN_OUT)])


def test_chosen_days_are_kept_in_order() -> None:
    chosen = rule("2026-11-03", days=["2026-11-03", "2026-11-11", "2026-11-20"], until=date(2026, 11, 20))
    assert (days(chosen), skipped(chosen)) == (["03/11", "20/11"], [("11/11", PUBLIC_HOLIDAY)])


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (rule("2026-10-06"), ENDLESS),
        (rule("2026-10-06", times=61), TOO_LONG),
        (rule("2026-10-06", times=40, every_weeks=2), TOO_LONG),
        (rule("2026-10-06", until=date(2029, 1, 1)), TOO_LONG),
        (rule("2026-10-20", until=date(2026, 10, 27), skip_school_holidays=True), NO_DATE),
        (rule("2028-06-06", times=30, skip_school_holidays=True), NOT_PUBLISHED),
    ],
)
def test_a_rule_without_sensible_dates_says_why(series: Series, reason: str) -> None:
    assert refused(series) == reason


def test_the_school_holidays_of_lille_are_those_of_zone_b() -> None:
    autumn = [day for day in range(10, 32) if in_school_holidays(date(2026, 10, day))]
    assert (autumn[0], in_school_holidays(date(2026, 11, 1)), in_school_holidays(date(2026, 11, 2))) == (
        17,
        True,
        False,
    )
    assert in_school_holidays(date(2027, 2, 20))
    assert not in_school_holidays(date(2027, 2, 13))


def test_what_is_not_published_is_not_taken_for_school_days() -> None:
    assert published_until() == date(2028, 8, 31)
    with pytest.raises(NotPublishedError):
        in_school_holidays(date(2028, 10, 25))


RULES = st.builds(
    Series,
    first=st.dates(date(2026, 1, 1), date(2027, 6, 1)),
    every_weeks=st.integers(1, 4),
    weekdays=st.lists(st.integers(0, 6), max_size=3, unique=True),
    until=st.none() | st.dates(date(2026, 3, 1), date(2027, 12, 1)),
    times=st.none() | st.integers(1, MOST),
    skip_school_holidays=st.booleans(),
    without=st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 1)).map(date.isoformat), max_size=3),
    by=st.just("educator"),
    created_at=st.just(datetime(2026, 1, 1, tzinfo=SEPTEMBER.tzinfo)),
)


def held(series: Series) -> Course:
    """The course of a rule; the rules that have none are passed over."""
    try:
        return course(series, CAL)
    except NoCourseError:
        reject()


@given(RULES)
def test_every_date_obeys_its_rule(series: Series) -> None:
    found = held(series)
    monday = series.first - timedelta(days=series.first.weekday())
    every = {*found.kept, *(day for day, _ in found.skipped)}
    assert len(found.kept) + len(found.skipped) == len(every)
    assert list(found.kept) == sorted(found.kept)
    assert 0 < len(found.kept) <= min(MOST, series.times or MOST)
    for day in every:
        assert series.first <= day <= min(series.until or date.max, series.first + LONGEST)
        assert day.weekday() in (series.weekdays or [series.first.weekday()])
        assert (day - monday).days // 7 % series.every_weeks == 0
    for day in found.kept:
        assert not public_holiday(day, CAL)
        assert day.isoformat() not in series.without
        assert not (series.skip_school_holidays and in_school_holidays(day))


@given(RULES)
def test_no_day_of_the_rule_is_forgotten(series: Series) -> None:
    found = held(series)
    monday = series.first - timedelta(days=series.first.weekday())
    last = found.kept[-1] if series.times == len(found.kept) else series.until
    assert last is not None
    span = (series.first + timedelta(days=ahead) for ahead in range((last - series.first).days + 1))
    weekdays = series.weekdays or [series.first.weekday()]
    due = {day for day in span if day.weekday() in weekdays and (day - monday).days // 7 % series.every_weeks == 0}
    assert due == {*found.kept, *(day for day, _ in found.skipped)}
