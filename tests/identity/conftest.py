"""The village that every conversation test begins in."""

import pytest

from messages.store import Store
from tests.conversations.village import Village


@pytest.fixture
def village(store: Store) -> Village:
    """An empty village with its educator, on each database."""
    return Village(store)
