"""An event loop whose time is virtual: when nothing is ready it is the next moment at once, and no socket is heard."""

import asyncio
import contextvars
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class StuckError(Exception):
    """Everybody waits for somebody, and nobody will ever come."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """Everything in one thread, in an order that follows from what was asked of it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        super().__init__(_Sleepless(self))

    def time(self) -> float:
        """Virtual seconds since it began."""
        return self.seconds

    def alone(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """A task that belongs to nobody's process, so that nobody's death ends it."""
        return self.create_task(work, context=contextvars.Context())


class _Sleepless(selectors.SelectSelector):
    """Where a real loop would sleep, time has passed."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        """Nothing ever arrives from outside."""
        if timeout is None:
            raise StuckError
        if timeout > 0:
            self._loop.seconds += timeout
        return []
