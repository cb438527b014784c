"""What every test may ask for: an empty environment, and a fresh migrated database on either engine."""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.migrations import upgrade
from messages.store import Store
from tests.postgres import NoPostgresError, Postgres

for name in list(os.environ):
    if name.startswith(("RELAIS_", "TELEGRAM_", "TWILIO_")):
        del os.environ[name]

TEMPLATE = "relais_template"
numbers = count(1)


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
    request.getfixturevalue("postgres_url")
    server: Postgres = request.getfixturevalue("postgres")
    name = f"relais_{next(numbers)}"
    yield server.create(name, TEMPLATE)
    server.drop(name)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on a fresh migrated database, once on each engine."""
    opened = Store(database_url)
    yield opened
    opened.close()
