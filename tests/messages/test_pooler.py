"""Behind a pooler in transaction mode: limits hold in every transaction, and nothing is left in a connection."""

import asyncio
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from bot.bench.postgres import Postgres
from messages import bookmarks
from messages.bookmarks import Bookmark
from messages.lock_session import LockSession
from messages.roles import PoolerError, all_alone
from messages.store import Store
from scheduler.planning import plan
from tests.cast import message_to, mother
from tests.office import Office, paris
from tests.pooler import Pooler, pooler

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


@pytest.fixture
def pooled(postgres: Postgres, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pooler]:
    """A pooler with two connections to a fresh migrated database."""
    with pooler(postgres.folder, make_url(database_url).database or "", tmp_path_factory.mktemp("p")) as ours:
        yield ours


def limits(session: Session) -> list[str]:
    return [session.connection().exec_driver_sql(f"SHOW {name}").scalar_one() for name in LIMITS]


def add_one(session: Session, name: str) -> None:
    bookmarks.put(session, name, str(int(bookmarks.get(session, name) or 0) + 1))


def test_every_transaction_has_its_limits(store: Store) -> None:
    assert store.reading(limits) == store.writing(limits) == ["1min", "30s", "1min"]


def test_a_statement_that_takes_too_long_is_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("messages.engines.LONGEST_STATEMENT", 50)
    hasty = Store(store.url)
    with pytest.raises(DBAPIError, match="statement timeout"):
        hasty.reading(lambda session: session.connection().execute(text("SELECT pg_sleep(20)")))
    hasty.close()


async def test_everything_works_through_a_pooler_and_leaves_nothing_in_it(pooled: Pooler) -> None:
    store = Store(pooled.url)
    await asyncio.gather(*(store.write(bookmarks.put, f"b{n}", "here") for n in range(40)))
    for _ in range(12):
        await store.write(add_one, "count")
        assert await store.read(limits) == ["1min", "30s", "1min"]
    office = Office(store, paris("2026-10-06 10:00"))
    for number in range(8):
        adult = office.do(mother, f"Maman {number}")
        office.do(lambda session, one=adult: session.add(message_to(session, one, office.now)))
    office.do(plan, office.programme, office.desk.media, office.now)
    assert len(office.reserve(count=8).reserved) == 8
    assert store.reading(lambda session: len(session.exec(select(Bookmark)).all())) == 41
    assert store.reading(bookmarks.get, "count") == "12"
    store.close()
    assert (left_behind(pooled), pooled.refused) == ({("0", "0", "0", 0)}, [])
    assert pooled.lent > 60


async def test_the_session_of_the_roles_refuses_a_pooler(pooled: Pooler) -> None:
    with pytest.raises(PoolerError, match="RELAIS_DATABASE_DIRECT_URL"):
        await LockSession.open(pooled.url)


def test_nobody_is_kept_out_through_a_pooler(pooled: Pooler) -> None:
    with pytest.raises(PoolerError), all_alone(pooled.url, ["planning"]):
        pass


def left_behind(pooled: Pooler) -> set[tuple[object, ...]]:
    """The limits, and how many prepared statements, that whoever comes next finds in each connection."""
    shown = ", ".join(f"current_setting('{name}')" for name in LIMITS)
    query = f"SELECT {shown}, (SELECT count(*)::int FROM pg_prepared_statements)"
    with psycopg.connect(host=str(pooled.folder), user="postgres", dbname=pooled.database, autocommit=True) as client:
        return {client.execute(query, prepare=False).fetchone() or () for _ in range(4)}
