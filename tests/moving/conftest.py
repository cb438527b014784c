"""Two databases for a move."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.moving.move import Moved, move
from tests.faults.conftest import new_database as new_database
from tests.moving.filling import fill

PAIRS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite")]


@dataclass(frozen=True)
class Pair:
    """Where everything is, and where it goes: the first with a row in every table, the second empty."""

    source: str
    target: str

    def move(self) -> Moved:
        """Copy, as the command does."""
        return move(self.source, self.target, lambda _table: None)


@pytest.fixture(params=PAIRS, ids=lambda pair: "-to-".join(pair))
def pair(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Pair:
    """Once for each way to move."""
    source, target = map(new_database, request.param)
    fill(source)
    return Pair(source, target)
