"""What runs in one life: the real dispatcher, intake and reconciling, put together as `bot.app` does."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.intake import Intake, Setting
from messages.channels.base import Receipt
from messages.delivery import receive_receipt
from messages.outbox import new_attempt_id
from messages.pacing import Pace
from messages.programme import Programme
from messages.store import Store
from scheduler.dispatching import Dispatcher
from scheduler.reconciling import adopt_abandoned, adopt_orphans, fetch_missed, look_up
from scheduler.sending import Carrier, Limits
from scheduler.shares import Share
from scheduler.writing import FRESH, Desk
from tests.letters import keep_raw
from tests.office import CATALOGUE
from tests.simulation.life import Life
from tests.simulation.truth import Said
from tests.simulation.wire import Wire

PROGRAMME = Programme()
MEDIA = frozenset({"sms", "telegram"})
MINUTE, CATCHING_UP = timedelta(minutes=1), timedelta(minutes=2)
LIMITS = Limits(in_flight=4, seconds=20.0)
PACES = {"sms": (5.0, None), "telegram": (28.0, 1.0)}


@dataclass
class Hours:
    """What a node asks of the world: the time, when to look again, and whether a duty would find anything."""

    clock: Callable[[], datetime]
    next_due: Callable[[], float | None]
    """Seconds until something planned is due; None when nothing is."""
    doubts: asyncio.Event
    unheard: asyncio.Event


class Now(Clock):
    """The civil time of a history."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """This moment, UTC."""
        return self._clock()


class Node:
    """A Relais without a web server; what only polls in vain is left out, so that days pass in no time."""

    def __init__(self, life: Life, store: Store, wires: dict[str, Wire], hours: Hours) -> None:
        self.life, self._store, self._wires, self._hours = life, store, wires, hours
        desk = Desk(PROGRAMME, CATALOGUE, MEDIA, hears_first=True)
        carriers = {medium: Carrier(wire, Pace(*PACES[medium]), f"{medium}/one") for medium, wire in wires.items()}
        self._me = new_attempt_id()
        self._dispatcher = Dispatcher(store, desk, carriers, hours.clock, LIMITS, Share(self._me))
        self._intake = Intake(store, wires, Setting(PROGRAMME, MEDIA), Now(hours.clock))
        self._arrived, self._due = asyncio.Event(), asyncio.Event()
        self._caught_up, self._began = False, hours.clock()

    async def live(self) -> None:
        """Until it dies."""
        for medium in self._wires:
            await self._store.write(adopt_orphans, f"{medium}/one", self._me, self._hours.clock())
        await self._intake.handle_waiting()
        for work in (self._listening(), self._sending(), self._looking_up(), self._fetching()):
            self.life.task(work)

    def wake(self) -> None:
        """Something has changed."""
        self._arrived.set()

    def hear(self, said: Said) -> asyncio.Task[None]:
        """A webhook: committed, then acknowledged."""

        async def knock() -> None:
            await self._take_in(said.medium, said.provider_id, f"{said.provider_id}\n{said.address}\n{said.text}")
            await self.life.step("before an acknowledgement")
            said.acknowledged = True

        return self.life.task(knock())

    def report(self, receipt: Receipt) -> None:
        """A status callback."""
        self.life.task(self._store.write(receive_receipt, receipt, self._hours.clock()))

    async def _take_in(self, medium: str, provider_id: str, raw: str) -> bool:
        known = await self._store.write(keep_raw, medium, provider_id, raw, self._hours.clock())
        self.wake()
        return known is not None

    async def _listening(self) -> None:
        while True:
            self._arrived.clear()
            await self._intake.handle_waiting()
            self._due.set()
            await self._arrived.wait()

    async def _sending(self) -> None:
        """Nothing leaves before what was missed has been fetched: there may be a STOP in it."""
        patience = 5.0
        while True:
            self._due.clear()
            if not self._caught_up:
                known = await self._fetch() is not None
                self._caught_up = known or self._hours.clock() > self._began + CATCHING_UP
            if not self._caught_up:
                await asyncio.sleep(5)
                continue
            tried = await self._dispatcher.run_due()
            seconds = self._hours.next_due()
            patience = 5.0 if tried or seconds != 0 else min(60.0, patience * 2)
            with suppress(TimeoutError):
                async with asyncio.timeout(None if seconds is None else max(seconds, patience)):
                    await self._due.wait()

    async def _looking_up(self) -> None:
        await self._every_minute(self._hours.doubts, self._look_up)

    async def _fetching(self) -> None:
        await self._every_minute(self._hours.unheard, self._fetch)

    async def _look_up(self) -> None:
        before = self._hours.clock() - FRESH - timedelta(seconds=LIMITS.seconds)
        await self._store.write(adopt_abandoned, self._me, before, self._hours.clock())
        await look_up(self._store, self._wires["sms"], self._hours.clock, self._hours.clock, MINUTE)
        self.wake()

    async def _fetch(self) -> int | None:
        return await fetch_missed(self._store, self._wires["sms"], self._hours.clock, self._take_in_missed)

    async def _take_in_missed(self, raw: bytes) -> bool:
        incoming = self._wires["sms"].read(raw)
        return await self._take_in("sms", incoming.provider_id, raw.decode())

    async def _every_minute(self, wanted: asyncio.Event, do: Callable[[], Awaitable[object]]) -> None:
        while True:
            await wanted.wait()
            await asyncio.sleep(60)
            await do()
