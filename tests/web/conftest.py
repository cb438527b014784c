"""A bench with the invented cast, and a browser on it."""

from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from bot.demo import plant
from bot.web.app import web_app
from messages.store import Store
from tests.web.bench import MONDAY, Bench
from tests.web.browsers import browsing


@pytest.fixture
def bench(store: Store) -> Bench:
    """A rehearsal with the cast, on each database."""
    bench = Bench(store)
    store.writing(plant, bench.programme, MONDAY)
    return bench


@pytest.fixture
async def browser(bench: Bench) -> AsyncIterator[AsyncClient]:
    """Speaks to the bench's pages."""
    async with browsing(web_app(bench)) as client:
        yield client
