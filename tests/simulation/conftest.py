"""One database for all histories of a test process."""

import pytest

from tests.simulation.history import Base, base


@pytest.fixture(scope="session")
def database() -> Base:
    """Restored by every history before it begins."""
    return base()
