"""Plain rows for many ids at once, past the object mapper: what is asked for every message that leaves."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Executable, bindparam
from sqlmodel import Session

IDS: Any = bindparam("ids", expanding=True)
"""Where the ids stand in a statement that is built once."""


def rows(session: Session, hot: Executable, ids: Collection[Any], **more: Any) -> Sequence[Any]:
    """The rows that a statement with `IDS` finds; none for no ids."""
    session.flush()
    return session.connection().execute(hot, {"ids": list(ids), **more}).fetchall() if ids else ()
