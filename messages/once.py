"""Insert a row unless its unique key is there already, safely when two processes try at once."""

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
