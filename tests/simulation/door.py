"""The store as one process sees it: each transaction inline and alone, and it may die before and after."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from messages.inbox import waiting
from messages.store import Store
from scheduler.planning import plan
from scheduler.reserving import Batch
from scheduler.sending import _settle_and_reserve
from tests.simulation.database import Database
from tests.simulation.life import Life
from tests.simulation.loop import VirtualLoop

P = ParamSpec("P")
T = TypeVar("T")
SENDING = (
    "_settle_and_reserve",
    "_settle",
    "_looked_up",
    "receive_receipt",
    "keep_raw",
    "_adopt",
    "adopt_orphans",
    "adopt_abandoned",
    "put",
)
"""Transactions after which nothing new can be owed."""


_OF_RULES = "SELECT 1 FROM activity UNION ALL SELECT 1 FROM inbox_item WHERE kind = 'danger' LIMIT 1"
"""What the rules hang on in a history: a date, or a danger that nobody has taken charge of."""


class Door(Store):
    """Two doors, `read` and `write`, on the database of a history. What would find nothing is spared: see `Idle`."""

    def __init__(self, database: Database[Any], life: Life, idle: "Idle") -> None:
        self._database, self._life, self._idle = database, life, idle

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One look."""
        await self._life.step("at a reading")
        if fn is waiting and self._idle.hearing():
            return []  # type: ignore[return-value]
        return self._database.read(fn, *args, **kwargs)

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One transaction, durable before the process goes on, if it does."""
        if fn is plan and self._idle.planning():
            return 0  # type: ignore[return-value]
        await self._life.step("before a commit")
        if fn is _settle_and_reserve and not args[0] and self._idle.sending():
            return Batch([])  # type: ignore[return-value]
        done = self._database.write(fn, *args, **kwargs)
        self._idle.wrote(fn)
        await self._life.step("after a commit")
        return done


class Idle:
    """Whether planning, reserving or reading again would find nothing. A history is mostly spent on that otherwise."""

    def __init__(self, loop: VirtualLoop, database: Database[Any], next_due: Callable[[], float | None]) -> None:
        self._loop, self._raw, self._next_due, self._planned_at = loop, database.raw, next_due, -1e9

    def planning(self) -> bool:
        """Only sending went on since it was last done, less than ten minutes ago; or there is nothing to plan for."""
        return self._loop.time() - self._planned_at < 600 or self._raw.execute(_OF_RULES).fetchone() is None

    def sending(self) -> bool:
        """Nothing is due."""
        return self._next_due() != 0

    def hearing(self) -> bool:
        """Nothing waits to be read."""
        return self._raw.execute("SELECT 1 FROM received WHERE status = 'new' LIMIT 1").fetchone() is None

    def wrote(self, fn: Callable[..., Any]) -> None:
        """A transaction has been made."""
        if fn is plan:
            self._planned_at = self._loop.time()
        elif fn.__name__ not in SENDING:
            self.forget()

    def forget(self) -> None:
        """Something else than sending has happened."""
        self._planned_at = -1e9
