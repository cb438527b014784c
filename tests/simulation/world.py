"""The world of one history: a database, two providers, the processes that live and die, and what is asked of them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from messages.channels.base import Receipt
from tests.simulation.calendar import moment
from tests.simulation.database import Database
from tests.simulation.door import Door, Idle
from tests.simulation.fate import Fate
from tests.simulation.life import Life, whose_task
from tests.simulation.loop import VirtualLoop
from tests.simulation.node import MEDIA, Hours, Node
from tests.simulation.provider import Provider, Surroundings
from tests.simulation.truth import Said, Truth
from tests.simulation.watch import Watch
from tests.simulation.wire import Wire

MOST_DEATHS = 10


class World:
    """Everything but Relais itself, and the lives of Relais."""

    def __init__(self, database: Database[Any], fate: Fate, begins: datetime) -> None:
        self.database, self.fate, self.truth = database, fate, Truth()
        self.loop = VirtualLoop()
        self.loop.set_task_factory(whose_task)
        self._begins = begins.astimezone(UTC)
        self.watch = Watch(database.raw)
        database.committed = self._committed
        self._idle = Idle(self.loop, database, self.next_due)
        around = Surroundings(self.loop, fate, self.truth, self.clock, self._report)
        self.providers = {medium: Provider(medium, around) for medium in sorted(MEDIA)}
        self._hours = Hours(self.clock, self.next_due, asyncio.Event(), asyncio.Event())
        self.nodes: list[Node] = []
        self.deaths = self.commits = 0

    def clock(self) -> datetime:
        """Civil time, UTC."""
        return self._begins + timedelta(seconds=self.loop.time())

    def begin_life(self) -> None:
        """A process starts."""
        life = Life(self.loop, self.fate, self._buried, self._failed)
        wires = {medium: Wire(provider, life, self.loop) for medium, provider in self.providers.items()}
        node = Node(life, Door(self.database, life, self._idle), wires, self._hours)
        self.nodes.append(node)
        life.task(node.live())

    def wake(self, something_new: bool = True) -> None:
        """Whoever lives looks around."""
        if something_new:
            self._idle.forget()
        for node in self.nodes:
            node.wake()

    def say(self, medium: str, address: str, text: str) -> None:
        """A family writes."""
        said = Said(len(self.truth.said) + 1, medium, address, text, self.clock())
        self.truth.said.append(said)
        self.loop.alone(self._hand_over(said))

    def next_due(self) -> float | None:
        """Seconds until something planned is due, 0 for now; None when nothing is."""
        query = "SELECT min(max(due_at, coalesce(undo_until, due_at))) FROM message WHERE status = 'planned'"
        [found] = self.database.raw.execute(query).fetchone()
        return None if found is None else max(0.0, (moment(found) - self.clock()).total_seconds())

    def at_peace(self) -> bool:
        """Nothing is under way: all is sent or given up, every SMS is settled, all that was said has been heard."""
        open_still = """SELECT 1 FROM message WHERE status IN ('planned', 'sending') OR (status = 'doubtful' AND
            sender = 'sms') UNION ALL SELECT 1 FROM attempt WHERE status = 'reserved'
            UNION ALL SELECT 1 FROM received WHERE status = 'new'"""
        heard = self.watch.count("received") >= len(self.truth.said)
        return heard and self.database.raw.execute(open_still).fetchone() is None

    def digest(self) -> str:
        """All that is in the tables of what was sent and received, in one figure."""
        tables = ("message", "attempt", "received", "inbox_item", "consent", "journal")
        return sha256(repr([self.watch.rows(f"SELECT * FROM {table}") for table in tables]).encode()).hexdigest()[:16]

    def close(self) -> None:
        """Everybody goes home."""
        self.database.committed = lambda: None
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    async def _hand_over(self, said: Said) -> None:
        """Twilio knocks once or twice and lists what it could not hand over; Telegram knocks until it is let in."""
        knocks = 2 if self.fate.goes_wrong(0.2, "webhook twice") else 1
        while not said.acknowledged:
            for node in self.nodes[:knocks]:
                if not self.fate.goes_wrong(self.fate.fault_rate / 2, "webhook lost"):
                    node.hear(said)
            if said.medium == "sms":
                self._hours.unheard.set()
                return
            await asyncio.sleep(self.fate.between(20, 60))

    async def _report(self, receipt: Receipt) -> None:
        if self.nodes:
            self.nodes[0].report(receipt)

    def _buried(self, life: Life) -> None:
        """Another process takes over, at once or after a while."""
        self.nodes = [node for node in self.nodes if node.life is not life]
        self.deaths += 1
        if self.deaths >= MOST_DEATHS:
            self.fate.death_rate = 0
        if not self.nodes:
            self.loop.call_later(self.fate.one([0.1, 2.0, 30.0, 400.0, 7000.0]), self._born_again)

    def _born_again(self) -> None:
        if not self.nodes:
            self.begin_life()

    def _committed(self) -> None:
        self.commits += 1
        self.watch.look()
        unknown = """SELECT 1 FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.status = 'reserved'
            OR (m.status = 'doubtful' AND a.status = 'unknown' AND a.medium = 'sms') LIMIT 1"""
        doubts = self._hours.doubts
        (doubts.set if self.database.raw.execute(unknown).fetchone() else doubts.clear)()
        if self.watch.count("received") >= len(self.truth.said):
            self._hours.unheard.clear()

    def _failed(self, error: BaseException) -> None:
        self.watch.breaks("I7", f"a task of Relais failed: {error!r}")


@contextmanager
def no_real_time(world: World) -> Iterator[None]:
    """Monotonic time and random ids follow from the seed."""
    with (
        patch("time.monotonic", world.loop.time),
        patch("messages.outbox.new_attempt_id", world.fate.token),
        patch("tests.simulation.node.new_attempt_id", world.fate.token),
        patch("scheduler.writing.new_attempt_id", world.fate.token),
    ):
        yield
