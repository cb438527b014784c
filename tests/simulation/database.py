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
        self.raw = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=1000)
        self.raw.execute("PRAGMA foreign_keys=ON")
        engine = create_engine("sqlite://", module=sqlite, creator=lambda: self.raw, poolclass=StaticPool)
        event.listen(engine, "begin", lambda _: self.raw.execute("BEGIN"))
        METADATA.create_all(engine)
        self._engine = engine
        self.committed: Callable[[], object] = _nobody
        self.cast: T = self.write(furnish)
        tables = [f'"{table.name}"' for table in METADATA.sorted_tables]
        self.raw.execute("ATTACH ':memory:' AS first")
        for name in tables:
            self.raw.execute(f"CREATE TABLE first.{name} AS SELECT * FROM main.{name}")
        self._again = [f"DELETE FROM main.{name}" for name in reversed(tables)]
        self._again += [f"INSERT INTO main.{name} SELECT * FROM first.{name}" for name in tables]

    def clear(self) -> None:
        """As it was when a history begins; row by row, since a restored copy would make every statement stale."""
        self.committed = _nobody
        self.raw.execute("BEGIN")
        for statement in self._again:
            self.raw.execute(statement)
        self.raw.execute("COMMIT")

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
