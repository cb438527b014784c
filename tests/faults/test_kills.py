"""Relais is killed with `kill -9` in the middle of fifty messages, again and again: nothing is lost or doubled.

`KILLS=40 python -m pytest tests/faults/test_kills.py` kills it forty times on each database and says the figures;
`SEED=7` draws other moments.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from messages.store import Store
from tests.faults.cast import PARENTS
from tests.faults.evening import Evening, evening
from tests.faults.verdict import Verdict, judge, still_going, unheard

FEW = {"sqlite": 3, "postgresql": 2}
SEED = int(os.environ.get("SEED", "1"))
MOST_AN_EVENING = 8
"""Kills after which an evening may end in peace."""
UNRELIABLE = {"latency": 0.05, "busy": 0.02, "drops": 0.04, "hush": 0.04, "reports": 0.7}


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_no_kill_loses_or_doubles_a_message(
    engine: str, new_database: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kills, verdict = int(os.environ.get("KILLS", FEW[engine])), Verdict()
    nights = iter(count(SEED))
    left = kills
    while left > 0:
        night = next(nights)
        killed, seen = _evening(new_database(engine), tmp_path / str(night), night, min(left, MOST_AN_EVENING))
        left, verdict = left - killed, verdict + seen
    with capsys.disabled():
        if "KILLS" in os.environ:
            sys.stdout.write(f"\n{engine}: {kills} kills, {verdict}\n")
    assert verdict.wrong == []


def _evening(database_url: str, folder: Path, seed: int, most: int) -> tuple[int, Verdict]:
    luck = random.Random(seed)
    with evening(database_url, folder, PARENTS, seed=seed, **UNRELIABLE) as night:
        store = Store(database_url)
        writers = _replies(luck)
        while night.kills < most and (night.kills == 0 or store.reading(still_going)):
            _live_and_die(night, luck, writers)
        night.start()
        night.until(lambda: night.healthy() and store.reading(unheard, night.truth) == 0)
        night.until(lambda: not store.reading(still_going))
        assert night.stop() == 0
        verdict = store.reading(judge, night, PARENTS)
        store.close()
        return night.kills, verdict


def _live_and_die(night: Evening, luck: random.Random, writers: Iterator[tuple[int, str]]) -> None:
    """A life that ends after a few calls more, or now and then while it is still waking up."""
    night.start()
    if luck.random() < 0.15:
        time.sleep(luck.uniform(0.5, 2.5))
    else:
        calls = night.heard() + luck.randint(1, 8)
        night.until(lambda: night.healthy())
        for number, text in [next(writers) for _ in range(2)]:
            night.say(number, text)
        deadline = time.monotonic() + 3
        night.until(lambda: night.heard() >= calls or time.monotonic() > deadline)
        time.sleep(luck.uniform(0, 0.1))
    night.kill()


def _replies(luck: random.Random) -> Iterator[tuple[int, str]]:
    """Who writes what, each person once."""
    people = luck.sample(range(PARENTS), PARENTS)
    return ((number, luck.choice(["Non", "STOP"])) for number in people)
