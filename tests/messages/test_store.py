"""The two doors to the database: durable, apart from each other, and never held up by one bad job."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from messages import bookmarks, tokens
from messages.bookmarks import Bookmark
from messages.contacts import Address, address_of
from messages.inbox import HANDLED, Received, waiting
from messages.outbox import Message, post
from messages.sqlite import journal_mode
from messages.store import Store
from tests.cast import SEPTEMBER, message_to
from tests.letters import keep_raw
from tests.office import Office


def remember(session: Session, name: str) -> str:
    bookmarks.put(session, name, "here")
    return name


def remember_and_fail(session: Session, name: str) -> None:
    remember(session, name)
    session.flush()
    raise ZeroDivisionError


def names(session: Session) -> set[str]:
    return set(session.exec(select(Bookmark.name)))


async def test_one_failing_job_takes_nothing_else_down(store: Store) -> None:
    jobs = [store.write(remember_and_fail if n % 3 == 0 else remember, f"b{n}") for n in range(30)]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert sum(isinstance(result, ZeroDivisionError) for result in results) == 10
    assert store.reading(names) == {f"b{n}" for n in range(30) if n % 3}


async def test_what_a_write_returns_is_already_kept(store: Store) -> None:
    await store.write(remember, "durable")
    assert await store.read(bookmarks.get, "durable") == "here"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_has_queued_is_committed_together(store: Store) -> None:
    before = store.version()
    await asyncio.gather(*(store.write(remember, f"b{n}") for n in range(60)))
    assert len(store.reading(names)) == 60
    assert 0 < store.version() - before < 30


async def test_a_job_cancelled_while_it_waits_is_not_done_and_the_next_ones_are(store: Store) -> None:
    tasks = [asyncio.create_task(store.write(remember, f"b{n}")) for n in range(20)]
    await asyncio.sleep(0)
    for task in tasks[5:]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await store.write(remember, "last")
    assert store.reading(names) >= {"b0", "b1", "b2", "b3", "b4", "last"}


def test_the_version_tells_that_somebody_has_written(store: Store) -> None:
    before = store.version()
    assert store.version() == before
    store.writing(remember, "news")
    assert store.version() != before


def test_a_reading_keeps_nothing(store: Store) -> None:
    store.reading(remember, "lost")
    assert store.reading(names) == set()


def test_fifty_deliveries_of_one_webhook_are_one_row(store: Store) -> None:
    with ThreadPoolExecutor(10) as crowd:
        ids = list(crowd.map(lambda _: store.writing(keep_raw, "sms", "SM1", "Body=Oui", SEPTEMBER), range(50)))
    assert len([one for one in ids if one is not None]) == 1
    assert [row.raw for row in store.reading(waiting)] == ["Body=Oui"]


def test_the_same_number_on_two_channels_is_two_webhooks(store: Store) -> None:
    assert store.writing(keep_raw, "sms", "1", "a", SEPTEMBER) is not None
    assert store.writing(keep_raw, "telegram", "1", "b", SEPTEMBER) is not None


def test_what_is_handled_waits_no_longer(store: Store) -> None:
    received = store.writing(keep_raw, "sms", "SM1", "Body=Oui", SEPTEMBER)
    store.writing(lambda session: setattr(session.get_one(Received, received), "status", HANDLED))
    assert store.reading(waiting) == []


def test_one_occurrence_is_written_once_however_many_try(office: Office) -> None:
    fatou = office.mother("Fatou")
    with ThreadPoolExecutor(8) as crowd:
        written = list(crowd.map(lambda _: office.do(posted, fatou, office), range(24)))
    assert written.count(True) == 1
    assert len(office.all(Message)) == 1


def test_one_address_is_one_row_however_many_meet_it(store: Store) -> None:
    with ThreadPoolExecutor(8) as crowd:
        ids = set(crowd.map(lambda _: store.writing(address_of, "sms", "+33639980001", SEPTEMBER).id, range(24)))
    assert len(ids) == len(store.reading(lambda session: list(session.exec(select(Address))))) == 1


def test_a_link_opens_one_door_however_many_try_it(office: Office) -> None:
    fatou = office.mother("Fatou")
    secret = office.do(tokens.issue, tokens.JOIN, fatou.contact_id, "educator", office.now)
    with ThreadPoolExecutor(8) as crowd:
        bearers = list(crowd.map(lambda _: office.do(tokens.redeem, secret, office.now), range(16)))
    assert len([one for one in bearers if one is not None]) == 1


def test_a_link_ends_after_seven_days(office: Office) -> None:
    fatou = office.mother("Fatou")
    secret = office.do(tokens.issue, tokens.JOIN, fatou.contact_id, "educator", office.now)
    assert office.see(tokens.peek, secret, office.now + tokens.LIFE) is None
    assert office.see(tokens.peek, secret[:-1], office.now) is None
    assert len(secret) == 22


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2)])
def test_a_library_whose_log_can_lose_commits_keeps_a_journal_instead(version: tuple[int, ...]) -> None:
    assert journal_mode(version) == "TRUNCATE"


@pytest.mark.parametrize("version", [(3, 6, 23), (3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 0)])
def test_a_sound_library_writes_ahead(version: tuple[int, ...]) -> None:
    assert journal_mode(version) == "WAL"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_waits_for_the_disk_and_minds_its_references(store: Store) -> None:
    found = [store.reading(pragma, name) for name in ("synchronous", "foreign_keys", "secure_delete")]
    assert found == [2, 1, 1]


def test_two_processes_write_side_by_side(database_url: str, tmp_path: Path) -> None:
    one, other = Store(database_url), Store(database_url)
    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(lambda n: (one if n % 2 else other).writing(remember, f"b{n}"), range(20)))
    assert len(one.reading(names)) == 20
    one.close()
    other.close()


def posted(session: Session, adult: object, office: Office) -> bool:
    return post(session, message_to(session, adult, office.now)) is not None  # type: ignore[arg-type]


def pragma(session: Session, name: str) -> int:
    return int(session.connection().execute(text(f"PRAGMA {name}")).scalar_one())


def test_of_two_who_remember_a_position_at_once_neither_fails(store: Store) -> None:
    for value in ("10", "11", "11"):
        store.writing(bookmarks.put, "listed", value)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: store.writing(bookmarks.put, f"at-once-{n % 2}", str(n)), range(40)))
    assert store.reading(bookmarks.get, "listed") == "11"
