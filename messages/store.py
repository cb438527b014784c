"""The two doors to the database, `read` and `write`, which never block the event loop."""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import make_url, text
from sqlmodel import Session

from messages.engines import CHANNEL, Engines, open_engines
from messages.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """One database, SQLite or PostgreSQL.

    A function given to a door takes a `Session` first and is plain, not async. What it returns outlives the session.
    `reading` and `writing` do the same from a thread without an event loop (commands, tests).
    """

    def __init__(self, url: str, patience: float = 30.0) -> None:
        """`url` as SQLAlchemy spells it; `patience` is how long a writer waits for another process, in seconds."""
        self.url = url
        self.shared = make_url(url).get_backend_name() != "sqlite"
        """Whether other processes may work with it as we do."""
        self._engines: Engines = open_engines(url, patience)
        self._writer = Writer(self._engines)
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="relais-read")
        self._watch = self._engines.reader.connect()

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn` on a read-only session, off the event loop."""
        work: Future[T] = self._readers.submit(lambda: self.reading(fn, *args, **kwargs))
        return await asyncio.wrap_future(work)

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn` in a transaction of its own, off the event loop; durable when this returns."""
        return await asyncio.wrap_future(self._writer.submit(lambda session: fn(session, *args, **kwargs)))

    def reading(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `read`, from a plain thread."""
        with Session(self._engines.reader, expire_on_commit=False, autoflush=False) as session:
            return fn(session, *args, **kwargs)

    def writing(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, from a plain thread."""
        return self._writer.submit(lambda session: fn(session, *args, **kwargs)).result()

    def version(self) -> int:
        """A figure that differs once anyone, here or in another process, has committed. Compare, never order."""
        with self._watch.begin():
            return int(self._watch.execute(text(self._engines.version_query)).scalar_one())

    async def hint(self, hints: Collection[str]) -> None:
        """Tell the processes that listen; only where the database is shared."""
        await self.write(_notify, list(hints))

    def hinting(self, hints: Collection[str]) -> None:
        """As `hint`, from a plain thread."""
        self.writing(_notify, list(hints))

    def close(self) -> None:
        """Finish what is queued and release every connection."""
        self._writer.close()
        self._readers.shutdown()
        self._watch.close()
        self._engines.dispose()


def _notify(session: Session, hints: list[str]) -> None:
    told = text("SELECT pg_notify(:channel, hint) FROM unnest(CAST(:hints AS text[])) AS hint")
    session.connection().execute(told, {"channel": CHANNEL, "hints": hints})
