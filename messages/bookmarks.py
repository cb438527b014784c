"""Small positions that must survive a restart: the rehearsal's clock, how far a listing was read."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from messages.columns import words


class Bookmark(SQLModel, table=True):
    """One named position."""

    __tablename__ = "bookmark"

    name: str = words("technical", primary_key=True)
    value: str = words("technical")


def get(session: Session, name: str) -> str | None:
    """The position last put, or None."""
    found = session.get(Bookmark, name)
    return found.value if found else None


def put(session: Session, name: str, value: str) -> None:
    """Remember a position; of two processes that do so at once, the later one's."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    kept = dialect.insert(Bookmark).values(name=name, value=value)
    session.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
