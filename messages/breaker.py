"""The circuit breaker of one provider: it is left in peace while nothing reaches it, then tried with one call."""

from dataclasses import dataclass, field

IN_A_ROW = 5
"""Calls in a row that never left, after which the breaker opens."""
FIRST_REST, LONGEST_REST = 10.0, 300.0
"""Seconds: the rest doubles from one vain try to the next."""


@dataclass
class Breaker:
    """All times are monotonic seconds."""

    _failed: int = field(default=0, init=False)
    _rest: float = field(default=FIRST_REST, init=False)
    _until: float | None = field(default=None, init=False)
    """When the next try may be made; None while the breaker is closed."""

    def failed(self, mono: float) -> bool:
        """A call never left; whether that opens the breaker, which is worth one alarm."""
        self._failed += 1
        if self._failed < IN_A_ROW:
            return False
        opens = self._until is None
        if opens or mono >= (self._until or 0.0):
            self._until = mono + self._rest
            self._rest = min(LONGEST_REST, self._rest * 2)
        return opens

    def answered(self) -> None:
        """The provider answered, whatever it said."""
        self._failed, self._rest, self._until = 0, FIRST_REST, None

    def room(self, mono: float, count: int) -> int:
        """How many of `count` may be tried: all, none, or one to see whether the provider is there again."""
        if self._until is None:
            return count
        return min(count, 1) if mono >= self._until else 0

    def wait(self, mono: float) -> float:
        """Seconds until something may be tried."""
        return 0.0 if self._until is None else max(0.0, self._until - mono)
