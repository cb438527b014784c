"""The databases that tests are given: both engines real, each test alone in its own."""

from sqlalchemy import text
from sqlmodel import Session

from bot.migrations import upgrade
from messages.store import Store


def tables(session: Session) -> int:
    return int(session.connection().execute(text("SELECT count(*) FROM alembic_version")).scalar_one())


def leave_a_trace(session: Session) -> None:
    session.connection().execute(text("CREATE TABLE trace (id integer)"))


def test_a_test_gets_a_migrated_database(store: Store) -> None:
    assert store.reading(tables) == 1


def test_what_one_test_leaves_the_next_does_not_find(store: Store) -> None:
    store.writing(leave_a_trace)


def test_what_the_last_test_left_is_gone(store: Store) -> None:
    store.writing(leave_a_trace)


async def test_the_doors_work_inside_an_event_loop(store: Store) -> None:
    await store.write(leave_a_trace)
    assert await store.read(tables) == 1


def test_migrating_again_changes_nothing(database_url: str) -> None:
    upgrade(database_url)
