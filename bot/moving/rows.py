"""A database as rows that read the same on both engines, and sums that tell when one cell of them differs."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Connection, Insert, LargeBinary, Select, Table, Text, bindparam, cast, insert, select
from sqlalchemy import type_coerce as as_type
from sqlalchemy.types import UserDefinedType

from bot.tables import METADATA
from messages.bookmarks import Bookmark

MARK = "moved-here"
"""The bookmark a moved database carries; it belongs to the copy, not to what was copied."""
MANY, FEW = 1000, 4
"""Rows held in memory at once; few of those that hold sounds of up to five megabytes."""
TABLES: Sequence[Table] = METADATA.sorted_tables
"""Every table, after those it refers to."""
Row = tuple[Any, ...]


class AsWritten(UserDefinedType[str]):
    """JSON as the text it is kept as: the order of its keys stays, and nothing is not taken for `null`."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """As the column is declared."""
        return "JSON"

    def column_expression(self, column: Any) -> Any:
        """Read as text."""
        return cast(column, Text)


@dataclass
class Sum:
    """How many rows there are, and the sum of their hashes modulo 2**256: the order they come in does not matter."""

    count: int = 0
    total: int = 0

    def add(self, spelt: str) -> None:
        """One more row."""
        self.count += 1
        self.total = (self.total + int.from_bytes(sha256(spelt.encode()).digest())) % (1 << 256)

    def __str__(self) -> str:
        return f"{self.count} {self.total:064x}"


def batches(connection: Connection, table: Table, into: Sum) -> Iterator[list[Row]]:
    """Every row of a table, some at a time, as it will stand in the other database; `into` counts them."""
    holds_sounds = any(isinstance(column.type, LargeBinary) for column in table.columns)
    options = {"yield_per": FEW if holds_sounds else MANY}
    for part in connection.execute(_reading(table), execution_options=options).partitions():
        yield [_counted(tuple(row), into) for row in part]


def sums(connection: Connection, tell: Callable[[str], None] = lambda _table: None) -> dict[str, str]:
    """The count and hash of every table; `tell` hears the name of each before it is read."""
    found = {}
    for table in TABLES:
        tell(table.name)
        of_table = Sum()
        for _ in batches(connection, table, of_table):
            pass
        found[table.name] = str(of_table)
    return found


def write(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write rows that `batches` gave."""
    names = table.columns.keys()
    connection.execute(_writing(table), [dict(zip(names, row, strict=True)) for row in rows])


def spell(row: Row) -> str:
    """One row as a text that is the same wherever it was read."""
    return json.dumps(row, ensure_ascii=False, default=_spell)


def _counted(row: Row, into: Sum) -> Row:
    spelt = spell(row)
    if "\\u0000" in spelt:  # PostgreSQL has no text with a NUL in it
        row = tuple(cell.replace("\0", "\ufffd") if isinstance(cell, str) else cell for cell in row)
        spelt = spell(row)
    into.add(spelt)
    return row


def _spell(cell: object) -> Mapping[str, str]:
    match cell:
        case datetime() | date() | time():
            return {type(cell).__name__: cell.isoformat()}
        case bytes():
            return {"bytes": b64encode(cell).decode()}
    raise TypeError(f"a table holds a {type(cell).__name__}, which nobody has spelt yet")


def _reading(table: Table) -> Select[Any]:
    columns = (as_type(one, AsWritten()) if isinstance(one.type, JSON) else one for one in table.columns)
    query = select(*columns)
    return query.where(table.c.name != MARK) if table.name == Bookmark.__tablename__ else query


def _writing(table: Table) -> Insert:
    kinds = {one.name: AsWritten() if isinstance(one.type, JSON) else one.type for one in table.columns}
    return insert(table).values({name: bindparam(name, type_=kind) for name, kind in kinds.items()})
