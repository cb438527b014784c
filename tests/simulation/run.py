"""`make simulate`: many histories on all cores, what was seen, and every seed that broke something.

`HISTORIES=5000` how many, `SEED=1` where to begin; a seed that fails is replayed by the command printed beside it.
"""

import logging
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.simulation.history import Base, Record, base, play

WORST = 10
"""Failing seeds that are printed with what they broke; the others are counted."""


@dataclass
class Total:
    """All histories together."""

    histories: int = 0
    messages: int = 0
    accepted: int = 0
    deaths: int = 0
    commits: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)
    failing: list[Record] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """One more."""
        self.histories += 1
        self.messages, self.accepted = self.messages + record.messages, self.accepted + record.accepted
        self.deaths, self.commits = self.deaths + record.deaths, self.commits + record.commits
        self.faults += record.faults
        self.looks += record.looks
        if record.broken:
            self.failing.append(record)


def main() -> int:
    """Play them, say what was seen; 1 when anything was broken."""
    logging.disable(logging.CRITICAL)
    histories, seed = int(os.environ.get("HISTORIES") or 5000), int(os.environ.get("SEED") or 1)
    began, total = time.monotonic(), Total()
    for record in played(range(seed, seed + histories)):
        total.add(record)
    sys.stdout.write("\n".join(said(total, time.monotonic() - began)) + "\n")
    return 1 if total.failing else 0


def played(seeds: range) -> Iterator[Record]:
    """Every history, in whatever order they end."""
    if len(seeds) == 1:
        yield play(_base(), seeds[0])
        return
    with multiprocessing.Pool() as pool:
        yield from pool.imap_unordered(_play, seeds, chunksize=20)


def said(total: Total, seconds: float) -> Iterator[str]:
    """What an engineer wants to know."""
    yield (
        f"{total.histories} histories in {seconds:.0f} s ({total.histories / seconds * 60:.0f} a minute): "
        f"{total.messages} messages, {total.accepted} accepted, {total.deaths} crashes, {total.commits} commits"
    )
    yield f"faults: {_counted(total.faults)}"
    yield f"looks at each invariant: {_counted(total.looks)}"
    yield f"broken: {len(total.failing)} histories"
    for record in sorted(total.failing, key=lambda one: one.seed)[:WORST]:
        yield f"  make simulate HISTORIES=1 SEED={record.seed}"
        yield from (f"    {one}" for one in dict.fromkeys(record.broken))


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {counts[name]}" for name in _in_order(counts))


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (not name[1:].isdigit(), int(name[1:]) if name[1:].isdigit() else 0, name))


@cache
def _base() -> Base:
    return base()


def _play(seed: int) -> Record:
    return play(_base(), seed)


if __name__ == "__main__":
    sys.exit(main())
