"""Roles on PostgreSQL: one holder each, who notices the end of its session, and a successor within seconds."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from messages.lock_session import LockSession
from messages.roles import FileRoles, RoleError, RoleTakenError, living
from messages.shared_roles import SharedRoles, shown
from messages.store import Store

READING, SENDING = "reading", "sending/sms/+33937000000"
ROLES = (READING, SENDING)
TAKEOVER = 5.0
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@dataclass
class Worker:
    """Somebody who notes what happens to its roles; `fails` counts the beginnings that go wrong first."""

    name: str
    fails: int = 0
    noted: list[str] = field(default_factory=list)

    async def took(self, role: str) -> None:
        if self.fails:
            self.fails -= 1
            raise ConnectionError
        self.noted.append(f"took {role}")

    def lost(self, role: str) -> None:
        self.noted.append(f"lost {role}")

    async def leave(self, role: str) -> None:
        self.noted.append(f"left {role}")

    def heard(self, hint: str) -> None:
        self.noted.append(f"heard {hint}")

    def roles(self, url: str) -> SharedRoles:
        return SharedRoles(url, ROLES, self.name, self)


async def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TAKEOVER
    while not true():
        assert time.monotonic() < deadline, "nothing came of it"
        await asyncio.sleep(0.02)


def end_sessions(session: Session) -> None:
    """What a server does that is restarted."""
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'relais roles'"
    session.connection().execute(text(cut))


@on_postgresql
async def test_each_role_has_one_holder_and_passes_on_when_it_lets_go(store: Store) -> None:
    first, second = Worker("one"), Worker("two")
    ours, theirs = first.roles(store.url), second.roles(store.url)
    await ours.start()
    await theirs.start()
    assert [ours.holds(role) for role in ROLES] == [True, True]
    assert (second.noted, [theirs.holds(role) for role in ROLES]) == ([], [False, False])
    await ours.stop()
    assert not ours.holds(READING)
    await until(lambda: theirs.holds(READING) and theirs.holds(SENDING) and len(second.noted) == 2)
    assert sorted(second.noted) == sorted(f"took {role}" for role in ROLES)
    await theirs.stop()


@on_postgresql
async def test_a_holder_whose_session_ends_knows_it_and_takes_part_again(store: Store) -> None:
    worker = Worker("one")
    roles = worker.roles(store.url)
    await roles.start()
    store.writing(end_sessions)
    await until(lambda: not roles.holds(SENDING))
    await until(lambda: roles.holds(SENDING))
    assert sorted(worker.noted[:4]) == sorted(f"{what} {role}" for role in ROLES for what in ("lost", "took"))
    await roles.stop()


@on_postgresql
async def test_a_process_that_freezes_loses_its_roles_to_the_others(store: Store) -> None:
    frozen, awake = await LockSession.open(store.url), Worker("two")
    assert await frozen.take(ROLES) == list(ROLES)
    theirs = awake.roles(store.url)
    await theirs.start()
    assert not theirs.holds(READING)
    await until(lambda: theirs.holds(READING) and theirs.holds(SENDING))
    await theirs.stop()
    await frozen.close()


@on_postgresql
async def test_a_role_that_was_not_proven_of_late_is_not_counted_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = Worker("one").roles(store.url)
    await roles.start()
    monkeypatch.setattr("messages.shared_roles.LEASE", -1.0)
    assert not roles.holds(SENDING)
    await roles.stop()


@on_postgresql
async def test_a_role_that_cannot_begin_is_begun_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("messages.shared_roles.EVERY", 0.01)
    worker = Worker("one", fails=3)
    roles = worker.roles(store.url)
    await roles.start()
    await until(lambda: sorted(worker.noted) == sorted(f"took {role}" for role in ROLES))
    await roles.stop()


@on_postgresql
async def test_a_hint_is_heard_by_those_who_hold_nothing_too(store: Store) -> None:
    first, second = Worker("one"), Worker("two")
    roles = [worker.roles(store.url) for worker in (first, second)]
    for one in roles:
        await one.start()
    await store.hint({"due"})
    await until(lambda: "heard due" in first.noted and "heard due" in second.noted)
    for one in roles:
        await one.stop()


@on_postgresql
async def test_whoever_holds_roles_is_known_to_live(store: Store) -> None:
    roles = Worker("one").roles(store.url)
    await roles.start()
    assert store.reading(living, {"one", "two"}) == {"one"}
    await roles.stop()
    await until(lambda: store.reading(living, {"one", "two"}) == set())


async def test_a_server_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with pytest.raises(RoleError, match="RELAIS_DATABASE_DIRECT_URL"):
        await Worker("one").roles(f"postgresql+psycopg://postgres@/nothing?host={tmp_path}").start()


async def test_a_file_has_one_relais_which_holds_every_role(tmp_path: Path) -> None:
    url, worker = f"sqlite:///{tmp_path / 'relais.sqlite'}", Worker("one")
    first = FileRoles(url, ROLES, worker)
    await first.start()
    assert (worker.noted, first.holds(SENDING)) == ([f"took {role}" for role in ROLES], True)
    with pytest.raises(RoleTakenError):
        await FileRoles(url, ROLES, Worker("two")).start()
    await first.stop()
    assert not first.holds(SENDING)


def test_no_number_of_ours_is_shown() -> None:
    assert [shown(role) for role in ROLES] == ["reading", "sending/sms"]
