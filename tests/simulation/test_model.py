"""The protocol by exhaustive search: nothing is lost or doubled; without any one of its rules something is."""

import pytest

from tests.simulation.model import WITHOUT, Rules, search

HARM = {
    "a fence": "taken back",
    "doubts": "doubled",
    "freshness": "doubled",
    "reserving first": "doubled",
    "adoption": "lost",
    "a second look": "doubled",
}


@pytest.mark.parametrize(("listing", "states"), [(True, 50_000), (False, 10_000)], ids=["sms", "telegram"])
def test_no_interleaving_and_no_crash_loses_or_doubles_a_message(listing: bool, states: int) -> None:
    found = search(Rules(listing=listing))
    assert found.broken == {}
    assert found.states > states


@pytest.mark.parametrize("rule", WITHOUT)
def test_every_rule_of_the_protocol_is_needed(rule: str) -> None:
    assert list(search(WITHOUT[rule], until_broken=True).broken) == [HARM[rule]]
