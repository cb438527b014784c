"""What is done again and again by one worker: a heartbeat, doubts looked up, what was missed fetched."""

from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from bot.fetching import fetch_sounds
from bot.ground import Ground
from bot.missed import Missed, TakeIn
from bot.web.health import HEARTBEAT
from messages import bookmarks
from messages.channels.sms import SmsChannel
from messages.channels.telegram import TelegramChannel
from scheduler.reconciling import adopt_abandoned, adopt_stuck, look_up
from scheduler.timetable import Duty
from scheduler.unheard import ask_after


class Duties:
    """The duties of the worker `owner`; `due` is called when one of them may have made something due."""

    def __init__(self, ground: Ground, owner: str, take_in: TakeIn, due: Callable[[], None]) -> None:
        self._ground, self._owner, self._due = ground, owner, due
        self._store, self._now = ground.store, ground.clock.now
        sms = ground.channels.get("sms")
        self.missed = Missed(ground.store, sms, take_in) if isinstance(sms, SmsChannel) else None
        """What came in that only the provider's list still holds; None where there is no such list."""

    def all(self) -> list[Duty]:
        """Each with its pace, in seconds."""
        settings = self._ground.settings
        return [
            Duty("heartbeat", 30, self._beat),
            Duty("abandoned", settings.poll_seconds, self._adopt_abandoned),
            Duty("lookup", settings.lookup_seconds, self._look_up),
            Duty("unheard", settings.lookup_seconds, self._ask_after),
            *([Duty("missed", settings.lookup_seconds, self.missed.fetch)] if self.missed else []),
            Duty("sounds", 60, self._fetch_sounds),
        ]

    async def _beat(self) -> int:
        await self._store.write(bookmarks.put, HEARTBEAT, self._now().isoformat())
        return 0

    async def _adopt_abandoned(self) -> int:
        """A call still under way has its whole time, twice; ten times where its worker lives."""
        now, call = self._now(), timedelta(seconds=self._ground.settings.send_timeout)
        abandoned = await self._store.write(adopt_abandoned, self._owner, now - 2 * call, now)
        return abandoned + await self._store.write(adopt_stuck, now - 10 * call, now)

    async def _look_up(self) -> int:
        sms = self._ground.channels.get("sms")
        if not isinstance(sms, SmsChannel):
            return 0
        wait = timedelta(seconds=self._ground.settings.lookup_seconds)
        settled = await look_up(self._store, sms, self._now, Clock().now, wait)
        settled += await ask_after(self._store, sms, self._now)
        self._due()
        return settled

    async def _ask_after(self) -> int:
        sms = self._ground.channels.get("sms")
        return await ask_after(self._store, sms, self._now) if isinstance(sms, SmsChannel) else 0

    async def _fetch_sounds(self) -> int:
        telegram = self._ground.channels.get("telegram")
        return await fetch_sounds(self._store, telegram, self._now) if isinstance(telegram, TelegramChannel) else 0
