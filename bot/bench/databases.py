"""New databases to measure on: files in a folder that is removed, and a real PostgreSQL where its wheel is there."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlmodel import Session

from bot.bench.postgres import NoPostgresError, Postgres
from messages.engines import alone

Create = Callable[[str], str]


@contextmanager
def databases() -> Iterator[dict[str, Create | None]]:
    """By engine, how a new and empty database of that name is made; None where the engine cannot be had."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="relais-bench-"))
        server = stack.enter_context(postgres())
        yield {
            "sqlite": lambda name: f"sqlite:///{folder}/{name}.sqlite",
            "postgresql": server.create if server else None,
        }


def on_each(engines: Mapping[str, Create | None], measure: Callable[[str, Create], Any]) -> dict[str, Any]:
    """What is measured on each engine; None for one that cannot be had."""
    return {engine: None if create is None else measure(engine, create) for engine, create in engines.items()}


def look_over(session: Session) -> None:
    """What PostgreSQL does by itself some minutes after much was written."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        alone(connection, "bench")
        connection.exec_driver_sql("ANALYZE")


@contextmanager
def postgres() -> Iterator[Postgres | None]:
    """A real PostgreSQL that keeps its promises (fsync on), where its wheel is installed."""
    try:
        server = Postgres.start(durable=True)
    except NoPostgresError:
        yield None
        return
    try:
        yield server
    finally:
        server.stop()
