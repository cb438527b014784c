"""A row with every column set, and one with only what must be, in every table there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Table,
    Text,
    Time,
    cast,
    insert,
    select,
)  # fmt: skip

from bot.moving.rows import TABLES
from messages.columns import Utc
from messages.engines import open_engines

FULL, SPARE = 41, 7
"""The numbers of the two rows."""


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A transaction, committed at the end."""
    engines = open_engines(url, 5)
    try:
        with engines.writer.begin() as connection:
            yield connection
    finally:
        engines.dispose()


def fill(url: str) -> None:
    """Both rows in each table."""
    with connected(url) as connection:
        for table in TABLES:
            connection.execute(insert(table).values(**full(table)))
            connection.execute(insert(table).values(**spare(table)))


def full(table: Table) -> dict[str, Any]:
    """Every column set."""
    return {column.name: _cell(column, FULL) for column in table.columns}


def spare(table: Table) -> dict[str, Any]:
    """Only what may not be missing."""
    return {column.name: _cell(column, SPARE) for column in table.columns if not column.nullable}


def all_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of every table as Python sees it, and JSON as it is kept too."""
    with connected(url) as connection:
        return {table.name: _rows(connection, table) for table in TABLES}


def _rows(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    kept = [cast(column, Text) for column in table.columns if isinstance(column.type, JSON)]
    rows = connection.execute(select(*table.columns, *kept))
    return sorted((tuple(row) for row in rows if row[0] != "moved-here"), key=repr)


def _cell(column: Column[Any], number: int) -> Any:
    if column.foreign_keys:
        [key] = column.foreign_keys
        return _cell(key.column, number)
    values: dict[type, Any] = {
        Integer: number,
        Text: f"{column.name} {number} « été » عربي 🙂",
        Utc: datetime(2026, 10, 19, 16, 30, 5, 123456 + number, UTC),
        Date: date(2026, 10, number % 28 + 1),
        Time: time(9, number),
        Boolean: number == FULL,
        JSON: {"z": [1, 2.5, None, "é"], "a": {"n": number}},
        LargeBinary: bytes(range(256)),
    }
    return next(value for kind, value in values.items() if isinstance(column.type, kind))
