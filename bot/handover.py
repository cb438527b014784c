"""How a sender passes from one worker to another: it reserves nothing more, and what is in the air comes down first."""

import asyncio
from contextlib import suppress

from messages.store import Store
from scheduler.reconciling import still_out

A_LOOK = 0.05
"""Seconds between two looks at whether all has come down."""


class Handover:
    """The senders that the worker `owner` is about to give away, each by its role."""

    def __init__(self, store: Store, owner: str, patience: float) -> None:
        """`patience` in seconds: what has not come down by then is left to whoever comes next, in doubt."""
        self._store, self._owner, self._patience = store, owner, patience
        self._refused: dict[str, asyncio.Event] = {}

    def refused(self, role: str) -> None:
        """The sender asked before a reservation and was told no: the one before it, if any, is over."""
        if role in self._refused:
            self._refused[role].set()

    async def at_rest(self, role: str, sender: str) -> None:
        """Returns once nothing of the sender is under way here; its role must not be ours to send under any more."""
        refused = self._refused[role] = asyncio.Event()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience):
                    await refused.wait()
                    await self._come_down(sender)
        finally:
            del self._refused[role]

    async def _come_down(self, sender: str) -> None:
        while True:
            if not await self._store.read(still_out, sender, self._owner):
                return
            await asyncio.sleep(A_LOOK)
