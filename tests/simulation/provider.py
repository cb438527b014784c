"""A provider behind its channel: it takes, refuses, is late, loses its own replies, and reports in any order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from messages.channels.base import Accepted, NotSent, Outcome, Outgoing, Receipt, Rejected, UnavailableError, Unknown
from messages.failures import (
    BLOCKED,
    CREDENTIALS,
    EXPIRED,
    HANDSET_OFF,
    INVALID_NUMBER,
    LOST,
    NEEDS_ATTENTION,
    NO_CONNECTION,
    NO_OUTCOME,
    OPTED_OUT,
    THROTTLED,
    Failure,
)  # fmt: skip
from tests.simulation.fate import Fate
from tests.simulation.loop import VirtualLoop
from tests.simulation.truth import Call, Truth

LONGEST_WORK = 45.0
"""Seconds after which a provider has made a message, if ever; a listing shows it at most `LONGEST_LAG` later.

Reconciling trusts that both lie within two looks (contracts 1.3); a provider that is slower still can be doubled."""
LONGEST_LAG = 60.0

SLOW, LOST_REPLY, AFTER, BEFORE = "slow beyond the deadline", "reply lost", "5xx after", "5xx before"
BUSY, REFUSED, GARBAGE, REJECTED = "429", "connection refused", "garbage", "rejected"
ACCOUNT, CRASH = "account refused", "fault in the channel"
FAULTS = (SLOW, LOST_REPLY, AFTER, BEFORE, BUSY, REFUSED, GARBAGE, REJECTED, ACCOUNT, CRASH)
_REFUSALS: dict[str, tuple[Failure, ...]] = {
    "sms": (INVALID_NUMBER, OPTED_OUT, NEEDS_ATTENTION),
    "telegram": (BLOCKED, NEEDS_ATTENTION),
}
_ENDS: tuple[Failure, ...] = (HANDSET_OFF, LOST, EXPIRED, OPTED_OUT)


@dataclass
class Surroundings:
    """What a provider needs of the world around it."""

    loop: VirtualLoop
    fate: Fate
    truth: Truth
    clock: Callable[[], datetime]
    knock: Callable[[Receipt], Awaitable[None]]
    """Carries a status callback to whichever process lives, if one does."""


class Provider:
    """Twilio or Telegram. It outlives every process of ours, and finishes what it was asked though nobody waits."""

    def __init__(self, medium: str, world: Surroundings) -> None:
        self.medium, self._world, self.away = medium, world, False
        self._seen = 0

    async def serve(self, outgoing: Outgoing) -> Outcome:
        """One request, to its end."""
        fate, call = self._world.fate, self._hear(outgoing)
        fault = self._fault()
        if fault in (REFUSED, BUSY, ACCOUNT, REJECTED, CRASH):
            await asyncio.sleep(fate.between(0, 0.3))
            return self._refusal(fault)
        takes = fault in ("", LOST_REPLY, AFTER) or (fault in (SLOW, GARBAGE) and fate.happens(0.6))
        await asyncio.sleep(fate.between(0, LONGEST_WORK if fault == SLOW else 1.0))
        if takes:
            self._take(call)
        await asyncio.sleep(fate.between(LONGEST_WORK, 100) if fault == SLOW else fate.between(0, 1.0))
        return Unknown(NO_OUTCOME) if fault else Accepted(call.provider_id, "queued")

    async def find(self, address: str, text: str, since: datetime) -> list[Receipt]:
        """What was made for that address, as far as the listing has caught up."""
        await asyncio.sleep(self._world.fate.between(0, 0.5))
        self._may_be_away()
        now = self._world.clock()
        return [
            Receipt(None, call.provider_id, call.status, 9 if call.status == "delivered" else 1)
            for call in reversed(self._world.truth.accepted)
            if call.address == address and call.text == text and call.accepted_at is not None
            and call.listed_from is not None and call.listed_from <= now and call.accepted_at >= since
        ]  # fmt: skip

    async def missed(self, since: datetime) -> list[bytes]:
        """What came in since then, whoever was told of it."""
        await asyncio.sleep(self._world.fate.between(0, 0.5))
        self._may_be_away()
        heard = [one for one in self._world.truth.said if one.medium == self.medium and one.at >= since]
        return [f"{one.provider_id}\n{one.address}\n{one.text}".encode() for one in heard]

    def _hear(self, outgoing: Outgoing) -> Call:
        call = Call(self.medium, outgoing.attempt, outgoing.address, outgoing.text, self._world.clock())
        self._world.truth.calls.append(call)
        return call

    def _fault(self) -> str:
        if self.away and not self._world.fate.calm:
            return REFUSED
        fate = self._world.fate
        fault = fate.one(FAULTS)
        return fault if fate.goes_wrong(fate.fault_rate, fault) else ""

    def _refusal(self, fault: str) -> Outcome:
        fate = self._world.fate
        if fault == CRASH:
            raise RuntimeError
        if fault == BUSY:
            return NotSent(THROTTLED, fate.one([None, 1.0, 30.0, 300.0]))
        if fault == REJECTED:
            return Rejected(fate.one(_REFUSALS[self.medium]), "1")
        return NotSent(NO_CONNECTION if fault == REFUSED else CREDENTIALS)

    def _may_be_away(self) -> None:
        fate = self._world.fate
        if (self.away and not fate.calm) or fate.goes_wrong(fate.fault_rate / 2, "listing away"):
            raise UnavailableError(NO_CONNECTION)

    def _take(self, call: Call) -> None:
        fate, now = self._world.fate, self._world.clock()
        self._seen += 1
        call.accepted_at, call.provider_id = now, f"{self.medium}-{self._seen}"
        call.listed_from = now + timedelta(seconds=fate.between(0, LONGEST_LAG))
        if self.medium == "sms":
            for receipt, wait in self._reports(call):
                self._world.loop.alone(self._report(receipt, call, wait))

    def _reports(self, call: Call) -> list[tuple[Receipt, float]]:
        """What becomes of an SMS, told early, late, twice, in the wrong order, or never."""
        fate, attempt = self._world.fate, call.attempt if self._world.fate.happens(0.8) else None
        end: Failure | None = fate.one(_ENDS) if fate.goes_wrong(fate.fault_rate / 4, "undelivered") else None
        last = Receipt(attempt, call.provider_id, "delivered" if end is None else "undelivered", 9, end)
        call.arrives = end is None
        told = [Receipt(attempt, call.provider_id, "sent", 3), last]
        waits = [fate.one([0.0, 0.5, 5.0, 90.0, 4000.0]) for _ in told]
        if fate.goes_wrong(fate.fault_rate, "callbacks lost"):
            return []
        if fate.goes_wrong(fate.fault_rate, "callback twice"):
            told, waits = [*told, last], [*waits, waits[-1] + 3]
        return list(zip(told, waits, strict=True))

    async def _report(self, receipt: Receipt, call: Call, wait: float) -> None:
        await asyncio.sleep(wait)
        call.status = receipt.status if call.status not in ("delivered", "undelivered") else call.status
        await self._world.knock(receipt)
