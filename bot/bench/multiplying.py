"""Rows by the million, made in the database itself: each like one that is given, but for what its number changes."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, insert, literal, select
from sqlmodel import Session, SQLModel

from messages.engines import alone

ByNumber = Callable[[ColumnElement[int]], Any]


def multiply(session: Session, like: SQLModel, count: int, **differing: ByNumber) -> None:
    """Write `count` rows, each like the unsaved `like` but for the `differing` columns, which follow from its number.

    What is referred to must be there already: it is not looked up a million times.
    """
    connection = session.connection()
    alone(connection, "bench")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    table: Any = type(like).__table__  # type: ignore[attr-defined]
    alike = {name: value for name, value in like.model_dump().items() if value is not None and name not in differing}
    number = _numbers(count)
    values = [literal(value, table.c[name].type).label(name) for name, value in alike.items()]
    values += [by(number).label(name) for name, by in differing.items()]
    connection.execute(insert(table).from_select([*alike, *differing], select(*values)))


def itself(number: ColumnElement[int]) -> ColumnElement[int]:
    """The number of the row."""
    return number


def _numbers(count: int) -> ColumnElement[int]:
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < count))
    counted: ColumnElement[int] = numbers.c.n
    return counted
