"""The catalogue of failures is closed, and speaks kindly."""

import pytest

from messages import failures
from messages.failures import CATALOGUE, Failure

every = pytest.mark.parametrize("failure", CATALOGUE.values(), ids=lambda failure: failure.name)


@every
def test_each_failure_is_found_by_its_name_again(failure: Failure) -> None:
    assert failures.named(failure.name) is failure


@every
def test_each_failure_tells_the_educator_one_short_sentence(failure: Failure) -> None:
    assert failure.words.endswith(".")
    assert len(failure.words) <= 120


@every
def test_what_is_tried_again_neither_closes_an_address_nor_stops_the_channel(failure: Failure) -> None:
    assert not (failure.again and (failure.closes or failure.stops_channel))


@every
def test_only_what_is_our_own_fault_raises_an_alarm(failure: Failure) -> None:
    assert failure.alarm == (failure.whose == "us")


@every
def test_a_closed_address_is_the_familys_side_and_never_ours(failure: Failure) -> None:
    assert failure.closes is None or failure.whose == "family"


def test_a_name_that_never_existed_is_refused() -> None:
    with pytest.raises(KeyError):
        failures.named("boredom")
