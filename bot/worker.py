"""The worker: reads what arrived, plans, sends, polls and keeps the duties, each as far as the role is its own."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from bot.duties import Duties
from bot.ground import Ground
from bot.handover import Handover
from bot.hints import ARRIVED, DUE
from bot.intake import Intake, Setting
from bot.missed import TakeIn
from bot.polling import Poller
from bot.providers import carriers_of
from bot.silence import after_silence
from messages.channels.base import Reader
from messages.channels.page import PAGE, PageReader
from messages.channels.telegram import TelegramChannel
from messages.outbox import new_attempt_id
from messages.roles import FileRoles, Roles
from messages.shared_roles import SharedRoles, shown
from scheduler.dispatching import Dispatcher
from scheduler.reconciling import adopt_orphans
from scheduler.sending import SHORTEST_NAP, Limits
from scheduler.shares import PLANNING, Share, sending
from scheduler.timetable import Timetable
from scheduler.writing import Desk

log = logging.getLogger(__name__)

TURNS, LOOKS, BETWEEN_LOOKS = 3, 100, 0.05
"""How often a turn is taken; how often, and after how many seconds each, it looks whether all roles are ours."""
AGAIN, CATCHING_UP = 1.0, 120.0
"""Seconds after which what failed under a role is tried again; for which Telegram's news is waited for at a start."""
READING, DUTIES = "reading", "duties"
ALONE = (READING, PLANNING, DUTIES)
"""Roles with one holder for the whole database; a sender has a role of its own each."""


class Worker:
    """One of any number on PostgreSQL, the only one on SQLite. `start` before use, `stop` after; both once."""

    def __init__(self, ground: Ground, take_in: TakeIn) -> None:
        self._ground, self._owner = ground, new_attempt_id()
        self._store, self._take_in = ground.store, take_in
        settings, carriers = ground.settings, carriers_of(ground.settings, ground.channels)
        self.media = frozenset(carriers)
        self._senders = {sending(one.sender): one.sender for one in carriers.values()}
        self._listing = sending(carriers["sms"].sender) if "sms" in carriers else ""
        """The role of the sender whose provider lists what came in."""
        self._bot = sending(carriers["telegram"].sender) if "telegram" in ground.channels else ""
        """The role of the bot: who sends for it also asks for its news, and so hears a STOP before it sends."""
        desk = Desk(ground.programme, ground.catalogue, self.media, hears_first=True)
        limits, share = Limits(settings.in_flight, settings.send_timeout), Share(self._owner, self._may, self._tell_due)
        self._dispatcher = Dispatcher(ground.store, desk, carriers, ground.clock.now, limits, share)
        ears: Mapping[str, Reader] = {**ground.channels, PAGE: PageReader()}
        setting = Setting(ground.programme, self.media)
        self._intake = Intake(ground.store, ears, setting, ground.clock, lambda: self.does(READING))
        self._duties = Duties(ground, self._owner, take_in, self._due_now)
        self._handover = Handover(ground.store, self._owner, 2 * settings.send_timeout)
        self._roles = self._make_roles()
        self._poller: Poller | None = None
        """Who asks Telegram for news, where the bot was ever ours."""
        self._ready: set[str] = set()
        self._arrived, self._due = asyncio.Event(), asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._begun: defaultdict[str, list[Callable[[], object]]] = defaultdict(list)
        """How to leave off what runs by itself under a role."""

    async def start(self) -> None:
        """Take the roles that are free and begin. Raises `RoleError`."""
        await self._roles.start()
        for name, called, do in (("listen", self._arrived, self._listen), ("send", self._due, self._send)):
            self._loops.append(asyncio.create_task(self._whenever(called, do), name=name))

    def hold(self) -> None:
        """We are about to stop: nothing more leaves."""
        self._dispatcher.hold()

    async def stop(self) -> None:
        """Finish what is in the air, then let others go on."""
        for role in tuple(self._begun):
            self.lost(role)
        await self._dispatcher.rest()
        for task in self._loops:
            task.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await self._roles.stop()

    def does(self, role: str) -> bool:
        """Whether the role is ours and we are ready for it."""
        return role in self._ready and self._roles.holds(role)

    def held(self) -> list[str]:
        """The roles that are ours now."""
        return sorted(role for role in (*ALONE, *self._senders) if self.does(role))

    def wake(self) -> None:
        """Something has arrived: look at once instead of at the next poll."""
        self._arrived.set()

    async def turn(self) -> None:
        """Take in what waits, send what is due; again where roles were lost meanwhile. Only rehearsals take turns."""
        for _ in range(TURNS):
            await self._hold_all()
            await self._read()
            await self._dispatcher.run_due()
            if self._holds_all():
                return

    async def _hold_all(self) -> None:
        for _ in range(LOOKS):
            if self._holds_all():
                return
            await asyncio.sleep(BETWEEN_LOOKS)

    def _holds_all(self) -> bool:
        return len(self.held()) == len(ALONE) + len(self._senders)

    async def took(self, role: str) -> None:
        """Begin under a role: a sender's once what others left there is in doubt, and what was missed has been fetched.

        There may be a STOP in it.
        """
        if role in self._senders:
            await self._store.write(adopt_orphans, self._senders[role], self._owner, self._ground.clock.now())
            if role == self._bot:
                self._ask_for_news(role)
            if self._duties.missed is not None or role == self._bot:
                self._run(role, lambda: self._catch_up(role), lambda: self._is_ready(role))
                return
        elif role == PLANNING:
            await self._store.write(after_silence, self._ground.programme, self.media, self._ground.clock.now())
        elif role == DUTIES:
            timetable = Timetable(self._duties.all())
            timetable.start()
            self._begun[role].append(timetable.stop)
        self._is_ready(role)

    def lost(self, role: str) -> None:
        """Leave off at once; what is in the air comes down under its own token."""
        self._ready.discard(role)
        for leave_off in self._begun.pop(role, ()):
            leave_off()

    async def leave(self, role: str) -> None:
        """Leave off, and return once nothing of this sender is in the air."""
        self.lost(role)
        self._due.set()
        await self._handover.at_rest(role, self._senders[role])

    def heard(self, hint: str) -> None:
        """Look at once."""
        (self._arrived if hint == ARRIVED else self._due).set()

    def _make_roles(self) -> Roles:
        settings = self._ground.settings
        if not self._store.shared:
            return FileRoles(settings.database_url, (*ALONE, *self._senders), self)
        url = settings.database_direct_url or settings.database_url
        return SharedRoles(url, ALONE, self._owner, self, apart=self._senders)

    def _may(self, role: str) -> bool:
        may = self.does(role)
        if not may:
            self._handover.refused(role)
        return may

    def _ask_for_news(self, role: str) -> None:
        telegram = self._ground.channels["telegram"]
        assert isinstance(telegram, TelegramChannel)
        self._poller = Poller(telegram, self._ground.settings, self._take_in)
        self._run(role, self._poller.run)

    async def _catch_up(self, role: str) -> None:
        """A provider that does not say what was missed holds up its own sender, and no other."""
        missed = self._duties.missed
        if missed is not None:
            await missed.fetch()
            while role == self._listing and not missed.caught_up:
                await asyncio.sleep(AGAIN)
                await missed.fetch()
        if self._poller is not None and role == self._bot:
            with suppress(TimeoutError):  # a second reader may keep us from hearing it
                async with asyncio.timeout(CATCHING_UP):
                    await self._poller.caught_up.wait()

    def _is_ready(self, role: str) -> None:
        self._ready.add(role)
        self._arrived.set()
        self._due.set()

    def _run(self, role: str, work: Callable[[], Awaitable[None]], done: Callable[[], None] = lambda: None) -> None:
        """Work beside everything else until it is done, again where it fails, or until the role is lost."""

        async def run() -> None:
            while True:
                try:
                    await work()
                    return done()
                except Exception as error:  # the database may be away for a while
                    why = {"role": shown(role), "error": type(error).__name__}
                    log.error("work under a role failed", extra={"action": "role_failed", **why})
                await asyncio.sleep(AGAIN)

        self._begun[role].append(asyncio.create_task(run(), name=role).cancel)

    async def _listen(self, _changed: bool) -> None:
        if await self._read():
            self._tell_due()
        self._due.set()

    async def _send(self, changed: bool) -> None:
        await self._dispatcher.run_due(changed)

    async def _read(self) -> int:
        taken = await self._intake.handle_waiting()
        for name, callback_id in taken.presses:
            channel = self._ground.channels[name]
            if isinstance(channel, TelegramChannel):
                await channel.answer_press(callback_id)
        return taken.count

    def _due_now(self) -> None:
        self._due.set()
        self._tell_due()

    def _tell_due(self) -> None:
        if not all(self.does(role) for role in self._senders):
            self._ground.hints.tell(DUE)

    async def _whenever(self, called: asyncio.Event, do: Callable[[bool], Awaitable[None]]) -> None:
        """Do it now, at each call, when the next message falls due, and every few seconds: others write too."""
        changed = True
        while True:
            called.clear()
            try:
                await do(changed)
            except Exception as error:  # the database may be away for a while; what is due stays due
                log.error("a turn failed", extra={"action": "turn_failed", "error": type(error).__name__})
            with suppress(TimeoutError):
                async with asyncio.timeout(self._nap()):  # wait_for can lose a cancellation
                    await called.wait()
            changed = called.is_set()

    def _nap(self) -> float:
        return max(SHORTEST_NAP, self._dispatcher.nap(self._ground.settings.poll_seconds))
