"""What every test may ask for: an empty environment, and a fresh migrated database on either engine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bench.postgres import NoPostgresError, Postgres
from bot.migrations import upgrade
from bot.tables import METADATA
from messages.store import Store

for name in list(os.environ):
    if name.startswith(("RELAIS_", "TELEGRAM_", "TWILIO_")):
        del os.environ[name]

TEMPLATE, USED = "relais_template", "relais"
TABLES = list(METADATA.tables)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One running PostgreSQL for this process of the session; skips, saying why, where none can start."""
    try:
        server = Postgres.start()
    except NoPostgresError as why:
        pytest.skip(f"PostgreSQL cannot start here: {why}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """A migrated database that nobody writes to: tests get copies of it."""
    url = postgres.create(TEMPLATE)
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def postgres_used_url(postgres_url: str, postgres: Postgres) -> str:
    """The database that tests use one after the other, emptied before each."""
    return postgres.create(USED, TEMPLATE)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that nobody writes to: tests get copies of it."""
    path = tmp_path_factory.mktemp("template") / "relais.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh migrated database, once on each engine.

    For one engine only: `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
    """
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "relais.sqlite")
        yield f"sqlite:///{copy}"
        return
    url = request.getfixturevalue("postgres_used_url")
    server: Postgres = request.getfixturevalue("postgres")
    server.empty(USED, TABLES)
    yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on a fresh migrated database, once on each engine."""
    opened = Store(database_url)
    yield opened
    opened.close()
