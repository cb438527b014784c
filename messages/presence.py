"""Who works with a PostgreSQL without a session of its own: it says so again and again, and when it has done."""

from typing import cast

from sqlalchemy import Connection, delete, func, select, text
from sqlmodel import Session, col

from messages import bookmarks
from messages.bookmarks import Bookmark
from messages.engines import lock_key
from messages.roles import AT_WORK, MovingError

EVERY, GONE = 15.0, 45.0
"""Seconds between two words of one that works, and since its last word after which it is taken to be gone."""
_PREFIX = "present/"
_SHARE = text("SELECT pg_try_advisory_xact_lock_shared(:key)")


def appear(session: Session, name: str) -> None:
    """`name` works here now; raises `MovingError` while somebody needs the database alone."""
    connection = session.connection()
    if not connection.execute(_SHARE, {"key": lock_key(AT_WORK)}).scalar_one():
        raise MovingError
    bookmarks.put(session, _PREFIX + name, str(_now(connection)))


def disappear(session: Session, name: str) -> None:
    """`name` works here no more; whoever fell silent without saying so is forgotten too."""
    gone = [_PREFIX + name, *_silent(session.connection())]
    session.execute(delete(Bookmark).where(col(Bookmark.name).in_(gone)))


def anybody_present(connection: Connection) -> bool:
    """Whether somebody said of late that it works here."""
    return len(_silent(connection)) < len(_words(connection))


def _silent(connection: Connection) -> list[str]:
    since = _now(connection) - GONE
    return [name for name, said in _words(connection).items() if said < since]


def _words(connection: Connection) -> dict[str, float]:
    known = select(col(Bookmark.name), col(Bookmark.value)).where(col(Bookmark.name).startswith(_PREFIX))
    return {name: float(said) for name, said in connection.execute(known)}


def _now(connection: Connection) -> float:
    """By the clock of the server, which all share."""
    return float(cast(float, connection.execute(select(func.extract("epoch", func.clock_timestamp()))).scalar_one()))
