"""A channel of one life: the real boundary of `messages.channels`, with a simulated provider behind it."""

import asyncio
from datetime import datetime

from messages.channels.base import Incoming, Outcome, Outgoing, Receipt, Unknown, UnreadableError
from messages.failures import NO_OUTCOME
from tests.simulation.life import Life
from tests.simulation.loop import VirtualLoop
from tests.simulation.provider import Provider


class Wire:
    """Carries requests to the provider; what was asked is finished there though the process dies."""

    def __init__(self, provider: Provider, life: Life, loop: VirtualLoop) -> None:
        self.medium, self._provider, self._life, self._loop = provider.medium, provider, life, loop

    async def open(self) -> None:
        """Nothing to make ready."""

    async def close(self) -> None:
        """Nothing to let go."""

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
        """Once, and no longer than `seconds`."""
        await self._life.step("before a send", pauses=False)
        asked = self._loop.alone(self._provider.serve(outgoing))
        asked.add_done_callback(_seen)
        try:
            async with asyncio.timeout(seconds):
                outcome = await asyncio.shield(asked)
        except TimeoutError:
            outcome = Unknown(NO_OUTCOME)
        await self._life.step("after an answer")
        return outcome

    def read(self, raw: bytes) -> Incoming:
        """Three lines: its name, the address, her words."""
        lines = raw.decode().split("\n", 2)
        if len(lines) != 3:
            raise UnreadableError("not three lines")
        return Incoming(
            provider_id=lines[0], medium=self.medium, kind="text", address=lines[1], text=lines[2], private=True
        )

    async def find(self, address: str, text: str, since: datetime) -> list[Receipt]:
        """What the provider has made."""
        found = await self._provider.find(address, text, since)
        await self._life.step("at a listing")
        return found

    async def missed(self, since: datetime) -> list[bytes]:
        """What the provider could not hand over."""
        missed = await self._provider.missed(since)
        await self._life.step("at a listing")
        return missed


def _seen(asked: asyncio.Task[Outcome]) -> None:
    """Whoever asked may be dead by the time it fails."""
    if not asked.cancelled():
        asked.exception()
