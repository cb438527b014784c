"""The composition root: all parts of Relais, put together from settings and a clock."""

from collections.abc import Mapping
from datetime import datetime

from bot.clock import Clock
from bot.ground import Ground
from bot.hints import ARRIVED
from bot.presence import Presence
from bot.rehearsing import Rehearsal
from bot.settings import Settings
from bot.team import keep_team
from bot.web.relais import Next, Planned
from bot.worker import READING, Worker
from messages.channels.base import Channel, Receipt
from messages.delivery import receive_receipt
from messages.letterbox import Letterbox


class Relais:
    """Everything that runs in one process. `start` before use, `stop` after; both once.

    Without a worker it only takes in: what it commits is read, and what is due sent, by workers elsewhere.
    """

    def __init__(self, settings: Settings, clock: Clock, works: bool = True) -> None:
        ground = Ground(settings, clock)
        self.settings, self.clock, self.store, self._ground = settings, clock, ground.store, ground
        self.programme, self.catalogue = ground.programme, ground.catalogue
        self.channels: Mapping[str, Channel] = ground.channels
        self._letterbox = Letterbox(self.store, clock.now)
        self._worker = Worker(ground, self.take_in) if works else None
        self._presence = Presence(ground.store)
        media = self._worker.media if self._worker is not None else frozenset[str]()
        self._rehearsal = Rehearsal(self.store, self.programme, media, clock, self._turn)
        self.rehearsal = settings.rehearsal and works
        """Whether the phones and their clock are here: only where everything is done in one process."""

    async def start(self) -> None:
        """Begin. Raises `roles.RoleError` where nothing can be done here, `TeamError`, and what the database raises."""
        await self._ground.open()
        try:
            await self._begin()
        except BaseException:
            await self._ground.close()
            raise

    def hold(self) -> None:
        """We are about to stop: nothing more leaves, what arrives is still written down."""
        if self._worker is not None:
            self._worker.hold()

    async def stop(self) -> None:
        """Finish what is in the air, then let everything go."""
        if self._worker is not None:
            await self._worker.stop()
        await self._presence.end()
        await self._ground.close()

    def roles(self) -> list[str]:
        """What this process does now that no other one does."""
        return self._worker.held() if self._worker is not None else []

    async def take_in(self, channel: str, provider_id: str, raw: str) -> bool:
        """Commit what arrived and wake whoever reads it; False when it had arrived before."""
        new = await self._letterbox.drop(channel, provider_id, raw)
        if self._worker is not None and self._worker.does(READING):
            self._worker.wake()
        else:
            self._ground.hints.tell(ARRIVED)
        return new

    async def take_in_and_handle(self, channel: str, provider_id: str, raw: str) -> None:
        """The same, and return once the conversation has taken it in and answered, where that is done here."""
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

    async def _begin(self) -> None:
        if self._worker is not None:
            await self.store.write(keep_team, self.settings, self.clock.now())
            await self._worker.start()
        elif self.store.shared:
            await self._presence.begin()

    async def _turn(self) -> None:
        if self._worker is not None:
            await self._worker.turn()
