"""A desk for each test, on a fresh database; on both engines for the story that is told on both."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session

from messages.engines import open_engines
from tests.console.desk import Desk


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Desk]:
    """Claire at her desk, on SQLite."""
    with _desk_on(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'relais.sqlite')}") as desk:
        yield desk


@pytest.fixture
def either_desk(database_url: str) -> Iterator[Desk]:
    """Claire at her desk, once on each engine."""
    with _desk_on(database_url) as desk:
        yield desk


@contextmanager
def _desk_on(url: str) -> Iterator[Desk]:
    engines = open_engines(url, 5.0)
    with Session(engines.writer) as session:
        yield Desk(session)
    engines.dispose()
