"""Who does what: each role has one holder at a time, and passes to another when the holder dies."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import NullPool, create_engine, make_url, text
from sqlmodel import Session

from messages.engines import lock_key

log = logging.getLogger(__name__)


class RoleError(RuntimeError):
    """This process can hold no role; the message is a French sentence for whoever started it."""


class RoleTakenError(RoleError):
    """Another Relais already works with this database."""

    def __init__(self) -> None:
        super().__init__("Un autre Relais travaille déjà avec cette base : arrêtez-le d'abord.")


class PoolerError(RoleError):
    """A pooler stands between us and the server, and would give our locks to somebody else."""

    def __init__(self) -> None:
        super().__init__(
            "Entre Relais et PostgreSQL il y a un intermédiaire comme PgBouncer : "
            "RELAIS_DATABASE_DIRECT_URL doit donner l'adresse du serveur lui-même."
        )


class MovingError(RoleError):
    """Somebody needs the whole database for a while."""

    def __init__(self) -> None:
        super().__init__("Cette base est en train d'être copiée ailleurs (relais migrate --to) : relancez après.")


class UnreachableError(RoleError):
    """PostgreSQL does not answer where the roles are kept, for now or for good."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL ne répond pas à l'adresse directe, RELAIS_DATABASE_DIRECT_URL.")


class Holder(Protocol):
    """Whoever works under the roles; it learns what it may begin and what it must leave off."""

    async def took(self, role: str) -> None:
        """The role is ours: get ready for it and begin. It may be lost meanwhile."""

    def lost(self, role: str) -> None:
        """The role is no longer ours: begin nothing more under it."""

    async def leave(self, role: str) -> None:
        """Another shall have the role: as `lost`, and returns once nothing is under way that was begun under it."""

    def heard(self, hint: str) -> None:
        """Another process says that there is something to do."""


class Roles(Protocol):
    """The roles of one process."""

    async def start(self) -> None:
        """Take what is free; raises `RoleError` when this process can hold nothing."""

    async def stop(self) -> None:
        """Let others take everything."""

    def holds(self, role: str) -> bool:
        """Whether the role is ours now. Ask again before each step: it can be lost at any moment."""


ADVISORY_LOCKS = (
    "SELECT (classid::bigint << 32) | objid::bigint, mode = 'ShareLock' FROM pg_locks WHERE locktype = 'advisory' "
    "AND objsubid = 1 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
"""The key of every lock that somebody has in this database, and whether others may share it."""
AT_WORK = "at-work"
"""What every process that works with a database shares, and whoever needs it alone takes for itself."""


def worker_lock(owner: str) -> str:
    """The role that only this worker ever holds: it says that the worker lives."""
    return f"worker/{owner}"


def living(session: Session, owners: Collection[str]) -> set[str]:
    """Which of these workers live; on SQLite, where there is one, none but the one that asks."""
    if session.get_bind().dialect.name != "postgresql" or not owners:
        return set()
    locked = {key for key, _ in session.connection().execute(text(ADVISORY_LOCKS))}
    return {owner for owner in owners if lock_key(worker_lock(owner)) in locked}


class FileRoles:
    """All roles at once, for the only Relais that works with a SQLite file."""

    def __init__(self, url: str, roles: Collection[str], holder: Holder) -> None:
        self._lock = _lock_beside(url)
        self._roles, self._holder = tuple(roles), holder

    async def start(self) -> None:
        """Take the file; raises `RoleTakenError` at once if another has it."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise RoleTakenError from None
        for role in self._roles:
            await self._holder.took(role)

    async def stop(self) -> None:
        """Let another Relais begin."""
        self._lock.release()

    def holds(self, role: str) -> bool:
        """Whether the file is ours."""
        return self._lock.is_locked and role in self._roles


@contextmanager
def all_alone(url: str, roles: Collection[str]) -> Iterator[None]:
    """Keep these roles from everybody for a while.

    Raises `RoleTakenError` where somebody has one of them, `PoolerError` where a pooler would keep what we let go.
    """
    if make_url(url).get_backend_name() == "sqlite":
        try:
            with _lock_beside(url).acquire(blocking=False):
                yield
        except Timeout:
            raise RoleTakenError from None
        return
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as session:
        ours = session.connection.driver_connection
        assert ours is not None
        if session.execute(text("SELECT pg_backend_pid()")).scalar_one() != ours.info.backend_pid:
            raise PoolerError
        free = [session.execute(_TRY, {"key": lock_key(role)}).scalar_one() for role in roles]
        if not all(free):
            raise RoleTakenError
        yield


def _lock_beside(url: str) -> FileLock:
    return FileLock(Path(f"{make_url(url).database}.dispatcher.lock"))


_TRY = text("SELECT pg_try_advisory_lock(:key)")
