"""What families wrote while nobody listened: fetched from the provider's list, from where the last one ended."""

from collections.abc import Awaitable, Callable

from bot.clock import Clock
from messages.channels.base import UnreadableError
from messages.channels.sms import SmsChannel
from messages.store import Store
from scheduler.reconciling import fetch_missed

TakeIn = Callable[[str, str, str], Awaitable[bool]]


class Missed:
    """Asks for everything since the last list that was had, however long ago that is."""

    def __init__(self, store: Store, sms: SmsChannel, take_in: TakeIn) -> None:
        self._store, self._sms, self._take_in = store, sms, take_in
        self.caught_up = False
        """Whether the provider has answered the last time it was asked."""

    async def fetch(self) -> int:
        """Take in what never reached us; how many were new. A provider that is away is asked again another time."""
        found = await fetch_missed(self._store, self._sms, Clock().now, self._hand_over)
        self.caught_up = found is not None
        return found or 0

    async def _hand_over(self, raw: bytes) -> bool:
        try:
            incoming = self._sms.read(raw)
        except UnreadableError:
            return False
        return await self._take_in("sms", incoming.provider_id, raw.decode())
