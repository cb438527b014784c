"""Tells the other processes that there is something to do; each looks by itself every few seconds anyway."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from messages.store import Store

log = logging.getLogger(__name__)

ARRIVED, DUE = "arrived", "due"
"""Something was received that nobody has read; something may leave."""
TOGETHER = 0.05
"""Seconds at least between two hints of one process: each costs the server a commit that others wait for."""


class Hints:
    """Hints of one process, the first at once and those that follow it together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._untold: set[str] = set()
        self._telling: asyncio.Task[None] | None = None

    def tell(self, hint: str) -> None:
        """Soon everybody will know; returns at once."""
        if not self._store.shared:
            return
        self._untold.add(hint)
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell(), name="hints")

    async def close(self) -> None:
        """Say what is left."""
        if self._telling is not None:
            await self._telling

    async def _tell(self) -> None:
        while self._untold:
            hints, self._untold = self._untold, set()
            try:
                await self._store.hint(hints)
            except SQLAlchemyError as error:  # nothing is lost by it
                log.warning("a hint was not given", extra={"action": "hint_lost", "error": type(error).__name__})
            await asyncio.sleep(TOGETHER)
