"""Dispatching: plans what is owed, reserves what is due, hands it to delivery, and paces each sender."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from messages.channels.base import Channel, NotSent, Outcome, Rejected
from messages.delivery import CHANNEL_REST, carry, settle
from messages.failures import THROTTLED
from messages.outbox import DOUBTFUL, Message, post
from messages.pacing import Pace
from messages.store import Store
from scheduler.changes import AGAIN, CANCELLATION
from scheduler.planning import plan
from scheduler.reserving import Room, reserve
from scheduler.writing import Desk, Reserved

log = logging.getLogger(__name__)

NAP, SHORTEST_NAP = 1.0, 0.01
"""Seconds: while one channel waits for its pace, the others and the rules are looked at again this often."""


@dataclass
class Carrier:
    """One channel with its pace."""

    channel: Channel
    pace: Pace


@dataclass(frozen=True)
class Round:
    """How many one channel tried, whether some take another, and how many seconds the rest waits for the pace."""

    tried: int = 0
    rerouted: bool = False
    wait: float | None = None


class Dispatcher:
    """The only one who sends. Safe to call at any time and any number of times; truth is in the tables."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        carriers: Mapping[str, Carrier],
        clock: Callable[[], datetime],
        seconds: float = 20.0,
        in_flight: int = 8,
    ) -> None:
        """`carriers` by medium; `clock` gives civil UTC; `seconds` bounds one call to a provider."""
        self._store, self._desk, self._carriers, self._clock = store, desk, carriers, clock
        self._seconds, self._in_flight = seconds, in_flight
        self._turn, self._resting = asyncio.Lock(), False
        self._rests_until: dict[str, datetime] = {}
        self._unsettled: dict[str, Outcome] = {}

    def hold(self) -> None:
        """Reserve nothing more, from this moment."""
        self._resting = True

    async def rest(self) -> None:
        """Hold; returns once what is in the air has come down and is written."""
        self.hold()
        async with self._turn:
            pass

    async def run_due(self) -> int:
        """Plan and send until nothing is due any more; how many messages were tried."""
        async with self._turn:
            tried, idle, looked_at = 0, True, 0.0
            while not self._resting:
                look = idle or time.monotonic() >= looked_at + NAP
                planned, looked_at = (await self._plan(), time.monotonic()) if look else (0, looked_at)
                rounds = await asyncio.gather(*(self._round(carrier) for carrier in self._carriers.values()))
                tried += sum(one.tried for one in rounds)
                idle = not planned and not any(one.tried or one.rerouted for one in rounds)
                waits = [one.wait for one in rounds if one.wait is not None]
                if idle and waits:
                    await asyncio.sleep(min(NAP, *waits))
                elif idle and look:
                    break
            return tried

    async def _plan(self) -> int:
        return await self._store.write(plan, self._desk.programme, self._desk.media, self._clock())

    async def _round(self, carrier: Carrier) -> Round:
        """Send by one channel as much as may leave now; what must wait for the pace is for a later round."""
        now, medium = self._clock(), carrier.channel.medium
        if now < self._rests_until.get(medium, now):
            return Round()
        await self._settle()
        batch = await self._store.write(reserve, self._desk, self._room(carrier), now)
        if batch.reserved:
            await self._carry(carrier, batch.reserved)
        wait = max(SHORTEST_NAP, carrier.pace.wait(time.monotonic())) if batch.more else None
        return Round(len(batch.reserved), batch.rerouted, wait)

    def _room(self, carrier: Carrier) -> Room:
        mono, pace = time.monotonic(), carrier.pace
        return Room(carrier.channel.medium, pace.room(mono, self._in_flight), pace.resting(mono))

    async def _carry(self, carrier: Carrier, reserved: list[Reserved]) -> None:
        mono = time.monotonic()
        for one in reserved:
            carrier.pace.sent(mono, one.address_id, one.parts)
        outcomes = await asyncio.gather(*(carry(carrier.channel, one.outgoing, self._seconds) for one in reserved))
        for outcome in outcomes:
            _obey(carrier.pace, outcome)
        if any(isinstance(outcome, Rejected | NotSent) and outcome.failure.stops_channel for outcome in outcomes):
            self._rests_until[carrier.channel.medium] = self._clock() + CHANNEL_REST
        self._unsettled |= zip((one.outgoing.attempt for one in reserved), outcomes, strict=True)
        await self._settle()

    async def _settle(self) -> None:
        """Write the outcomes down; while the database cannot take them they are kept for the next round."""
        outcomes = dict(self._unsettled)
        if outcomes:
            await self._store.write(_settle_all, outcomes, self._clock())
        for attempt_id in outcomes:
            self._unsettled.pop(attempt_id, None)


def _obey(pace: Pace, outcome: Outcome) -> None:
    if isinstance(outcome, NotSent) and outcome.failure is THROTTLED:
        pace.throttled(time.monotonic(), outcome.retry_after or 1.0)


def _settle_all(session: Session, outcomes: Mapping[str, Outcome], now: datetime) -> None:
    for attempt_id, outcome in outcomes.items():
        message = settle(session, attempt_id, outcome, now)
        if message is not None:
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
