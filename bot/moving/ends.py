"""The two databases of a move: which one it is, what stands in it, and whether it may be written."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, literal, make_url, select, text
from sqlmodel import col

from bot.migrations import is_latest
from bot.moving.rows import MARK, TABLES
from messages.bookmarks import Bookmark
from messages.engines import Engines, open_engines
from messages.presence import anybody_present

PATIENCE = 30.0
"""Seconds to wait for somebody else's lock."""
_VERSION = "alembic_version"


class MoveError(RuntimeError):
    """The move cannot be made; the text says why, and what to do, in French."""


def name_of(url: str) -> str:
    """The same for every way to spell the address of one database, and without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return str(Path(parsed.database or "").resolve())
    host = parsed.host or parsed.query.get("host", "localhost")
    return f"{host}:{parsed.port or parsed.query.get('port', 5432)}/{parsed.database}"


def is_missing(url: str) -> bool:
    """Whether it is a file that is not there: opening it would make an empty one."""
    parsed = make_url(url)
    return parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists()


@contextmanager
def opened(url: str) -> Iterator[Engines]:
    """Engines for a while."""
    engines = open_engines(url, PATIENCE)
    try:
        yield engines
    finally:
        engines.dispose()


@contextmanager
def seen_at_one_moment(engine: Engine) -> Iterator[Connection]:
    """A reading that sees nothing of what others write meanwhile, however long it takes."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            _take_your_time(connection)
            yield connection


@contextmanager
def held_alone(engine: Engine) -> Iterator[Connection]:
    """A transaction beside which nobody else writes: all that is done in it stands at once, or none of it."""
    with engine.begin() as connection:
        _take_your_time(connection)
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"LOCK TABLE {_all_tables(connection)} IN SHARE ROW EXCLUSIVE MODE"))
        yield connection


def refuse_busy(connection: Connection, which: str) -> None:
    """Raises `MoveError` where a web process has said of late that it works with this database."""
    is_ours = connection.dialect.name == "postgresql" and inspect(connection).has_table("bookmark")
    if is_ours and anybody_present(connection):
        raise MoveError(
            f"Un relais web travaille avec la base {which} : arrêtez-le d'abord. S'il est tombé, attendez une minute."
        )


def refuse_unready(connection: Connection) -> None:
    """Raises `MoveError` unless what is to be moved is Relais's, at the latest schema."""
    if not is_latest(connection):
        raise MoveError("La base de départ n'est pas à jour. Lancez d'abord : relais migrate")


def refuse_foreign(connection: Connection) -> None:
    """Raises `MoveError` where the target holds anything but an empty Relais, or a copy of ours."""
    names = set(inspect(connection).get_table_names())
    if names and (_VERSION not in names or names - {_VERSION} - {table.name for table in TABLES}):
        raise MoveError("La base d'arrivée sert déjà à autre chose. Donnez à Relais une base à lui, vide.")
    filled = (select(literal(1)).select_from(table).limit(1) for table in TABLES if table.name in names)
    if any(connection.execute(query).first() for query in filled) and read_mark(connection) is None:
        raise MoveError("La base d'arrivée contient déjà des données. Donnez à Relais une base à lui, vide.")


def read_mark(connection: Connection) -> tuple[str, dict[str, str]] | None:
    """From which database this one was copied, and what it held then; None where it is no copy."""
    kept = connection.execute(select(col(Bookmark.value)).where(col(Bookmark.name) == MARK)).scalar_one_or_none()
    if kept is None:
        return None
    mark = json.loads(kept)
    return mark["from"], mark["held"]


def put_mark(connection: Connection, source: str, held: Mapping[str, str]) -> None:
    """Say so in the copy itself."""
    mark = json.dumps({"from": fingerprint(source), "held": held})
    connection.execute(delete(Bookmark).where(col(Bookmark.name) == MARK))
    connection.execute(insert(Bookmark).values(name=MARK, value=mark))


def fingerprint(url: str) -> str:
    """The database, not said aloud."""
    return sha256(name_of(url).encode()).hexdigest()


def empty(connection: Connection) -> None:
    """Nothing is left in any table."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"TRUNCATE {_all_tables(connection)}"))
        return
    for table in reversed(TABLES):
        connection.execute(delete(table))


def count_on(connection: Connection) -> None:
    """The next row of each table gets a number after the highest there is; SQLite sees to that itself."""
    if connection.dialect.name != "postgresql":
        return
    quoted = connection.dialect.identifier_preparer.format_table
    for table in TABLES:
        key = table.autoincrement_column
        if key is not None:
            sequence = func.pg_get_serial_sequence(quoted(table), key.name)
            highest = func.max(key)
            connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
    connection.execute(text("ANALYZE"))


def _take_your_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def _all_tables(connection: Connection) -> str:
    return ", ".join(map(connection.dialect.identifier_preparer.format_table, TABLES))
