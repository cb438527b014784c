"""Telegram at the door: the secret first, then written down as it came, whatever it is."""

import json

import pytest
from httpx import AsyncClient, Response

from bot.web.app import web_app
from tests.web.bench import BOT_TOKEN, PUBLIC, SECRET, Bench, kept
from tests.web.browsers import browsing

TELEGRAM = "/webhooks/telegram"


async def update_in(browser: AsyncClient, body: bytes, secret: str = SECRET) -> Response:
    return await browser.post(TELEGRAM, content=body, headers={"X-Telegram-Bot-Api-Secret-Token": secret})


async def test_an_update_is_written_down_as_it_came(bench: Bench, browser: AsyncClient) -> None:
    body = json.dumps({"update_id": 7, "message": {"text": "شكرا"}}).encode()
    assert (await update_in(browser, body)).status_code == 200
    assert bench.store.reading(kept) == [("telegram", "7", body.decode())]


@pytest.mark.parametrize("secret", ["", "invented_secre", "invented_secrett", "é"])
async def test_an_update_without_our_secret_is_refused(bench: Bench, browser: AsyncClient, secret: str) -> None:
    headers = [(b"X-Telegram-Bot-Api-Secret-Token", secret.encode())]
    assert (await browser.post(TELEGRAM, content=b'{"update_id": 1}', headers=headers)).status_code == 403
    assert (await browser.post(TELEGRAM, content=b'{"update_id": 1}')).status_code == 403
    assert bench.store.reading(kept) == []


async def test_a_secret_given_twice_is_refused(browser: AsyncClient) -> None:
    headers = [(b"X-Telegram-Bot-Api-Secret-Token", SECRET.encode())] * 2
    assert (await browser.post(TELEGRAM, content=b'{"update_id": 1}', headers=headers)).status_code == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"\xff\x00\xfe", b'{"update_id": "x"}', b'{"update_id": null}', b'{"update_id": -1}',
     b'{"update_id": true}', b'{"update_id": 9223372036854775808}', b'{"update_id": ' + b"9" * 5000 + b"}",
     b"[" * 100_000, b'{"a": "\\ud800"}'],
)  # fmt: skip
async def test_an_unreadable_update_with_our_secret_is_kept_under_its_digest(
    bench: Bench, browser: AsyncClient, body: bytes
) -> None:
    for _ in range(2):
        assert (await update_in(browser, body)).status_code == 200
    ((_, provider_id, _),) = bench.store.reading(kept)
    assert provider_id.startswith("sha256-")


async def test_an_update_too_large_to_be_one_is_refused(browser: AsyncClient) -> None:
    assert (await update_in(browser, b" " * (1024 * 1024 + 1))).status_code == 413


async def test_a_bot_that_asks_for_its_updates_has_no_door(bench: Bench) -> None:
    polling = Bench(bench.store, {"RELAIS_PUBLIC_URL": PUBLIC, "TELEGRAM_BOT_TOKEN": BOT_TOKEN})
    async with browsing(web_app(polling)) as browser:
        assert (await update_in(browser, b'{"update_id": 1}')).status_code == 404
