"""One session of PostgreSQL that holds advisory locks and listens; it is never pooled, and notices its own end."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection
from typing import Any, Self

import psycopg
from sqlalchemy import make_url

from messages.engines import CHANNEL, lock_key
from messages.roles import PoolerError

ANSWERS_WITHIN = 10
"""Seconds the server has to answer a question of ours, before the session counts as lost."""
_ALIVE = {
    "connect_timeout": 5, "keepalives": 1, "keepalives_idle": 1, "keepalives_interval": 1, "keepalives_count": 3,
    "tcp_user_timeout": 4000,
}  # fmt: skip
"""Seconds, and milliseconds: a machine that is switched off is missed within four seconds, on either side."""
_THEIR_SIDE = (
    "SET tcp_keepalives_idle = 1; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;"
    "SET tcp_user_timeout = 4000; SET idle_session_timeout = 3500; SET statement_timeout = 10000;"
    "SET application_name = 'relais roles'"
)
"""The same on the server's side; and a process that asks nothing any more, frozen or hung, loses its locks too."""
_TRY = "SELECT name FROM unnest(%s::text[], %s::bigint[]) AS wanted (name, key) WHERE pg_try_advisory_lock(key)"


class LockSession:
    """Locks are ours until `close`, or until the session ends in whatever way."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection
        self.proven = time.monotonic()
        """When, in monotonic seconds, the server was last known to hold our locks."""

    @classmethod
    async def open(cls, url: str) -> Self:
        """A session straight to the server; raises `PoolerError`, and what psycopg raises."""
        _, found = make_url(url).get_dialect()().create_connect_args(make_url(url))
        connection = await psycopg.AsyncConnection.connect(**{**_ALIVE, **found}, autocommit=True)
        try:
            row = await (await connection.execute("SELECT pg_backend_pid()")).fetchone()
            if row is None or row[0] != connection.info.backend_pid:
                raise PoolerError
            await connection.execute(f"{_THEIR_SIDE}; LISTEN {CHANNEL}")
        except BaseException:
            await connection.close()
            raise
        return cls(connection)

    async def take(self, names: Collection[str]) -> list[str]:
        """Those of the named locks that were free and are ours now. With none named it still proves that we live."""
        asked = time.monotonic()
        async with asyncio.timeout(ANSWERS_WITHIN):
            found = await self._connection.execute(_TRY, (list(names), [lock_key(name) for name in names]))
            taken = [row[0] for row in await found.fetchall()]
        self.proven = asked
        return taken

    async def hints(self, seconds: float) -> AsyncIterator[str]:
        """What is said within so many seconds; raises what psycopg raises as soon as the session ends."""
        async for notice in self._connection.notifies(timeout=seconds):
            yield notice.payload

    async def close(self) -> None:
        """Let all locks go."""
        await self._connection.close()
