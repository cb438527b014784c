"""The office of Monday 5 October 2026, ten o'clock, on each database."""

import pytest

from messages.store import Store
from tests.cast import paris
from tests.office import Office


@pytest.fixture
def office(store: Store) -> Office:
    """Nobody is known yet and nothing is due."""
    return Office(store, paris("2026-10-05 10:00"))
