"""The roles that several workers share on PostgreSQL: whoever comes first holds one, until its session ends."""

import asyncio
import logging
import time
from collections.abc import Collection

import psycopg

from messages.lock_session import LockSession
from messages.roles import Holder, RoleError, worker_lock

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two tries at what others hold, and between two proofs that we still hold ours."""
LEASE = 3.0
"""Seconds after the last proof during which we count on our roles: before the server gives up a silent session."""
_GONE = (psycopg.Error, OSError, RoleError)


class SharedRoles:
    """Tries for every role about once a second. Losing the session means losing all roles at once."""

    def __init__(self, url: str, roles: Collection[str], owner: str, holder: Holder) -> None:
        self._url, self._holder, self._me = url, holder, worker_lock(owner)
        self._wanted = (self._me, *roles)
        self._session: LockSession | None = None
        self._beginning: dict[str, asyncio.Task[None]] = {}
        """The roles we hold, each with what gets it ready."""
        self._keeper: asyncio.Task[None] | None = None

    def holds(self, role: str) -> bool:
        """Whether the role is ours and was not long ago known to be."""
        session = self._session
        return session is not None and role in self._beginning and time.monotonic() < session.proven + LEASE

    async def start(self) -> None:
        """Take what is free and get ready for it; raises `RoleError` when the server cannot be reached directly."""
        try:
            await self._open()
        except (psycopg.Error, OSError):
            raise RoleError("PostgreSQL ne répond pas à l'adresse directe, RELAIS_DATABASE_DIRECT_URL.") from None
        await asyncio.gather(*self._beginning.values())
        self._keeper = asyncio.create_task(self._keep(), name="roles")

    async def stop(self) -> None:
        """Let others take everything, at once."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._lose()

    async def _keep(self) -> None:
        while True:
            try:
                await self._watch()
            except _GONE as error:
                log.warning("the roles are lost", extra={"action": "roles_lost", "error": type(error).__name__})
                await self._lose()
            await asyncio.sleep(EVERY)

    async def _watch(self) -> None:
        """Returns never; raises when the session has ended."""
        if self._session is None:
            await self._open()
        while self._session is not None:
            async for hint in self._session.hints(EVERY):
                self._holder.heard(hint)
            await self._try(self._session)

    async def _open(self) -> None:
        session = await LockSession.open(self._url)
        self._session = session
        await self._try(session)

    async def _try(self, session: LockSession) -> None:
        for role in await session.take([role for role in self._wanted if role not in self._beginning]):
            self._beginning[role] = asyncio.create_task(self._begin(role))

    async def _begin(self, role: str) -> None:
        """Until it succeeds or the role is lost: the database may be away for a moment."""
        if role == self._me:
            return None
        log.info("a role is taken", extra={"action": "role_taken", "role": shown(role)})
        while True:
            try:
                return await self._holder.took(role)
            except Exception as error:  # whatever it was, nothing leaves under this role before it is ready
                why = {"role": shown(role), "error": type(error).__name__}
                log.error("a role could not begin", extra={"action": "role_failed", **why})
            await asyncio.sleep(EVERY)

    async def _lose(self) -> None:
        held, self._beginning, session = self._beginning, {}, self._session
        self._session = None
        for role, task in held.items():
            task.cancel()
            if role != self._me:
                self._holder.lost(role)
        if session is not None:
            await session.close()


def shown(role: str) -> str:
    """What a role is called in a log or a figure: without the bot or number behind it."""
    return "/".join(role.split("/")[:2])
