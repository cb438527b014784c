"""The rehearsal page and what every answer carries."""

from datetime import timedelta

import pytest
from httpx import AsyncClient

from bot.web.app import web_app
from bot.web.relais import Planned
from tests.web.bench import MONDAY, Bench
from tests.web.browsers import browsing

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_the_page_is_french_and_fetches_nothing_from_elsewhere(browser: AsyncClient) -> None:
    page = (await browser.get("/phones")).text
    assert '<html lang="fr">' in page
    assert "Ce qui est prévu" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("file", ["base.css", "phones.css", "phones.js", "phone.js", "words.js", "relais.svg"])
async def test_its_files_are_served_and_checked_again(browser: AsyncClient, file: str) -> None:
    answer = await browser.get(f"/static/{file}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_front_door_leads_to_the_phones(browser: AsyncClient) -> None:
    answer = await browser.get("/")
    assert answer.headers["location"] == "/phones"


@pytest.mark.parametrize("path", ["/phones", "/phones.json", "/clock.json", "/health", "/metrics", "/nowhere"])
async def test_every_answer_is_dressed_for_the_weather(browser: AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


async def test_the_board_shows_every_phone_and_what_is_planned(bench: Bench, browser: AsyncClient) -> None:
    bench.plan = [Planned(MONDAY + timedelta(days=7), "F1 Fatou", "invitation", "peut partir")]
    board = (await browser.get("/phones/board")).json()
    assert board["planned"] == [
        {"at": "2026-10-12T10:00:00+02:00", "who": "F1 Fatou", "what": "invitation", "verdict": "peut partir"}
    ]
    marks = {phone["title"]: phone["marks"] for phone in board["phones"]}
    assert marks["Fatou"] == []
    assert marks["Awa et Ousmane"] == ["téléphone partagé"]
    assert marks["Leila"] == ["discret"]
    assert marks["Thierry"] == ["a dit STOP"]


async def test_the_version_changes_when_somebody_writes(browser: AsyncClient) -> None:
    before = (await browser.get("/phones/version")).json()["version"]
    assert (await browser.get("/phones/version")).json()["version"] == before
    await browser.post("/phones/Fatou/say", json={"text": "oui"})
    assert (await browser.get("/phones/version")).json()["version"] != before


@pytest.mark.parametrize("path", ["/", "/phones", "/phones.json", "/phones/Fatou.json", "/clock.json", "/phones/board"])
async def test_outside_a_rehearsal_there_are_no_phones_and_no_clock(bench: Bench, path: str) -> None:
    bench.rehearsal = False
    async with browsing(web_app(bench)) as browser:
        assert (await browser.get(path)).status_code == 404
        assert (await browser.post("/clock", json={"next": True})).status_code == 404
