"""The rehearsal's clock: it tells, it moves forward, and it explains what it will not do."""

from datetime import timedelta

import pytest
from httpx import AsyncClient

from bot.web.relais import Next
from tests.web.bench import MONDAY, Bench

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_the_clock_tells_local_time_and_what_comes_next(bench: Bench, browser: AsyncClient) -> None:
    bench.next = Next(MONDAY + timedelta(hours=8), "invitation à F1 Fatou")
    assert (await browser.get("/clock.json")).json() == {
        "now": "2026-10-05T10:00:00+02:00",
        "next": {"at": "2026-10-05T18:00:00+02:00", "what": "invitation à F1 Fatou"},
    }


async def test_without_anything_planned_nothing_is_next(browser: AsyncClient) -> None:
    assert (await browser.get("/clock.json")).json()["next"] is None


async def test_the_clock_moves_to_the_next_thing(bench: Bench, browser: AsyncClient) -> None:
    bench.next = Next(MONDAY + timedelta(days=1), "rappel à F2 Sandrine")
    assert (await browser.post("/clock", json={"next": True})).json()["now"] == "2026-10-06T10:00:00+02:00"


@pytest.mark.parametrize(
    ("to", "now"),
    [
        ("2026-10-20T14:00", "2026-10-20T14:00:00+02:00"),
        ("2026-10-20T12:00:00Z", "2026-10-20T14:00:00+02:00"),
        ("2026-11-02T09:00:00+01:00", "2026-11-02T09:00:00+01:00"),
    ],
)
async def test_the_clock_moves_to_a_moment_local_where_no_offset_is_given(
    browser: AsyncClient, to: str, now: str
) -> None:
    assert (await browser.post("/clock", json={"to": to})).json()["now"] == now


@pytest.mark.parametrize(
    "wanted",
    [{}, {"to": "demain"}, {"to": 5}, {"to": None}, {"to": ""}, {"next": False}, {"next": True},
     {"to": "2026-10-05T09:59"}, {"to": "9999-12-31T23:59:59-14:00"}, {"to": "0001-01-01T00:00:00+14:00"},
     {"to": "2126-01-01T00:00"}],
)  # fmt: skip
async def test_what_the_clock_will_not_do_it_explains(browser: AsyncClient, wanted: dict[str, object]) -> None:
    answer = await browser.post("/clock", json=wanted)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert (await browser.get("/clock.json")).json()["now"] == "2026-10-05T10:00:00+02:00"


async def test_another_site_cannot_move_the_clock(browser: AsyncClient) -> None:
    answer = await browser.post("/clock", json={"next": True}, headers={"Origin": "null"})
    assert answer.status_code == 403
