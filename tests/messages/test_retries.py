"""Trying again: inside the deadline, as the provider says, and only what cannot double a message."""

from datetime import UTC, datetime, timedelta

import pytest

from messages import failures
from messages.retries import next_try

NOW = datetime(2026, 10, 19, 15, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


def test_a_provider_that_says_thirty_seconds_is_taken_at_its_word() -> None:
    assert next_try(failures.THROTTLED, 1, NOW, TOMORROW, 30.5) == NOW + timedelta(seconds=30.5)


@pytest.mark.parametrize("seconds", [90_000.0, 1e300, float("inf"), float("nan"), -5.0])
def test_a_wait_beyond_the_deadline_or_without_sense_ends_the_tries(seconds: float) -> None:
    assert next_try(failures.THROTTLED, 1, NOW, TOMORROW, seconds) is None


def test_an_outage_is_tried_at_growing_pauses_until_the_deadline() -> None:
    moment, pauses = NOW, []
    while (then := next_try(failures.NO_CONNECTION, len(pauses) + 1, moment, TOMORROW)) is not None:
        pauses.append((then - moment).total_seconds())
        moment = then
    assert 5 <= pauses[0] <= 7.5
    assert all(900 <= pause <= 1350 for pause in pauses[8:])
    assert TOMORROW - timedelta(minutes=23) <= moment < TOMORROW


def test_two_messages_do_not_come_back_in_step() -> None:
    moments = {next_try(failures.THROTTLED, 1, NOW + timedelta(microseconds=n), TOMORROW) for n in range(50)}
    assert len(moments) == 50


def test_a_phone_that_is_off_is_tried_once_more_four_hours_later() -> None:
    again = next_try(failures.HANDSET_OFF, 1, NOW, TOMORROW)
    assert again is not None
    assert again - NOW >= timedelta(hours=4)
    assert next_try(failures.HANDSET_OFF, 2, NOW, TOMORROW) is None


def test_a_doubtful_message_is_never_sent_again_by_itself() -> None:
    assert next_try(failures.NO_OUTCOME, 1, NOW, TOMORROW) is None


def test_nothing_is_tried_after_the_deadline() -> None:
    assert next_try(failures.NO_CONNECTION, 1, NOW, NOW) is None
