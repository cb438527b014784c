"""What a process that starts does while PostgreSQL is away for a moment: it says so, and tries again."""

import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
import typer
from sqlalchemy.exc import DBAPIError

from bot.commands.desk import fail
from messages.roles import UnreachableError

T = TypeVar("T")
GIVES_UP = 60.0
"""Seconds after which a start that never succeeds is given up."""
FIRST, LONGEST = 0.5, 5.0
"""Seconds until the first new try, and at most until another."""
_AWAY = (psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.ReadOnlySqlTransaction)


class Patience:
    """The patience of one start."""

    def __init__(self) -> None:
        self._ends, self._wait = time.monotonic() + GIVES_UP, FIRST

    def after(self, error: Exception) -> float:
        """Say what happened; in how many seconds to try again. What waiting does not mend is raised again."""
        if not is_away(error):
            raise error
        if time.monotonic() + self._wait > self._ends:
            raise fail("La base de données ne répond toujours pas : Relais s'arrête.") from None
        wait, self._wait = self._wait, min(LONGEST, self._wait * 2)
        typer.echo(f"La base de données ne répond pas, Relais attend {wait:g} s et réessaie.", err=True)
        return wait


def is_away(error: Exception) -> bool:
    """Whether PostgreSQL does not answer, or has ended our session, or takes nothing for now."""
    return isinstance(error, UnreachableError) or (isinstance(error, DBAPIError) and isinstance(error.orig, _AWAY))


def patiently(do: Callable[[], T]) -> T:
    """What `do` gives, once the database answers."""
    patience = Patience()
    while True:
        try:
            return do()
        except Exception as error:
            time.sleep(patience.after(error))
