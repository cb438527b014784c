"""Insert a row unless its unique key is there already, safely when two processes try at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, row: SQLModel) -> int | None:
    """The id of the row now written, or None because one with the same unique key was there first."""
    table: Any = type(row).__table__  # type: ignore[attr-defined]
    dialect = session.get_bind().dialect.name
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    statement = insert.values(**row.model_dump(exclude={"id"})).on_conflict_do_nothing().returning(table.c.id)
    found = session.execute(statement).scalar_one_or_none()
    return None if found is None else int(found)


def insert_missing(session: Session, rows: Sequence[SQLModel]) -> None:
    """The same for many rows of one table, without their ids: those with a unique key that is there are left out."""
    if not rows:
        return
    table: Any = type(rows[0]).__table__  # type: ignore[attr-defined]
    dialect = session.get_bind().dialect.name
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table).on_conflict_do_nothing()
    session.execute(insert, [row.model_dump(exclude={"id"}) for row in rows])
