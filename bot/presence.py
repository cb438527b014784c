"""A web process says in the database that it lives, so that nobody copies the database away beneath it."""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from messages.outbox import new_attempt_id
from messages.presence import EVERY, appear, disappear
from messages.roles import MovingError
from messages.store import Store

log = logging.getLogger(__name__)


class Presence:
    """Of one process that has no session for roles: it may be behind a pooler. `begin` before use, `end` after."""

    def __init__(self, store: Store) -> None:
        self._store, self._name = store, f"web/{new_attempt_id()}"
        self._telling: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Say so, and again every few seconds; raises `MovingError` while the database is being copied."""
        await self._store.write(appear, self._name)
        self._telling = asyncio.create_task(self._tell(), name="presence")

    async def end(self) -> None:
        """Say that we are gone, where the database can be told."""
        if self._telling is None:
            return
        self._telling.cancel()
        await asyncio.gather(self._telling, return_exceptions=True)
        await self._said(disappear)

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self._said(appear)

    async def _said(self, what: Callable[[Session, str], None]) -> None:
        try:
            await self._store.write(what, self._name)
        except (SQLAlchemyError, MovingError) as error:  # the database may be away for a while
            log.warning("our presence was not told", extra={"action": "presence", "error": type(error).__name__})
