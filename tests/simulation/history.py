"""One history from its seed: people act, everything goes wrong, then it is calm, and the books are opened."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from tests.cast import paris
from tests.simulation.cast import Someone, families
from tests.simulation.database import Database
from tests.simulation.fate import Fate
from tests.simulation.invariants import check
from tests.simulation.loop import StuckError
from tests.simulation.script import Script
from tests.simulation.watch import Broken
from tests.simulation.world import World, no_real_time

BEGINS = (
    "2026-10-05 10:00", "2026-10-05 19:57", "2026-10-06 08:55", "2026-10-10 19:58", "2026-10-11 15:00",
    "2026-10-24 17:10", "2026-11-10 19:50", "2026-10-07 21:58", "2026-10-08 06:30", "2026-10-09 11:58",
)  # fmt: skip
"""In the middle of a day, and where one ends: an evening, a Saturday, the eve of a holiday or of a clock change."""
MOST_ROUNDS, ROUND = 200, 90.0
"""How often it is looked whether all has ended, and seconds between two looks."""
Base = Database[list[Someone]]


@dataclass
class Record:
    """What became of one history."""

    seed: int
    broken: list[Broken] = field(default_factory=list)
    messages: int = 0
    accepted: int = 0
    deaths: int = 0
    commits: int = 0
    digest: str = ""
    faults: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)


def base() -> Base:
    """A database for all histories of a process."""
    return Database(families)


def play(database: Base, seed: int) -> Record:
    """One history; the same seed gives the same, commit by commit."""
    fate = Fate(seed)
    database.clear()
    world = World(database, fate, paris(fate.one(BEGINS)))
    script = Script(world, database.cast)
    try:
        with no_real_time(world):
            world.loop.run_until_complete(world.loop.alone(_story(world, script)))
    except StuckError:
        world.watch.breaks("I7", "nobody will ever do anything again")
    finally:
        world.close()
    check(world, script)
    return _record(seed, world)


async def _story(world: World, script: Script) -> None:
    world.begin_life()
    fate = world.fate
    for _ in range(fate.one([2, 3, 4, 6, 9])):
        script.act()
        await asyncio.sleep(fate.one([0.0, 0.3, 2.0, 15.0, 70.0, 400.0, 7000.0]))
    await _calm(world)


async def _calm(world: World) -> None:
    """Nothing goes wrong any more; goes on until all that was begun has ended."""
    world.fate.calm = True
    for node in world.nodes:
        node.life.resume()
    peaceful = 0
    for n in range(MOST_ROUNDS):
        if not world.nodes:
            world.begin_life()
        world.wake(something_new=n < 2)
        due = world.next_due() if n > 1 else None
        await asyncio.sleep(ROUND if due is None else max(ROUND, due + 10))
        peaceful = peaceful + 1 if world.at_peace() else 0
        if peaceful == 2:
            return
    world.watch.breaks("I7", "it never comes to an end")


def _record(seed: int, world: World) -> Record:
    return Record(
        seed, world.watch.broken, world.watch.count("message"), len(world.truth.accepted), world.deaths,
        world.commits, world.digest(), world.fate.counts, world.watch.looks,
    )  # fmt: skip
