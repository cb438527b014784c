"""The composition root: all parts of Relais, put together from settings and a clock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.fetching import fetch_sounds
from bot.intake import Intake, Setting
from bot.missed import Missed
from bot.polling import Poller
from bot.programme import programme_of
from bot.providers import carriers_of, channels_of
from bot.rehearsing import Rehearsal
from bot.settings import Settings
from bot.silence import after_silence
from bot.team import keep_team
from bot.web.health import HEARTBEAT
from bot.web.relais import Next, Planned
from messages import bookmarks, roles
from messages.catalogue import Catalogue
from messages.channels.base import Channel, Reader, Receipt
from messages.channels.page import PAGE, PageReader
from messages.channels.sms import SmsChannel
from messages.channels.telegram import TelegramChannel
from messages.delivery import receive_receipt
from messages.inbox import keep_raw
from messages.store import Store
from scheduler.dispatching import Dispatcher
from scheduler.reconciling import adopt_orphans, look_up
from scheduler.sending import Limits
from scheduler.timetable import Duty, Timetable
from scheduler.writing import Desk

log = logging.getLogger(__name__)


class Relais:
    """Everything that runs in one process. `start` before use, `stop` after; both once."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock, self.rehearsal = settings, clock, settings.rehearsal
        self.store = Store(settings.database_url)
        self.programme = programme_of(settings)
        self.channels: Mapping[str, Channel] = channels_of(settings)
        carriers = carriers_of(settings, self.channels)
        self._media = frozenset(carriers)
        self.catalogue = Catalogue(settings.timezone)
        desk = Desk(self.programme, self.catalogue, self._media, hears_first=True)
        limits = Limits(settings.in_flight, settings.send_timeout)
        self._dispatcher = Dispatcher(self.store, desk, carriers, clock.now, limits)
        ears: dict[str, Reader] = {**self.channels, PAGE: PageReader()}
        self._intake = Intake(self.store, ears, Setting(self.programme, self._media), clock)
        self._rehearsal = Rehearsal(self.store, self.programme, self._media, clock, self._turn)
        self._arrived, self._due = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        sms = self.channels.get("sms")
        self._missed = Missed(self.store, sms if isinstance(sms, SmsChannel) else None, self.take_in)
        self._timetable = Timetable(self._duties())

    async def start(self) -> None:
        """Take the dispatcher's role and begin. Raises `roles.RoleTakenError`."""
        await self.store.write(keep_team, self.settings, self.clock.now())
        self._role = roles.claim(self.settings.database_url, "dispatcher")
        for channel in self.channels.values():
            await channel.open()
        await self.store.write(adopt_orphans, self.clock.now())
        await self.store.write(after_silence, self.programme, self._media, self.clock.now())
        await self._take_in_waiting()
        telegram = self.channels.get("telegram")
        if isinstance(telegram, TelegramChannel) and self.settings.telegram is not None:
            poller = Poller(telegram, self.settings, self.take_in)
            self._tasks.append(asyncio.create_task(poller.run(), name="telegram"))
        self._tasks.append(asyncio.create_task(self._whenever(self._arrived, self._listen), name="listen"))
        self._tasks.append(asyncio.create_task(self._whenever(self._due, self._send), name="send"))
        self._timetable.start()

    def hold(self) -> None:
        """We are about to stop: nothing more leaves, what arrives is still written down."""
        self._dispatcher.hold()

    async def stop(self) -> None:
        """Finish what is in the air, then let everything go."""
        self._timetable.stop()
        await self._dispatcher.rest()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for channel in self.channels.values():
            await channel.close()
        self.store.close()
        self._role.release()

    def wake(self) -> None:
        """Something has changed: look at once instead of at the next poll."""
        self._arrived.set()

    async def take_in(self, channel: str, provider_id: str, raw: str) -> bool:
        """Commit what arrived and wake whoever reads it; False when it had arrived before."""
        known = await self.store.write(keep_raw, channel, provider_id, raw, self.clock.now())
        self.wake()
        return known is not None

    async def take_in_and_handle(self, channel: str, provider_id: str, raw: str) -> None:
        """The same, and return once the conversation has taken it in and answered."""
        await self.take_in(channel, provider_id, raw)
        await self._turn()

    async def settle_receipt(self, receipt: Receipt) -> None:
        """Write down what became of a message."""
        await self.store.write(receive_receipt, receipt, self.clock.now())

    async def next_thing(self) -> Next | None:
        """What will happen next by itself; None when nothing is planned."""
        return await self._rehearsal.next_thing()

    async def planned(self) -> list[Planned]:
        """What is to leave, soonest first."""
        return await self._rehearsal.planned()

    async def move_to_next(self) -> None:
        """Move to the next thing that happens; raises ClockError when nothing is planned."""
        await self._rehearsal.move_to_next()

    async def move_clock(self, to: datetime) -> None:
        """Move forward; returns once everything due has gone out. Raises ClockError."""
        await self._rehearsal.move(to)

    async def _turn(self) -> None:
        """Take in what waits, then send what is due."""
        await self._take_in_waiting()
        await self._dispatcher.run_due()

    async def _listen(self) -> None:
        await self._take_in_waiting()
        self._due.set()

    async def _send(self) -> None:
        """Nothing leaves by a medium before what was missed there has been fetched: there may be a STOP in it."""
        if not self._missed.asked:
            await self._missed.fetch()
        await self._dispatcher.run_due(but=() if self._missed.caught_up else ("sms",))

    async def _whenever(self, called: asyncio.Event, do: Callable[[], Awaitable[None]]) -> None:
        """Do it now, at each call, and at the latest every few seconds: another process may have written."""
        while True:
            called.clear()
            try:
                await do()
            except Exception as error:  # the database may be away for a while; what is due stays due
                log.error("a turn failed", extra={"action": "turn_failed", "error": type(error).__name__})
            with suppress(TimeoutError):
                async with asyncio.timeout(self.settings.poll_seconds):  # wait_for can lose a cancellation
                    await called.wait()

    async def _take_in_waiting(self) -> None:
        for name, callback_id in await self._intake.handle_waiting():
            channel = self.channels[name]
            if isinstance(channel, TelegramChannel):
                await channel.answer_press(callback_id)

    def _duties(self) -> list[Duty]:
        return [
            Duty("wake", self.settings.poll_seconds, self._look_around),
            Duty("heartbeat", 30, self._beat),
            Duty("lookup", self.settings.lookup_seconds, self._look_up),
            Duty("missed", self.settings.lookup_seconds, self._missed.fetch),
            Duty("sounds", 60, self._fetch_sounds),
        ]

    async def _look_around(self) -> int:
        self.wake()
        return 0

    async def _beat(self) -> int:
        await self.store.write(bookmarks.put, HEARTBEAT, self.clock.now().isoformat())
        return 0

    async def _look_up(self) -> int:
        sms = self.channels.get("sms")
        if not isinstance(sms, SmsChannel):
            return 0
        wait = timedelta(seconds=self.settings.lookup_seconds)
        settled = await look_up(self.store, sms, self.clock.now, Clock().now, wait)
        self.wake()
        return settled

    async def _fetch_sounds(self) -> int:
        telegram = self.channels.get("telegram")
        return await fetch_sounds(self.store, telegram, self.clock.now) if isinstance(telegram, TelegramChannel) else 0
