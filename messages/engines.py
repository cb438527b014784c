"""How each database engine is opened: the settings that make a commit durable and a lock fair."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

from messages.sqlite import journal_mode, library


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
    engine = create_engine(
        url,
        pool_size=12,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "options": f"-c timezone=UTC -c lock_timeout={int(patience * 1000)} "
            f"-c idle_in_transaction_session_timeout=60000"
        },
    )
    return Engines(engine, engine, False, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


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
