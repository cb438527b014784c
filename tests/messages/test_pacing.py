"""Pacing: tokens per sender and rest per conversation, counted in monotonic seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.pacing import Bucket, Pace


def test_a_sender_that_rested_begins_with_a_quarter_of_a_second_and_not_with_a_rush() -> None:
    pace = Pace(28.0)
    assert pace.room(100.0, 50) == 7
    for address in range(7):
        pace.sent(100.0, address, 1)
    assert pace.room(100.0, 50) == 0
    assert pace.wait(100.0) == pytest.approx(1 / 28)
    assert pace.room(100.0 + 1 / 28, 50) == 1


@pytest.mark.parametrize("looks_every", [1, 35, 100, 200])
def test_no_second_holds_more_than_telegram_allows_and_a_slow_machine_makes_up_for_it(looks_every: int) -> None:
    pace, gone = Pace(28.0), list[float]()
    for tick in range(0, 10_000, looks_every):
        now = 100.0 + tick / 1000
        for address in range(pace.room(now, 50)):
            pace.sent(now, address, 1)
            gone.append(now)
    assert max(sum(one <= at < one + 1 for at in gone) for one in gone) <= 30
    assert len(gone) >= 28 * 10 * 0.98


def test_whoever_waits_as_long_as_it_is_told_may_go() -> None:
    pace, now = Pace(28.0), 100.0
    for turn in range(300):
        now += pace.wait(now)
        assert pace.room(now + 1e-6, 50) >= 1
        pace.sent(now + 1e-6, turn, 1)


def test_a_long_text_costs_as_many_as_it_has_parts() -> None:
    pace = Pace(1.0)
    pace.sent(100.0, 1, 3)
    assert pace.wait(100.0) == pytest.approx(3.0)


def test_one_conversation_rests_a_second_and_the_others_go_on() -> None:
    pace = Pace(None, chat_rate=1.0)
    pace.sent(100.0, 7, 1)
    assert pace.resting(100.5) == {7}
    assert pace.room(100.5, 8) == 8
    assert pace.wait(100.5) == pytest.approx(0.5)
    assert pace.resting(101.0) == set()


def test_a_provider_that_asks_for_silence_gets_all_of_it() -> None:
    pace = Pace(None)
    pace.throttled(100.0, 30.0, 1)
    pace.throttled(100.0, 5.0, 2)
    assert pace.room(129.9, 8) == 0
    assert pace.wait(100.0) == pytest.approx(30.0)
    assert pace.room(130.0, 8) == 8


def test_one_throttled_conversation_rests_and_the_others_go_on() -> None:
    pace = Pace(None, chat_rate=1.0)
    pace.throttled(100.0, 30.0, 7)
    assert pace.room(101.0, 8) == 8
    assert pace.resting(129.9) == {7}
    assert pace.resting(130.0) == set()


def test_a_second_throttled_conversation_means_the_whole_sender() -> None:
    pace = Pace(None, chat_rate=1.0)
    pace.throttled(100.0, 30.0, 7)
    pace.throttled(101.0, 20.0, 8)
    assert pace.room(120.9, 8) == 0
    assert pace.room(121.0, 8) == 8
    assert pace.resting(125.0) == {7}


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60))
def test_no_window_of_time_lets_more_go_than_rate_and_burst(pauses: list[float]) -> None:
    bucket, now, gone = Bucket(2.0, 4.0), 1000.0, 0
    for pause in pauses:
        now += pause
        count = bucket.available(now)
        bucket.take(now, count)
        gone += count
    assert gone <= 4 + 2.0 * sum(pauses) + 1e-6
