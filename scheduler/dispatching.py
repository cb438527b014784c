"""Dispatching: plans what is owed, and keeps each sender at work until nothing is due any more."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime

from messages.store import Store
from scheduler.planning import plan
from scheduler.sending import Carrier, Limits, Sender
from scheduler.shares import PLANNING, Share
from scheduler.writing import Desk

NAP = 1.0
"""Seconds: while a sender is at work, the rules are looked at again this often."""


class Dispatcher:
    """Plans and sends as far as it is this worker's. Safe to call any number of times; truth is in the tables."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        carriers: Mapping[str, Carrier],
        clock: Callable[[], datetime],
        limits: Limits | None = None,
        share: Share | None = None,
    ) -> None:
        """`carriers` by medium; `clock` gives civil UTC."""
        self._store, self._desk, self._clock = store, desk, clock
        self._share, limits = share or Share(), limits or Limits()
        self._senders = [Sender(store, desk, one, clock, limits, self._share) for one in carriers.values()]
        self._turn, self._resting = asyncio.Lock(), False
        self._planned_at = -NAP

    def hold(self) -> None:
        """Reserve nothing more, from this moment."""
        self._resting = True
        for sender in self._senders:
            sender.hold()

    async def rest(self) -> None:
        """Hold; returns once what is in the air has come down and is written."""
        self.hold()
        async with self._turn:
            await self._land()

    def nap(self, most: float) -> float:
        """Seconds until a sender may have something to do by itself, at most so many."""
        waits = [wait for sender in self._senders if (wait := sender.wakes_in()) is not None]
        return min([most, *waits])

    async def run_due(self, changed: bool = True) -> int:
        """Plan and send until nothing is due any more and all has come down; how many messages were tried.

        Unless something has `changed`, the rules are looked at only when the last look is a while ago.
        """
        async with self._turn:
            tried, idle = 0, False
            while not (idle or self._resting):
                planned = await self._plan() if changed or self._is_time_to_plan() else 0
                turns = await asyncio.gather(*(sender.turn(NAP) for sender in self._senders))
                tried += sum(turn.tried for turn in turns)
                idle = not planned and not any(turn.tried or turn.rerouted or turn.waiting for turn in turns)
            await self._land()
            return tried

    def _is_time_to_plan(self) -> bool:
        return time.monotonic() >= self._planned_at + NAP

    async def _plan(self) -> int:
        if not self._share.does(PLANNING):
            return 0
        self._planned_at = time.monotonic()
        planned = await self._store.write(plan, self._desk.programme, self._desk.media, self._clock())
        if planned:
            self._share.tell()
        return planned

    async def _land(self) -> None:
        await asyncio.gather(*(sender.land() for sender in self._senders))
