"""The injections by name: each is one fault of the catalogue, done to a scene."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.faults.scene import Scene

SQLITE, POSTGRES = "sqlite", "postgresql"
BOTH = frozenset({SQLITE, POSTGRES})
Inject = Callable[[Scene], Iterator[None] | None]


@dataclass(frozen=True)
class Injection:
    """A fault: its number in the catalogue, its name, and how it is done.

    A generator is what it does until the evening may come to rest, and after its `yield` what must be true then.
    """

    number: str
    name: str
    inject: Inject
    engines: frozenset[str]

    def into(self, scene: Scene) -> None:
        """Inject it, let the evening come to rest, look."""
        after = self.inject(scene)
        if after is not None:
            next(after)
        scene.settle()
        if after is not None:
            next(after, None)


INJECTIONS: list[Injection] = []


def fault(number: str, engines: frozenset[str] = BOTH) -> Callable[[Inject], Inject]:
    """Marks a function as the injection of that number; its name says what it does."""

    def mark(inject: Inject) -> Inject:
        INJECTIONS.append(Injection(number, inject.__name__.replace("_", "-"), inject, engines))
        return inject

    return mark


def drawn(seed: int, engine: str) -> Injection:
    """What a seed stands for. As many seeds in a row as there are injections draw each of them once."""
    pool = [one for one in INJECTIONS if engine in one.engines]
    turn, place = divmod(seed, len(pool))
    return random.Random(turn).sample(pool, len(pool))[place]
