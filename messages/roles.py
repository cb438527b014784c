"""One holder at a time: the lock on a role such as the dispatcher's, never on the database itself."""

from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool


class RoleTakenError(RuntimeError):
    """Another Relais already dispatches for this database."""

    def __init__(self) -> None:
        super().__init__("Un autre Relais travaille déjà avec cette base : arrêtez-le d'abord.")


class Role(Protocol):
    """Held from creation until `release`, or until the process dies."""

    def release(self) -> None:
        """Let another process take the role."""


def claim(url: str, name: str) -> Role:
    """Take the role `name` for the database at `url`; raises `RoleTakenError` at once if somebody holds it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _FileRole(Path(f"{parsed.database}.{name}.lock"))
    return _AdvisoryRole(url, name)


class _FileRole:
    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path)
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise RoleTakenError from None

    def release(self) -> None:
        self._lock.release()


class _AdvisoryRole:
    """A session lock on a direct connection of its own (a pooler in transaction mode would lose it)."""

    def __init__(self, url: str, name: str) -> None:
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection: Connection = self._engine.connect()
        taken = self._connection.execute(text("SELECT pg_try_advisory_lock(hashtext(:name))"), {"name": name})
        if not taken.scalar_one():
            self.release()
            raise RoleTakenError

    def release(self) -> None:
        self._connection.close()
        self._engine.dispose()
