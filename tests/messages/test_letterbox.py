"""The letterbox: nothing is acknowledged that is not written, and those who wait share one commit."""

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from messages.inbox import Received
from messages.letterbox import Letterbox
from messages.store import Store
from tests.cast import SEPTEMBER


def letterbox(store: Store) -> Letterbox:
    return Letterbox(store, lambda: SEPTEMBER)


def names(session: Session) -> list[str]:
    return sorted(session.exec(select(Received.provider_id)))


async def test_whatever_arrives_together_is_kept_once(store: Store) -> None:
    box = letterbox(store)
    new = await asyncio.gather(*(box.drop("sms", f"SM{n % 20:02d}", "raw") for n in range(50)))
    assert sum(new) == 20
    assert not await box.drop("sms", "SM01", "raw")
    assert store.reading(names) == [f"SM{n:02d}" for n in range(20)]


async def test_what_came_by_another_channel_is_another_thing(store: Store) -> None:
    box = letterbox(store)
    await asyncio.gather(box.drop("sms", "1", "raw"), box.drop("telegram", "1", "raw"))
    assert store.reading(names) == ["1", "1"]


async def test_those_who_wait_share_a_commit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    commits, write = [], store.write

    async def counted(fn: Any, *args: Any) -> Any:
        commits.append(len(args[0]))
        return await write(fn, *args)

    monkeypatch.setattr(store, "write", counted)
    box = letterbox(store)
    await asyncio.gather(*(box.drop("sms", f"SM{n}", "raw") for n in range(100)))
    assert sum(commits) == 100
    assert len(commits) <= 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nobody_is_thanked_for_what_could_not_be_written(store: Store) -> None:
    full = "CREATE TRIGGER full BEFORE INSERT ON received BEGIN SELECT RAISE(ABORT, 'full'); END"
    store.writing(lambda session: session.connection().exec_driver_sql(full))
    box = letterbox(store)
    told = await asyncio.gather(*(box.drop("sms", f"SM{n}", "raw") for n in range(5)), return_exceptions=True)
    assert [type(one) for one in told] == [IntegrityError] * 5
    store.writing(lambda session: session.connection().exec_driver_sql("DROP TRIGGER full"))
    await box.drop("sms", "SM1", "raw")
    assert store.reading(names) == ["SM1"]
