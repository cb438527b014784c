"""Fate: every decision of a history, drawn from its seed, and counted."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Fate:
    """What happens, and how often it did. The same seed always draws the same."""

    def __init__(self, seed: int) -> None:
        self._luck = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.calm = False
        """Nothing goes wrong any more."""
        self.death_rate = self.one([0.0, 0.01, 0.03, 0.08])
        self.pause_rate = self.one([0.0, 0.0, 0.02])
        self.fault_rate = self.one([0.0, 0.1, 0.3, 0.6])

    def one(self, of: Sequence[T]) -> T:
        """One of these."""
        return of[int(self._luck.random() * len(of))]

    def some(self, of: Sequence[T]) -> list[T]:
        """At least one of these, in their order."""
        chosen = [each for each in of if self._luck.random() < 0.6]
        return chosen or [self.one(of)]

    def between(self, low: float, high: float) -> float:
        """A figure between the two."""
        return low + (high - low) * self._luck.random()

    def happens(self, share: float) -> bool:
        """Whether something with this chance happens."""
        return self._luck.random() < share

    def goes_wrong(self, share: float, what: str) -> bool:
        """Whether a fault with this chance happens; counted where it does, and never in a calm."""
        if self.calm or not self.happens(share):
            return False
        self.counts[what] += 1
        return True

    def token(self) -> str:
        """128 bits, hexadecimal, in place of random ones."""
        return f"{self._luck.getrandbits(128):032x}"
