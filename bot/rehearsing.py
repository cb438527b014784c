"""The rehearsal's time: what comes next, and moving the clock through everything that is due on the way."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.clock import Clock, RehearsalClock
from bot.foresight import next_moment, next_thing, to_come
from bot.web.relais import ClockError, Next, Planned
from messages import bookmarks
from messages.engines import alone
from messages.programme import Programme
from messages.store import Store

CLOCK, SINCE = "rehearsal-clock", "rehearsal-clock-since"
"""The bookmarks that keep the rehearsed moment over a restart, and when, really, it was that moment (ISO)."""


class Rehearsal:
    """`turn` takes in what waits and sends what is due, until there is nothing left to do."""

    def __init__(
        self,
        store: Store,
        programme: Programme,
        media: Collection[str],
        clock: Clock,
        turn: Callable[[], Awaitable[None]],
    ) -> None:
        self._store, self._programme, self._media, self._clock, self._turn = store, programme, media, clock, turn
        self._moving = asyncio.Lock()

    async def next_thing(self) -> Next | None:
        """The next message that will leave by itself; None when nothing is planned."""
        return await self._store.read(next_thing, self._programme, self._media, self._clock.now())

    async def planned(self) -> list[Planned]:
        """What is to leave, soonest first."""
        return await self._store.read(to_come, self._programme, self._media, self._clock.now())

    async def move_to_next(self) -> None:
        """Move to the next thing; raises ClockError when nothing is planned."""
        coming = await self.next_thing()
        if coming is None:
            raise ClockError("Rien n'est prévu : il n'y a pas de prochaine chose.")
        await self.move(max(coming.at, self._clock.now()))

    async def move(self, to: datetime) -> None:
        """Forward to `to`, stopping wherever something is due; returns once all of it has gone out."""
        if not isinstance(self._clock, RehearsalClock):
            raise ClockError("L'heure est la vraie : elle ne se déplace pas.")
        async with self._moving:
            if to < self._clock.now():
                raise ClockError("On ne revient pas en arrière : choisissez une heure à venir.")
            await self._turn()
            while (moment := await self._next_moment(to)) is not None:
                await self._go(self._clock, moment)
            await self._go(self._clock, to)

    async def _next_moment(self, until: datetime) -> datetime | None:
        return await self._store.read(next_moment, self._programme, self._media, self._clock.now(), until)

    async def _go(self, clock: RehearsalClock, to: datetime) -> None:
        if to > clock.now():
            clock.move(to)
            await self._store.write(keep_moment, to)
        await self._turn()


def keep_moment(session: Session, moment: datetime) -> None:
    """Remember that it is now that moment."""
    bookmarks.put(session, CLOCK, moment.isoformat())
    bookmarks.put(session, SINCE, Clock().now().isoformat())


def kept_clock(session: Session, runs: bool) -> RehearsalClock:
    """The clock as it was left; one that runs has run on meanwhile, so that no moment comes twice."""
    alone(session.connection(), "clock")
    kept, since, real = bookmarks.get(session, CLOCK), bookmarks.get(session, SINCE), Clock().now()
    moment = datetime.fromisoformat(kept) if kept else real
    if runs and since is None:
        keep_moment(session, moment)
    elsewhere = real - datetime.fromisoformat(since) if runs and since else timedelta(0)
    return RehearsalClock(moment + elsewhere, runs)
