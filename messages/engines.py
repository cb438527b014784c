"""How each database engine is opened: the settings that make a commit durable and a lock fair."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from types import ModuleType
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.pool import QueuePool

from messages.sqlite import journal_mode, library

LONGEST_STATEMENT, LONGEST_IDLE = 60_000, 60_000
"""Milliseconds PostgreSQL gives one statement of ours, and a transaction in which we say nothing."""
CHANNEL = "relais"
"""Where PostgreSQL passes on hints from one process to the others."""
CONNECTS_WITHIN = 10
"""Seconds."""


@dataclass(frozen=True)
class Engines:
    """The reading and the writing side of one database (the same engine on PostgreSQL)."""

    reader: Engine
    writer: Engine
    one_writer: bool
    version_query: str

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.reader.dispose()
        self.writer.dispose()


def open_engines(url: str, patience: float) -> Engines:
    """Engines for `url`; `patience` in seconds bounds every wait for a lock."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, patience)
    return _postgresql(url, patience)


def alone(connection: Connection, name: str) -> None:
    """Until this transaction ends nobody else is in here by that name, and no statement is too long.

    SQLite, which has one writer, needs nothing for it.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock_key(name)})


def lock_key(name: str) -> int:
    """The advisory lock of PostgreSQL that stands for a name: 64 bits with their sign."""
    return int.from_bytes(blake2b(f"relais/{name}".encode(), digest_size=8).digest(), signed=True)


def _postgresql(url: str, patience: float) -> Engines:
    """Nothing is kept in a pooled connection from one transaction to the next: a pooler may stand before the server.

    The limits come with each BEGIN, in the same message; the driver itself begins nothing.
    """
    engine = create_engine(
        url,
        pool_size=12,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"autocommit": True, "connect_timeout": CONNECTS_WITHIN},
    )
    limits = {
        "statement_timeout": LONGEST_STATEMENT,
        "lock_timeout": int(patience * 1000),
        "idle_in_transaction_session_timeout": LONGEST_IDLE,
    }
    begin = ";".join(("BEGIN", *(f"SET LOCAL {name} = {value}" for name, value in limits.items())))
    event.listen(engine, "connect", _prepare_nothing_behind_a_pooler)
    event.listen(engine, "begin", lambda connection: _begin(connection, begin))
    return Engines(engine, engine, False, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


def behind_a_pooler(connection: psycopg.Connection[Any]) -> bool:
    """Whether something that lends server connections stands between: it hides the server's own process number."""
    row = connection.execute("SELECT pg_backend_pid()").fetchone()
    return row is None or row[0] != connection.info.backend_pid


def _prepare_nothing_behind_a_pooler(connection: psycopg.Connection[Any], _record: object) -> None:
    if behind_a_pooler(connection):
        connection.prepare_threshold = None


def _sqlite(url: str, patience: float) -> Engines:
    module = library()
    reader = _sqlite_engine(url, module, patience, "BEGIN")
    writer = _sqlite_engine(url, module, patience, "BEGIN IMMEDIATE")
    return Engines(reader, writer, True, "PRAGMA data_version")


def _sqlite_engine(url: str, module: ModuleType, patience: float, begin: str) -> Engine:
    engine = create_engine(
        url,
        module=module,
        poolclass=QueuePool,
        hide_parameters=True,
        connect_args={"timeout": patience, "check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare(journal_mode(module.sqlite_version_info)))
    event.listen(engine, "begin", lambda connection: _begin(connection, begin))
    return engine


def _begin(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _prepare(journal: str) -> Callable[[Any, object], None]:
    def prepare(connection: Any, _record: object) -> None:
        for pragma in (
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return prepare
