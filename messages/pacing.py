"""Pace: token buckets on monotonic seconds, one per sender and one per conversation."""

import math
from collections import deque
from dataclasses import dataclass, field

SAVED_UP = 1 / 4
"""Seconds of sending that may be saved up: a busy machine that looks away for a moment makes up for it."""
AT_MOST = 1 + 1 / 14
"""How much more than its rate may leave in any one second: with 28 no more than 30, which Telegram allows."""


@dataclass
class Bucket:
    """`rate` tokens a second, at most `burst` saved up, of which no second sees more than `most` go.

    All times are monotonic seconds.
    """

    rate: float
    burst: float = 1.0
    most: float = math.inf
    tokens: float = field(init=False)
    at: float = field(default=0.0, init=False)
    _last_second: deque[tuple[float, float]] = field(default_factory=deque, init=False)
    """What was taken within the last second: when, and how much."""

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def available(self, mono: float) -> int:
        """How many may go now."""
        self._fill(mono)
        return max(0, int(min(self.tokens, self.most - self._lately()) + 1e-9))

    def take(self, mono: float, count: float = 1.0) -> None:
        """Spend; may go below zero for a message of several parts, which the next ones then wait for."""
        self._fill(mono)
        self.tokens -= count
        self._last_second.append((mono, count))

    def wait(self, mono: float) -> float:
        """Seconds until one may go."""
        self._fill(mono)
        return max(0.0, (1.0 - self.tokens) / self.rate, self._until_fewer(mono))

    def _lately(self) -> float:
        return sum(count for _, count in self._last_second)

    def _until_fewer(self, mono: float) -> float:
        """Seconds until so much of the last second is past that one more is not too many."""
        still, until = self._lately(), mono
        for moment, count in self._last_second:
            if still + 1.0 <= self.most:
                break
            still, until = still - count, moment + 1.0
        return until - mono

    def _fill(self, mono: float) -> None:
        if mono > self.at:
            self.tokens = min(self.burst, self.tokens + (mono - self.at) * self.rate)
            self.at = mono
        while self._last_second and self._last_second[0][0] <= mono - 1.0:
            self._last_second.popleft()


@dataclass
class Pace:
    """How fast one sender may go: overall, and to one conversation. `rate` None: as fast as it likes."""

    rate: float | None
    chat_rate: float | None = None
    paused_until: float = 0.0
    _all: Bucket | None = field(default=None, init=False)
    _rested_at: dict[int, float] = field(default_factory=dict, init=False)
    _throttled: dict[int, float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._all = _bucket(self.rate) if self.rate else None

    def room(self, mono: float, in_flight: int) -> int:
        """How many messages may leave now, at most `in_flight`."""
        if mono < self.paused_until:
            return 0
        return in_flight if self._all is None else min(in_flight, self._all.available(mono))

    def resting(self, mono: float) -> set[int]:
        """Addresses written to a moment ago, which must wait."""
        self._rested_at = {address: at for address, at in self._rested_at.items() if at > mono}
        return set(self._rested_at)

    def sent(self, mono: float, address_id: int, parts: int) -> None:
        """A message of so many parts has left."""
        if self._all is not None:
            self._all.take(mono, parts)
        if self.chat_rate:
            self._rested_at[address_id] = mono + 1 / self.chat_rate

    def throttled(self, mono: float, seconds: float, address_id: int) -> None:
        """The provider asked for silence: of one conversation where each has a pace of its own, else of the sender.

        Telegram does not say which it means (Bot API, `retry_after`): once a second conversation is throttled while
        the first still is, it is taken for the sender.
        """
        self._throttled = {one: until for one, until in self._throttled.items() if until > mono}
        self._throttled[address_id] = until = mono + seconds
        self._rested_at[address_id] = max(until, self._rested_at.get(address_id, 0.0))
        if self.chat_rate is None or len(self._throttled) > 1:
            self.paused_until = max(self.paused_until, until)

    def wait(self, mono: float) -> float:
        """Seconds until something may leave."""
        waits = [self.paused_until - mono, self._all.wait(mono) if self._all else 0.0]
        if self._rested_at and max(waits) <= 0:
            waits.append(min(self._rested_at.values()) - mono)
        return max(0.0, *waits)


def _bucket(rate: float) -> Bucket:
    return Bucket(rate, max(1.0, rate * SAVED_UP), max(rate + 1.0, rate * AT_MOST))
