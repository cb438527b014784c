"""Workers on PostgreSQL share the senders: each has its fair part, and a dead one's part is taken over."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from messages.roles import AT_WORK, MovingError, RoleTakenError, all_alone
from messages.shared_roles import SharedRoles, fair_share
from messages.store import Store

SMS, BOT, SECOND_BOT = "sending/sms/+33937000000", "sending/telegram/1", "sending/telegram/2"
SENDERS, ALL = (SMS, BOT), (SMS, BOT, SECOND_BOT)
TAKEOVER = 5.0
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@dataclass
class Worker:
    """Somebody with senders; what it gives away it has `busy` until that is set."""

    url: str
    name: str
    senders: tuple[str, ...] = SENDERS
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.roles = SharedRoles(self.url, (), self.name, self, apart=self.senders)
        self.busy.set()

    async def took(self, role: str) -> None: ...

    def lost(self, role: str) -> None: ...

    def heard(self, hint: str) -> None: ...

    async def leave(self, role: str) -> None:
        self.left.append(role)
        await self.busy.wait()

    def holds(self) -> int:
        return sum(self.roles.holds(role) for role in ALL)


Begin = Callable[..., Worker]


@pytest.fixture
async def begin(store: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Begin]:
    """Workers that look ten times a second, each with a name and what it can serve; they are made, not yet started."""
    monkeypatch.setattr("messages.shared_roles.EVERY", 0.1)
    made: list[Worker] = []

    def one(name: str, senders: tuple[str, ...] = SENDERS) -> Worker:
        made.append(Worker(store.url, name, senders))
        return made[-1]

    yield one
    for worker in made:
        await worker.roles.stop()


async def until(true: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + TAKEOVER, "nothing came of it"
        await asyncio.sleep(0.02)
    return time.monotonic() - began


@on_postgresql
async def test_a_second_worker_gets_its_half_and_nothing_goes_back_and_forth(begin: Begin) -> None:
    first, second = begin("one"), begin("two")
    await first.roles.start()
    assert first.holds() == 2
    await second.roles.start()
    await until(lambda: (first.holds(), second.holds()) == (1, 1))
    await asyncio.sleep(1)
    assert (len(first.left), len(second.left), first.holds(), second.holds()) == (1, 0, 1, 1)


@on_postgresql
async def test_a_sender_is_given_away_only_once_nothing_of_it_is_under_way(begin: Begin) -> None:
    first, second = begin("one"), begin("two")
    first.busy.clear()
    await first.roles.start()
    await second.roles.start()
    await until(lambda: first.holds() == 1)
    await asyncio.sleep(0.5)
    assert second.holds() == 0
    first.busy.set()
    await until(lambda: second.holds() == 1)


@on_postgresql
async def test_what_a_dead_worker_served_is_served_by_those_who_live(begin: Begin) -> None:
    workers = [begin(name, ALL) for name in ("one", "two", "three")]
    for worker in workers:
        await worker.roles.start()
    await until(lambda: [worker.holds() for worker in workers] == [1, 1, 1])
    await workers[0].roles.stop()
    await until(lambda: workers[1].holds() + workers[2].holds() == 3)
    assert max(workers[1].holds(), workers[2].holds()) == 2


@on_postgresql
async def test_more_workers_than_senders_leave_some_idle_and_ready(begin: Begin) -> None:
    workers = [begin(str(number)) for number in range(4)]
    for worker in workers:
        await worker.roles.start()
    await until(lambda: sorted(worker.holds() for worker in workers) == [0, 0, 1, 1])
    await next(worker for worker in workers if worker.holds()).roles.stop()
    await until(lambda: sorted(worker.holds() for worker in workers) == [0, 0, 1, 1])


@on_postgresql
async def test_a_worker_that_can_serve_less_takes_nothing_from_one_that_can_serve_more(begin: Begin) -> None:
    everything, texts_only = begin("one"), begin("two", (SMS,))
    await everything.roles.start()
    await texts_only.roles.start()
    await asyncio.sleep(0.5)
    assert (everything.holds(), texts_only.holds(), everything.left) == (2, 0, [])


@on_postgresql
async def test_nobody_begins_while_the_database_is_needed_alone_and_who_works_keeps_it(
    begin: Begin, store: Store
) -> None:
    with all_alone(store.url, [AT_WORK]), pytest.raises(MovingError):
        await begin("one").roles.start()
    await begin("two").roles.start()
    with pytest.raises(RoleTakenError), all_alone(store.url, [AT_WORK]):
        pass


@pytest.mark.parametrize(
    ("roles", "workers", "share"), [(2, 1, 2), (2, 2, 1), (3, 2, 2), (2, 8, 1), (0, 3, 0), (5, 0, 5)]
)
def test_a_fair_share_is_rounded_up(roles: int, workers: int, share: int) -> None:
    assert fair_share(roles, workers) == share
