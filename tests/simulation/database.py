"""One database in memory for all histories of a process: restored in a moment, every transaction alone and inline."""

from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from bot.tables import METADATA
from messages.sqlite import library

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Database(Generic[T]):
    """SQLite in memory; `furnish` writes what every history begins with, and what it gives is kept as `cast`."""

    def __init__(self, furnish: Callable[[Session], T]) -> None:
        sqlite: Any = library()
        self.raw = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
        self.raw.execute("PRAGMA foreign_keys=ON")
        engine = create_engine("sqlite://", module=sqlite, creator=lambda: self.raw, poolclass=StaticPool)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        METADATA.create_all(engine)
        self._engine = engine
        self.committed: Callable[[], object] = _nobody
        self.cast: T = self.write(furnish)
        self._begins = sqlite.connect(":memory:")
        self.raw.backup(self._begins)

    def clear(self) -> None:
        """As it was when a history begins."""
        self.committed = _nobody
        self._begins.backup(self.raw)

    def write(self, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """One transaction: all of it, or what was raised and nothing."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            done = fn(session, *args, **kwargs)
        self.committed()
        return done

    def read(self, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """One look."""
        with Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            return fn(session, *args, **kwargs)


def _nobody() -> None:
    """Nobody looks."""
