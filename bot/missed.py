"""What families wrote while nobody listened: fetched from the provider's list, from where the last one ended."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.clock import Clock
from messages import bookmarks
from messages.channels.base import UnreadableError
from messages.channels.sms import SmsChannel
from messages.store import Store
from scheduler.reconciling import fetch_missed

LISTED = "sms-listed"
"""The bookmark of the moment (real, ISO, UTC) up to which everything that came by SMS has been fetched."""
DAY, AGAIN = timedelta(days=1), timedelta(minutes=15)
"""How far back the first list reaches, and how much of the last one every other list repeats."""

TakeIn = Callable[[str, str, str], Awaitable[bool]]


class Missed:
    """Asks for everything since the last list that was had, however long ago that is."""

    def __init__(self, store: Store, sms: SmsChannel, take_in: TakeIn) -> None:
        self._store, self._sms, self._take_in = store, sms, take_in
        self.caught_up = False
        """Whether the provider has answered the last time it was asked."""

    async def fetch(self) -> int:
        """Take in what never reached us; how many were new. A provider that is away is asked again another time."""
        now = Clock().now()
        since = await self._store.read(_since, now)
        found = await fetch_missed(self._sms, since, self._hand_over)
        self.caught_up = found is not None
        if found is None:
            return 0
        await self._store.write(bookmarks.put, LISTED, now.isoformat())
        return found

    async def _hand_over(self, raw: bytes) -> bool:
        try:
            incoming = self._sms.read(raw)
        except UnreadableError:
            return False
        return await self._take_in("sms", incoming.provider_id, raw.decode())


def _since(session: Session, now: datetime) -> datetime:
    listed = bookmarks.get(session, LISTED)
    return now - DAY if listed is None else min(datetime.fromisoformat(listed), now) - AGAIN
