"""Dispatching: plans what is owed, and keeps each sender at work until nothing is due any more."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from messages.store import Store
from scheduler.planning import plan
from scheduler.sending import Carrier, Limits, Sender
from scheduler.writing import Desk

NAP = 1.0
"""Seconds: while a sender is at work, the rules are looked at again this often."""


class Dispatcher:
    """The only one who sends. Safe to call at any time and any number of times; truth is in the tables."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        carriers: Mapping[str, Carrier],
        clock: Callable[[], datetime],
        limits: Limits | None = None,
    ) -> None:
        """`carriers` by medium; `clock` gives civil UTC."""
        self._store, self._desk, self._clock = store, desk, clock
        self._by_medium = {name: Sender(store, desk, one, clock, limits or Limits()) for name, one in carriers.items()}
        self._senders = list(self._by_medium.values())
        self._turn, self._resting = asyncio.Lock(), False

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

    async def run_due(self, but: Collection[str] = ()) -> int:
        """Plan and send until nothing is due any more and all has come down; how many messages were tried.

        What is due by one of the media `but` stays due.
        """
        async with self._turn:
            tried, idle = 0, False
            senders = [sender for medium, sender in self._by_medium.items() if medium not in but]
            while not (idle or self._resting):
                planned = await self._plan()
                turns = await asyncio.gather(*(sender.turn(NAP) for sender in senders))
                tried += sum(turn.tried for turn in turns)
                idle = not planned and not any(turn.tried or turn.rerouted or turn.waiting for turn in turns)
            await self._land()
            return tried

    async def _plan(self) -> int:
        return await self._store.write(plan, self._desk.programme, self._desk.media, self._clock())

    async def _land(self) -> None:
        await asyncio.gather(*(sender.land() for sender in self._senders))
