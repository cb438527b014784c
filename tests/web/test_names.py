"""Which names the pages answer to: a site that points its own name at this machine reads nothing."""

import pytest
from httpx import AsyncClient

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGES = ["/", "/phones", "/phones.json", "/phones/board", "/phones/Fatou.json", "/clock.json", "/static/phones.js"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "name", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil", "", "["]
)
async def test_a_page_is_not_read_under_a_foreign_name(browser: AsyncClient, page: str, name: str) -> None:
    assert (await browser.get(page, headers={"Host": name})).status_code == 403


@pytest.mark.parametrize(
    "name", ["localhost:8000", "127.0.0.1", "[::1]:8000", "192.168.1.20:8000", "relais.example.org"]
)
async def test_a_page_opens_under_our_own_names(browser: AsyncClient, name: str) -> None:
    assert (await browser.get("/phones.json", headers={"Host": name})).status_code == 200


async def test_a_foreign_name_moves_no_clock_and_says_nothing(browser: AsyncClient) -> None:
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    for path, body in (("/clock", {"next": True}), ("/phones/Fatou/say", {"text": "oui"})):
        assert (await browser.post(path, json=body, headers=headers)).status_code == 403


@pytest.mark.parametrize("path", ["/webhooks/sms/", "/webhooks/telegram/", "/phones/", "/health/"])
async def test_nobody_is_sent_on_to_a_name_the_request_claims(browser: AsyncClient, path: str) -> None:
    answer = await browser.post(path)
    assert answer.status_code == 404
    assert "location" not in answer.headers
