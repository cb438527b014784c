"""The letterbox: whatever arrives is written down before anybody is thanked for it, many at one commit."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from messages.inbox import NEW, Received
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
        self._waiting: list[tuple[Letter, asyncio.Future[bool]]] = []
        self._emptying: asyncio.Task[None] | None = None

    async def drop(self, channel: str, provider_id: str, raw: str) -> bool:
        """Durable when this returns; False for what had arrived before. Raises what the database raises."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((Letter(channel, provider_id, raw, self._clock()), done))
        if self._emptying is None:
            self._emptying = asyncio.create_task(self._empty())
        return await asyncio.shield(done)

    async def _empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            await self._keep(batch)
        self._emptying = None

    async def _keep(self, batch: list[tuple[Letter, "asyncio.Future[bool]"]]) -> None:
        try:
            new = await self._store.write(keep_all, [letter for letter, _ in batch])
        except Exception as error:  # told to each of those who wait: nobody is thanked for what is not written
            for _, done in batch:
                done.set_exception(error)
                done.exception()  # whoever gave up waiting does not hear of it
            return
        for letter, done in batch:
            done.set_result(letter[:2] in new)
            new.discard(letter[:2])


def keep_all(session: Session, letters: list[Letter]) -> set[tuple[str, str]]:
    """Write down what arrived, and tell by channel and name what had not arrived before."""
    rows = [{**letter._asdict(), **_UNREAD} for letter in letters]
    new = session.connection().execute(_kept(session.get_bind().dialect.name), rows)
    return {(row[0], row[1]) for row in new}


@cache
def _kept(dialect: str) -> Any:
    table: Any = Received.__table__  # type: ignore[attr-defined]
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return insert.on_conflict_do_nothing().returning(table.c.channel, table.c.provider_id)


_UNREAD = {"status": NEW, "tries": 0, "kind": "", "text": ""}
