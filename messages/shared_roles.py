"""The roles of several workers on PostgreSQL: one holder each, until its session ends; some are shared out fairly."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection

import psycopg

from messages.engines import lock_key
from messages.lock_session import FREE, Locks, LockSession
from messages.roles import AT_WORK, Holder, MovingError, RoleError, UnreachableError, worker_lock

log = logging.getLogger(__name__)

EVERY, SOON = 1.0, 0.1
"""Seconds between two looks at what others hold, each a proof that we still hold ours; and while we leave a role."""
LEASE = 3.0
"""Seconds after the last proof during which we count on our roles: before the server gives up a silent session."""
_GONE = (psycopg.Error, OSError, RoleError)


class SharedRoles:
    """Looks about once a second for roles that nobody has. Losing the session means losing all roles at once.

    Of those that are `apart`, each worker among those who can serve the same ones holds its fair share and lets go of
    what it has beyond it, once nothing is under way there.
    """

    def __init__(
        self, url: str, roles: Collection[str], owner: str, holder: Holder, apart: Collection[str] = ()
    ) -> None:
        self._url, self._holder, self._me = url, holder, worker_lock(owner)
        self._roles, self._apart = (self._me, *roles), tuple(apart)
        self._company = "serving/" + "|".join(sorted(apart))
        """What workers share who can serve the same: so they count each other."""
        self._session: LockSession | None = None
        self._beginning: dict[str, asyncio.Task[None]] = {}
        """The roles we hold, each with what gets it ready."""
        self._leaving: dict[str, asyncio.Task[None]] = {}
        """Those of them that another shall have, each with what brings it to rest."""
        self._keeper: asyncio.Task[None] | None = None

    def holds(self, role: str) -> bool:
        """Whether the role is ours and was not long ago known to be."""
        session, ours = self._session, role in self._beginning and role not in self._leaving
        return session is not None and ours and time.monotonic() < session.proven + LEASE

    async def start(self) -> None:
        """Take what is free and get ready for it; raises `RoleError` when the server cannot be reached directly."""
        try:
            await self._open()
        except (psycopg.Error, OSError):
            await self._lose()
            raise UnreachableError from None
        except RoleError:
            await self._lose()
            raise
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
            await self._listen(self._session)
            await self._look(self._session)

    async def _listen(self, session: LockSession) -> None:
        """Until it is time for another look: when something was let go of, at once."""
        ends = time.monotonic() + (SOON if self._leaving else EVERY)
        while (left := ends - time.monotonic()) > 0:
            async for hint in session.hints(left):
                if hint == FREE:
                    ends = 0.0
                else:
                    self._holder.heard(hint)

    async def _open(self) -> None:
        session = await LockSession.open(self._url)
        self._session = session
        if not await session.share(AT_WORK):
            raise MovingError
        await session.share(self._company)
        await self._look(session)

    async def _look(self, session: LockSession) -> None:
        """Let go of what has come to rest, take what is free and due to us, begin to leave what is not."""
        for role in [role for role, rest in self._leaving.items() if rest.done()]:
            await session.let_go(role)
            del self._leaving[role], self._beginning[role]
        locks, ours = await session.look(), [role for role in self._apart if role in self._beginning]
        share = fair_share(len(self._apart), locks.sharers(self._company))
        room = max(0, share - len(ours))
        due = [*self._free(locks, self._roles), *self._free(locks, self._apart)[:room]]
        for role in await session.take(due):
            self._beginning[role] = asyncio.create_task(self._begin(role))
        for role in [role for role in ours if role not in self._leaving][share:]:
            self._leave(role)

    def _free(self, locks: Locks, roles: Collection[str]) -> list[str]:
        """Each worker in an order of its own, so that not all reach for the same."""
        free = (role for role in roles if role not in self._beginning and locks.is_free(role))
        return sorted(free, key=lambda role: lock_key(role + self._me))

    def _leave(self, role: str) -> None:
        log.info("a role is left to another", extra={"action": "role_left", "role": shown(role)})
        self._beginning[role].cancel()
        self._leaving[role] = asyncio.create_task(self._persist(role, self._holder.leave))

    async def _begin(self, role: str) -> None:
        if role != self._me:
            log.info("a role is taken", extra={"action": "role_taken", "role": shown(role)})
            await self._persist(role, self._holder.took)

    async def _persist(self, role: str, do: Callable[[str], Awaitable[None]]) -> None:
        """Until it succeeds or the role is lost: the database may be away for a moment."""
        while True:
            try:
                return await do(role)
            except Exception as error:  # whatever it was, nothing leaves under this role before it is ready
                why = {"role": shown(role), "error": type(error).__name__}
                log.error("a role could not pass on", extra={"action": "role_failed", **why})
            await asyncio.sleep(EVERY)

    async def _lose(self) -> None:
        held, self._beginning, session = self._beginning, {}, self._session
        leaving, self._leaving, self._session = self._leaving, {}, None
        for task in leaving.values():
            task.cancel()
        for role, task in held.items():
            task.cancel()
            if role != self._me:
                self._holder.lost(role)
        if session is not None:
            await session.close()


def fair_share(roles: int, workers: int) -> int:
    """How many of so many roles each of so many workers may hold, at most."""
    return -(-roles // max(1, workers))


def shown(role: str) -> str:
    """What a role is called in a log or a figure: without the bot or number behind it."""
    return "/".join(role.split("/")[:2])
