"""The schema by migrations and the schema by models are the same, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.bench.postgres import Postgres
from bot.migrations import NewerSchemaError, upgrade, upgrade_on
from bot.tables import METADATA
from messages.engines import open_engines


def test_migrations_make_exactly_what_the_models_say(database_url: str) -> None:
    engines = open_engines(database_url, 5)
    with engines.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engines.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_migration_that_fails_half_way_leaves_nothing_behind(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = database_url.replace("relais.sqlite", "fresh.sqlite")
    monkeypatch.setattr("alembic.op.create_index", _breaks)
    with pytest.raises(RuntimeError):
        upgrade(fresh)
    engines = open_engines(fresh, 5)
    with engines.reader.connect() as connection:
        assert engines.reader.dialect.get_table_names(connection) == []
    engines.dispose()


def test_processes_that_start_together_migrate_one_after_the_other(postgres: Postgres) -> None:
    url = postgres.create("together")
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(upgrade, [url] * 3)) == [None] * 3


def _breaks(*_args: object, **_more: object) -> None:
    raise RuntimeError("interrupted")


def test_a_database_of_a_newer_relais_is_left_alone(database_url: str) -> None:
    engines = open_engines(database_url, 5)
    with engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(NewerSchemaError):
            upgrade_on(connection)
        connection.rollback()
    engines.dispose()
