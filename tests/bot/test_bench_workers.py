"""What `relais bench workers` measures, with few messages: all are told once, and the dead are replaced."""

from collections.abc import Iterator

import pytest

from bot.bench.crew import BOTH
from bot.bench.workers import IN_FLIGHT, Place, killed, place_for, undisturbed

TAKEOVER = 5.0


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """A hundred messages for each sender."""
    with place_for(100) as found:
        yield found


def test_two_workers_send_everything_once(place: Place) -> None:
    assert undisturbed(place, "pair", BOTH, 2)["msgs_per_s"] > 0


def test_a_worker_that_is_killed_in_the_middle_is_replaced_and_only_what_it_had_in_the_air_is_in_doubt(
    place: Place,
) -> None:
    found = killed(place, "killed")
    assert found["takeover_s"] <= TAKEOVER
    assert found["in_doubt"] <= IN_FLIGHT
