"""The stage of every story, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Monday 5 October 2026, ten o'clock, nobody there yet but Claire."""
    async with stage(database_url, tmp_path) as set_up:
        yield set_up
