"""Insert a row unless its unique key is there already, safely when two processes try at once."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Result
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, row: SQLModel) -> int | None:
    """The id of the row now written, or None because one with the same unique key was there first."""
    table: Any = type(row).__table__  # type: ignore[attr-defined]
    values = row.model_dump(exclude={"id"})
    found = session.connection().execute(_once(table, session.get_bind().dialect.name), values).scalar_one_or_none()
    return None if found is None else int(found)


@cache
def _once(table: Any, dialect: str) -> Any:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return insert.on_conflict_do_nothing().returning(table.c.id)


def insert_missing(session: Session, first: SQLModel, differences: Sequence[Mapping[str, Any]]) -> None:
    """As `insert_alike`, leaving out rows whose unique key is there already."""
    _insert_many(session, first, differences, lambda insert: insert.on_conflict_do_nothing())


def insert_alike(session: Session, first: SQLModel, differences: Sequence[Mapping[str, Any]]) -> None:
    """Write many rows at once, each like the unsaved `first` but for what is named; `first` itself is not written."""
    _insert_many(session, first, differences, lambda insert: insert)


def insert_numbered(session: Session, first: SQLModel, differences: Sequence[Mapping[str, Any]]) -> list[int]:
    """As `insert_alike`; gives the new ids, in order."""
    key = type(first).__table__.c.id  # type: ignore[attr-defined]
    found = _insert_many(
        session, first, differences, lambda insert: insert.returning(key, sort_by_parameter_order=True)
    )
    return [] if found is None else [int(number) for number in found.scalars()]


def _insert_many(
    session: Session, first: SQLModel, differences: Sequence[Mapping[str, Any]], how: Callable[[Any], Any]
) -> Result[Any] | None:
    if not differences:
        return None
    table: Any = type(first).__table__  # type: ignore[attr-defined]
    dialect = session.get_bind().dialect.name
    shared = {name: value for name, value in first.model_dump(exclude={"id"}).items() if value is not None}
    insert = how((postgresql if dialect == "postgresql" else sqlite).insert(table))
    return session.execute(insert, [{**shared, **one} for one in differences])
