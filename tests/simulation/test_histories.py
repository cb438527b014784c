"""Histories of crashes and faults from fixed seeds: none breaks an invariant, and each can be played again."""

import pytest

from tests.simulation.history import Base, play
from tests.simulation.run import Total

SEEDS = 50
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_breaks_an_invariant(part: int, database: Base) -> None:
    total = Total()
    for seed in range(part * SEEDS, (part + 1) * SEEDS):
        total.add(play(database, seed))
    assert {record.seed: record.broken for record in total.failing} == {}
    assert total.deaths > 0
    assert {f"I{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15)} <= set(total.looks)


def test_a_seed_gives_the_same_history_every_time(database: Base) -> None:
    once, twice = play(database, 7), play(database, 7)
    assert (once.digest, once.commits, once.faults) == (twice.digest, twice.commits, twice.faults)
    assert play(database, 8).digest != once.digest
