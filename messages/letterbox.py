"""The letterbox: whatever arrives is written down before anybody is thanked for it, many at one commit."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from messages.inbox import Received
from messages.once import insert_missing
from messages.store import Store


class Letter(NamedTuple):
    """What arrived by a channel: the provider's own name for it, its raw body, and when (UTC)."""

    channel: str
    provider_id: str
    raw: str
    at: datetime


class Letterbox:
    """Those who arrive while a commit is under way share the next one."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._waiting: list[tuple[Letter, asyncio.Future[None]]] = []
        self._emptying: asyncio.Task[None] | None = None

    async def drop(self, channel: str, provider_id: str, raw: str) -> None:
        """Durable when this returns; what was there before has no second effect. Raises what the database raises."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((Letter(channel, provider_id, raw, self._clock()), done))
        if self._emptying is None:
            self._emptying = asyncio.create_task(self._empty())
        await asyncio.shield(done)

    async def _empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            failed = await self._kept([letter for letter, _ in batch])
            for _, done in batch:
                if failed is None:
                    done.set_result(None)
                else:
                    done.set_exception(failed)
                    done.exception()  # whoever gave up waiting does not hear of it
        self._emptying = None

    async def _kept(self, letters: list[Letter]) -> Exception | None:
        try:
            await self._store.write(keep_all, letters)
        except Exception as error:  # told to each of those who wait: nobody is thanked for what is not written
            return error
        return None


def keep_all(session: Session, letters: list[Letter]) -> None:
    """Write down what arrived, leaving out what had arrived before."""
    first = Received(channel="", provider_id="", raw="", at=letters[0].at)
    insert_missing(session, first, [letter._asdict() for letter in letters])
