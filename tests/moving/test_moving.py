"""Everything moves from one database to the other, exactly, and may be moved again until the copy is used."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Table, UniqueConstraint, insert, text, update
from sqlmodel import Session, select

from bot.moving.ends import MoveError
from bot.moving.rows import MARK, TABLES, Sum, batches, sums
from messages import bookmarks
from messages.bookmarks import Bookmark
from messages.contacts import Contact
from messages.inbox import Received
from messages.recordings import Recording
from messages.store import Store
from tests.cast import SEPTEMBER
from tests.moving.conftest import Pair
from tests.moving.filling import FULL, all_of, connected, fill, full, spare


def table_named(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def changed(connection: Connection, name: str) -> None:
    contact = table_named("contact")
    connection.execute(update(contact).where(contact.c.id == FULL).values(name=name))


def test_every_column_of_every_table_is_filled_in_these_tests() -> None:
    assert [t.name for t in TABLES for column, cell in full(t).items() if cell is None or column not in t.c] == []
    assert all(full(table).keys() == set(table.c.keys()) for table in TABLES)


def test_everything_arrives_in_every_table(pair: Pair) -> None:
    before = all_of(pair.source)
    moved = pair.move()
    assert all_of(pair.target) == before
    assert all(len(rows) == 2 for rows in before.values())
    assert moved.rows == {table.name: 2 for table in TABLES}


def test_the_source_stays_as_it_was(pair: Pair) -> None:
    before = all_of(pair.source)
    pair.move()
    assert all_of(pair.source) == before
    with connected(pair.source) as connection:
        assert connection.execute(select(Bookmark).where(Bookmark.name == MARK)).first() is None


def test_nothing_and_a_json_null_stay_apart(pair: Pair) -> None:
    message = table_named("message")
    with connected(pair.source) as connection:
        connection.execute(insert(message).values(**{**spare(message), "id": 50, "once": "null", "facts": None}))
    pair.move()
    with connected(pair.target) as connection:
        missing = connection.execute(select(message.c.id).where(text("facts IS NULL"))).scalars().all()
        null = connection.execute(select(message.c.id).where(text("CAST(facts AS TEXT) = 'null'"))).scalars().all()
    assert (missing, null) == ([7], [50])


def test_a_sign_postgresql_cannot_hold_is_replaced(new_database: Callable[[str], str]) -> None:
    pair = Pair(new_database("sqlite"), new_database("postgresql"))
    fill(pair.source)
    with connected(pair.source) as connection:
        changed(connection, "Fa\0tou")
    pair.move()
    store = Store(pair.target)
    assert store.reading(lambda session: session.get_one(Contact, FULL).name) == "Fa\ufffdtou"
    store.close()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_changed_cell_in_any_column_is_noticed(engine: str, new_database: Callable[[str], str]) -> None:
    url = new_database(engine)
    fill(url)
    with connected(url) as connection:
        before, unnoticed = sums(connection), []
        for table in TABLES:
            for name, cell in _cells_that_may_change(table):
                with connection.begin_nested() as undo:
                    connection.execute(update(table).where(*_is_full(table)).values({name: cell}))
                    if str(_sum(connection, table)) == before[table.name]:
                        unnoticed.append(f"{table.name}.{name}")
                    undo.rollback()
    assert unnoticed == []


def _cells_that_may_change(table: Table) -> list[tuple[str, Any]]:
    """All but keys: emptied, or else as the other row has it where two may have the same."""
    free = [column for column in table.columns if not (column.foreign_keys or column.primary_key)]
    others = {column.name: "other" if _alone_unique(column) else spare(table).get(column.name) for column in free}
    return list(others.items())


def _alone_unique(column: Column[Any]) -> bool:
    return any(isinstance(rule, UniqueConstraint) and [*rule.columns] == [column] for rule in column.table.constraints)


def _is_full(table: Table) -> list[Any]:
    return [key == full(table)[key.name] for key in table.primary_key]


def _sum(connection: Connection, table: Table) -> Sum:
    found = Sum()
    for _ in batches(connection, table, found):
        pass
    return found


def test_the_next_row_gets_a_number_after_the_highest(pair: Pair) -> None:
    pair.move()
    store = Store(pair.target)
    for name in ("a", "b"):
        store.writing(lambda session, name=name: session.add(Contact(name=name, created_at=SEPTEMBER)))
    assert store.reading(lambda session: sorted(session.exec(select(Contact.id)))) == [7, 41, 42, 43]
    store.close()


def test_every_sequence_of_postgresql_goes_on(new_database: Callable[[str], str]) -> None:
    pair = Pair(new_database("sqlite"), new_database("postgresql"))
    fill(pair.source)
    pair.move()
    with connected(pair.target) as connection:
        found = connection.execute(text("SELECT sequencename, last_value FROM pg_sequences")).all()
    assert len(found) == sum(table.autoincrement_column is not None for table in TABLES)
    assert {last for _, last in found} == {FULL}


def test_the_sequences_of_empty_tables_begin_at_one(new_database: Callable[[str], str]) -> None:
    pair = Pair(new_database("sqlite"), new_database("postgresql"))
    pair.move()
    store = Store(pair.target)
    store.writing(lambda session: session.add(Contact(name="Fatou", created_at=SEPTEMBER)))
    assert store.reading(lambda session: list(session.exec(select(Contact.id)))) == [1]
    store.close()


def test_moving_again_changes_nothing(pair: Pair) -> None:
    assert pair.move().fresh
    before = all_of(pair.target)
    again = pair.move()
    assert not again.fresh
    assert again.rows == {table.name: 2 for table in TABLES}
    assert all_of(pair.target) == before


def test_a_source_that_moved_on_is_copied_anew(pair: Pair) -> None:
    pair.move()
    with connected(pair.source) as connection:
        changed(connection, "Rokia")
    assert pair.move().fresh
    assert all_of(pair.target) == all_of(pair.source)


def test_a_copy_that_was_used_is_never_replaced(pair: Pair) -> None:
    pair.move()
    store = Store(pair.target)
    store.writing(bookmarks.put, "heartbeat", "2026-10-05T08:00:00+00:00")
    store.close()
    with pytest.raises(MoveError, match="a servi depuis"):
        pair.move()


def test_large_sounds_do_not_fill_the_memory(new_database: Callable[[str], str]) -> None:
    pair = Pair(new_database("sqlite"), new_database("postgresql"))
    store = Store(pair.source)
    for number in range(60):
        store.writing(_sound, number)
    store.close()
    tracemalloc.start()
    pair.move()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000


def _sound(session: Session, number: int) -> None:
    received = Received(channel="telegram", provider_id=str(number), raw="{}", at=SEPTEMBER)
    session.add(received)
    session.flush()
    session.add(Recording(received_id=received.id or 0, remote="", sound=bytes(1_000_000)))
