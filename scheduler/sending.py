"""One sender at work: what it has in the air, what has come down, and when it may go on."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from messages.breaker import Breaker
from messages.channels.base import Channel, NotSent, Outcome, Rejected
from messages.delivery import CHANNEL_REST, carry, raise_alarm, settle_all
from messages.due import any_due, next_due
from messages.failures import HELD_UP, NO_CONNECTION, THROTTLED
from messages.outbox import DOUBTFUL, Message, post
from messages.pacing import Pace
from messages.store import Store
from scheduler.changes import AGAIN, CANCELLATION
from scheduler.reserving import Batch, Room, reserve
from scheduler.shares import Share, sending
from scheduler.writing import Desk, Reserved

AT_ONCE = 50
"""Calls to a provider at one time, for which it has connections."""
TOGETHER = 0.01
"""Seconds that an outcome waits for others to be written down with it."""
SHORTEST_NAP, JUST_AFTER = 0.005, 0.001


@dataclass
class Carrier:
    """One channel with its pace. `sender` names the bot or number: `telegram/123456789`."""

    channel: Channel
    pace: Pace
    sender: str = ""


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
        self,
        store: Store,
        desk: Desk,
        carrier: Carrier,
        clock: Callable[[], datetime],
        limits: Limits,
        share: Share,
    ) -> None:
        self._store, self._desk, self._carrier, self._clock, self._limits = store, desk, carrier, clock, limits
        self._share, self._role = share, sending(carrier.sender)
        self._medium = carrier.channel.medium
        self._ready: deque[Reserved] = deque()
        self._flying: dict[str, int] = {}
        """The attempts that are reserved and have no outcome yet, each with its address: the next one to her waits."""
        self._carriers: set[asyncio.Task[None]] = set()
        self._landed: dict[str, Outcome] = {}
        self._enough = asyncio.Event()
        self._breaker, self._alarm = Breaker(), False
        self._rests_until: datetime | None = None
        self._resting = False
        self._next_at: datetime | None = None

    def wakes_in(self) -> float | None:
        """Seconds until it may have something to do by itself: a message falls due, or a rest is over."""
        now, pause = self._clock(), self._breaker.wait(time.monotonic())
        waits = [pause] if pause else []
        if self._rests_until is not None and self._rests_until > now:
            waits.append((self._rests_until - now).total_seconds())
        if self._next_at is not None:  # it may have come meanwhile
            waits.append(max(0.0, (self._next_at - now).total_seconds()))
        return min(waits) + JUST_AFTER if waits else None

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
            self._next_at = None
            return Batch([], more=not self._idle(now) and await self._store.read(any_due, self._medium, now))
        batch = await self._store.write(_settle_and_reserve, landed, self._desk, room, now)
        self._forget(landed)
        self._next_at = batch.next_at
        return batch

    async def _write_down(self) -> None:
        landed = dict(self._landed)
        if landed:
            await self._store.write(_settle, landed, self._clock())
            self._forget(landed)
        if self._alarm:
            await self._store.write(raise_alarm, self._medium, NO_CONNECTION, self._clock())
            self._alarm = False

    def _forget(self, landed: Mapping[str, Outcome]) -> None:
        for attempt in landed:
            self._landed.pop(attempt, None)

    def _idle(self, now: datetime) -> bool:
        at_rest = self._rests_until is not None and now < self._rests_until
        ours = self._share.does(self._role) and not self._resting
        return at_rest or not ours or self._breaker.wait(time.monotonic()) > 0

    def _room(self, now: datetime) -> Room:
        mono, pace = time.monotonic(), self._carrier.pace
        free = 0 if self._idle(now) else self._limits.in_flight - len(self._flying)
        room = 0 if self._alarm else self._breaker.room(mono, pace.room(mono, free))
        resting = pace.resting(mono) | set(self._flying.values())
        return Room(self._medium, room, resting, self._carrier.sender, self._share.owner)

    def _wait(self, batch: Batch) -> float:
        """Seconds until something can be done: the pace allows more, or enough has come down."""
        pace = self._carrier.pace.wait(time.monotonic()) if batch.more else 0.0
        if pace > 0:
            return max(SHORTEST_NAP, pace)
        at_once = batch.more and batch.reserved and len(self._flying) < self._limits.in_flight
        if at_once or not self._flying:
            return SHORTEST_NAP
        falls_due = (batch.next_at - self._clock()).total_seconds() if batch.next_at else self._limits.seconds
        return max(0.0, falls_due) + JUST_AFTER

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
        outcome = await self._send(one)
        if isinstance(outcome, NotSent) and outcome.failure is NO_CONNECTION:
            self._alarm = self._breaker.failed(time.monotonic()) or self._alarm
        elif not (isinstance(outcome, NotSent) and outcome.failure is HELD_UP):
            self._breaker.answered()
        if isinstance(outcome, NotSent) and outcome.failure is THROTTLED:
            self._carrier.pace.throttled(time.monotonic(), outcome.retry_after or 1.0, one.address_id)
        if isinstance(outcome, Rejected | NotSent) and outcome.failure.stops_channel:
            self._rests_until = self._clock() + CHANNEL_REST
        self._landed[one.outgoing.attempt] = outcome
        self._flying.pop(one.outgoing.attempt)
        self._tell()

    async def _send(self, one: Reserved) -> Outcome:
        if self._clock() >= one.leaves_by:
            return NotSent(HELD_UP)
        return await carry(self._carrier.channel, one.outgoing, self._limits.seconds)

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
    batch = reserve(session, desk, room, now)
    batch.next_at = next_due(session, room.medium, now)
    return batch


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
