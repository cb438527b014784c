"""One session of PostgreSQL that holds advisory locks and listens; it is never pooled, and notices its own end."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from typing import Any, Self

import psycopg
from sqlalchemy import make_url

from messages.engines import CHANNEL, lock_key
from messages.roles import ADVISORY_LOCKS, PoolerError

FREE = "free"
"""The hint that a lock was let go of."""
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
_SHARE = "SELECT pg_try_advisory_lock_shared(%s)"
_LET_GO = f"SELECT pg_advisory_unlock(%s), pg_notify('{CHANNEL}', '{FREE}')"
_TRY = "SELECT name FROM unnest(%s::text[], %s::bigint[]) AS wanted (name, key) WHERE pg_try_advisory_lock(key)"


@dataclass(frozen=True)
class Locks:
    """Who holds what at one moment, whoever it is: locks that one alone has, and how many share the others."""

    alone: frozenset[int]
    shared: Counter[int]

    def is_free(self, name: str) -> bool:
        """Whether nobody has it."""
        return lock_key(name) not in self.alone

    def sharers(self, name: str) -> int:
        """How many share it."""
        return self.shared[lock_key(name)]


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

    async def look(self) -> Locks:
        """The locks of this database, ours among them; that we are told proves that we still hold ours."""
        asked = time.monotonic()
        found = await self._asked(ADVISORY_LOCKS, ())
        self.proven = asked
        return Locks(
            frozenset(key for key, shared in found if not shared), Counter(key for key, shared in found if shared)
        )

    async def take(self, names: Collection[str]) -> list[str]:
        """Those of the named locks that were free and are ours now."""
        if not names:
            return []
        return [name for (name,) in await self._asked(_TRY, (list(names), [lock_key(name) for name in names]))]

    async def share(self, name: str) -> bool:
        """Have a lock together with others; False while somebody has it alone."""
        return bool((await self._asked(_SHARE, (lock_key(name),)))[0][0])

    async def let_go(self, name: str) -> None:
        """Let somebody else have it, and say so to all who listen."""
        await self._asked(_LET_GO, (lock_key(name),))

    async def _asked(self, question: str, about: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        async with asyncio.timeout(ANSWERS_WITHIN):
            return await (await self._connection.execute(question.encode(), about)).fetchall()

    async def hints(self, seconds: float) -> AsyncIterator[str]:
        """What is said first within so many seconds; raises what psycopg raises as soon as the session ends."""
        async for notice in self._connection.notifies(timeout=seconds, stop_after=1):
            yield notice.payload

    async def close(self) -> None:
        """Let all locks go."""
        await self._connection.close()
