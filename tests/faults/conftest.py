"""Databases by the evening: as many fresh ones as a test asks for."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bot.bench.postgres import Postgres
from tests.conftest import TEMPLATE

numbers = count(1)


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Gives the url of a new migrated database on the engine that is named."""

    def make(engine: str) -> str:
        number = next(numbers)
        if engine == "sqlite":
            template = request.getfixturevalue("sqlite_template")
            return f"sqlite:///{shutil.copy(template, tmp_path / f'evening-{number}.sqlite')}"
        request.getfixturevalue("postgres_url")
        server: Postgres = request.getfixturevalue("postgres")
        return server.create(f"evening_{number}", TEMPLATE)

    return make
