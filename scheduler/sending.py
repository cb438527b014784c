"""One sender at work: what it has in the air, what has come down, and when it may go on."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from messages.channels.base import Channel, NotSent, Outcome, Rejected
from messages.delivery import CHANNEL_REST, carry, settle_all
from messages.due import any_due
from messages.failures import HELD_UP, THROTTLED
from messages.outbox import DOUBTFUL, Message, post
from messages.pacing import Pace
from messages.store import Store
from scheduler.changes import AGAIN, CANCELLATION
from scheduler.reserving import Batch, Room, reserve
from scheduler.writing import Desk, Reserved

AT_ONCE = 50
"""Calls to a provider at one time, for which it has connections."""
TOGETHER = 0.01
"""Seconds that an outcome waits for others to be written down with it."""
SHORTEST_NAP = 0.005


@dataclass
class Carrier:
    """One channel with its pace."""

    channel: Channel
    pace: Pace


@dataclass(frozen=True)
class Limits:
    """How many messages one sender has in the air, which is what a crash leaves in doubt; seconds for each."""

    in_flight: int = 8
    seconds: float = 20.0


@dataclass(frozen=True)
class Turn:
    """How many were tried in one turn, whether some take another medium, and whether the rest waits for the pace."""

    tried: int = 0
    rerouted: bool = False
    waiting: bool = False


class Sender:
    """Reserves, sends and settles for one channel. Outcomes it could not write down it keeps until it can."""

    def __init__(
        self, store: Store, desk: Desk, carrier: Carrier, clock: Callable[[], datetime], limits: Limits
    ) -> None:
        self._store, self._desk, self._carrier, self._clock, self._limits = store, desk, carrier, clock, limits
        self._medium = carrier.channel.medium
        self._ready: deque[Reserved] = deque()
        self._flying: dict[str, int] = {}
        """The attempts that are reserved and have no outcome yet, each with its address: the next one to her waits."""
        self._carriers: set[asyncio.Task[None]] = set()
        self._landed: dict[str, Outcome] = {}
        self._enough = asyncio.Event()
        self._rests_until: datetime | None = None
        self._resting = False

    def hold(self) -> None:
        """Reserve nothing more, from this moment."""
        self._resting = True
        self._enough.set()

    async def turn(self, seconds: float) -> Turn:
        """Send what may leave, for so many seconds at most; what is in the air by then is not waited for."""
        tried, rerouted, ends = 0, False, time.monotonic() + seconds
        while True:
            batch = await self._settle_and_reserve()
            self._start(batch.reserved)
            tried, rerouted = tried + len(batch.reserved), rerouted or batch.rerouted
            if not (self._flying or self._landed or batch.more):
                return Turn(tried, rerouted)
            nap = ends - time.monotonic()
            if nap <= 0:
                return Turn(tried, rerouted, waiting=True)
            await self._nap(min(nap, self._wait(batch)))

    async def land(self) -> None:
        """Wait for what is in the air, and write down what became of it."""
        while self._flying or self._landed:
            if self._carriers:
                await asyncio.wait(self._carriers)
            await self._write_down()

    async def _settle_and_reserve(self) -> Batch:
        """One transaction for both: what has come down is written, and what may leave is reserved."""
        now, landed = self._clock(), dict(self._landed)
        room = self._room(now)
        if room.count == 0:
            await self._write_down()
            return Batch([], more=not self._idle(now) and await self._store.read(any_due, self._medium, now))
        batch = await self._store.write(_settle_and_reserve, landed, self._desk, room, now)
        self._forget(landed)
        return batch

    async def _write_down(self) -> None:
        landed = dict(self._landed)
        if landed:
            await self._store.write(_settle, landed, self._clock())
            self._forget(landed)

    def _forget(self, landed: Mapping[str, Outcome]) -> None:
        for attempt in landed:
            self._landed.pop(attempt, None)

    def _idle(self, now: datetime) -> bool:
        return self._resting or (self._rests_until is not None and now < self._rests_until)

    def _room(self, now: datetime) -> Room:
        mono, pace = time.monotonic(), self._carrier.pace
        free = 0 if self._idle(now) else self._limits.in_flight - len(self._flying)
        return Room(self._medium, pace.room(mono, free), pace.resting(mono) | set(self._flying.values()))

    def _wait(self, batch: Batch) -> float:
        """Seconds until something can be done: the pace allows more, or enough has come down."""
        pace = self._carrier.pace.wait(time.monotonic()) if batch.more else 0.0
        if pace > 0:
            return max(SHORTEST_NAP, pace)
        at_once = batch.more and batch.reserved and len(self._flying) < self._limits.in_flight
        return self._limits.seconds + 1 if self._flying and not at_once else SHORTEST_NAP

    async def _nap(self, seconds: float) -> None:
        """Until enough has come down, or so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._enough.wait()
        except TimeoutError:
            pass
        self._enough.clear()

    def _start(self, reserved: list[Reserved]) -> None:
        mono = time.monotonic()
        for one in reserved:
            self._carrier.pace.sent(mono, one.address_id, one.parts)
            self._flying[one.outgoing.attempt] = one.address_id
        self._ready += reserved
        for _ in range(min(len(self._ready), AT_ONCE - len(self._carriers))):
            task = asyncio.create_task(self._carry_all())
            self._carriers.add(task)
            task.add_done_callback(self._carriers.discard)

    async def _carry_all(self) -> None:
        while self._ready:
            await self._carry(self._ready.popleft())

    async def _carry(self, one: Reserved) -> None:
        outcome: Outcome = NotSent(HELD_UP)  # a process that was stopped must not go on where it was
        if self._clock() - one.at <= timedelta(seconds=self._limits.seconds):
            outcome = await carry(self._carrier.channel, one.outgoing, self._limits.seconds)
        if isinstance(outcome, NotSent) and outcome.failure is THROTTLED:
            self._carrier.pace.throttled(time.monotonic(), outcome.retry_after or 1.0, one.address_id)
        if isinstance(outcome, Rejected | NotSent) and outcome.failure.stops_channel:
            self._rests_until = self._clock() + CHANNEL_REST
        self._landed[one.outgoing.attempt] = outcome
        self._flying.pop(one.outgoing.attempt)
        self._tell()

    def _tell(self) -> None:
        """Enough has come down when half of the air is free, or the first of it has waited for others long enough."""
        if len(self._landed) * 2 >= self._limits.in_flight or not self._flying:
            self._enough.set()
        elif len(self._landed) == 1:
            asyncio.get_running_loop().call_later(TOGETHER, self._enough.set)


def _settle_and_reserve(
    session: Session, landed: Mapping[str, Outcome], desk: Desk, room: Room, now: datetime
) -> Batch:
    _settle(session, landed, now)
    return reserve(session, desk, room, now)


def _settle(session: Session, landed: Mapping[str, Outcome], now: datetime) -> None:
    for message in settle_all(session, landed, now):
        repeat_cancellation(session, message, now)


def repeat_cancellation(session: Session, message: Message, now: datetime) -> None:
    """A cancellation that may not have arrived by Telegram is sent once more, saying so, as a message of its own."""
    if message.status != DOUBTFUL or message.kind != CANCELLATION.name or message.sender != "telegram":
        return
    again = message.model_dump(exclude={"id", "kind", "once", "status", "reason", "settled_at", "created_at"})
    post(
        session,
        Message(**again, kind=AGAIN.name, once=f"{message.once}/again", status="planned", created_at=now),
    )
