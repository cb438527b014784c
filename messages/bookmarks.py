"""Small positions that must survive a restart: the rehearsal's clock, how far a listing was read."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, select

from messages.columns import words
from messages.rows import read


class Bookmark(SQLModel, table=True):
    """One named position."""

    __tablename__ = "bookmark"

    name: str = words("technical", primary_key=True)
    value: str = words("technical")


_VALUE = select(Bookmark.value).where(col(Bookmark.name) == bindparam("name"))


def get(session: Session, name: str) -> str | None:
    """The position last put, or None."""
    found = read(session, _VALUE, name=name)
    return found[0][0] if found else None


def put(session: Session, name: str, value: str) -> None:
    """Remember a position; of two processes that do so at once, the later one's."""
    session.connection().execute(_kept(session.get_bind().dialect.name), {"name": name, "value": value})


@cache
def _kept(dialect: str) -> Any:
    kept = (postgresql if dialect == "postgresql" else sqlite).insert(Bookmark)
    return kept.on_conflict_do_update(index_elements=["name"], set_={"value": kept.excluded.value})
