"""Asking Telegram for news: what waited there while nobody ran is taken in before anything leaves."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from bot.polling import Poller
from bot.settings import Settings
from messages.channels.telegram import TelegramChannel
from tests.channels.provider import Provider
from tests.web.bench import BOT_TOKEN

CHAT = {"id": 5, "type": "private"}
STOP = {"update_id": 71, "message": {"message_id": 1, "date": 1790000000, "text": "STOP", "chat": CHAT}}


def result(value: Any) -> dict[str, Any]:
    return {"ok": True, "result": value}


def telegram(updates: list[Any]) -> Provider:
    """A Telegram at which these updates wait."""
    provider = Provider(status=200)
    provider.places = {"getMe": result({"username": "relais"}), "getUpdates": result(updates)}
    provider.places |= {"deleteWebhook": result(True), "setWebhook": result(True)}
    return provider


def settings(provider: Provider, **more: str) -> Settings:
    known = {"RELAIS_PUBLIC_URL": "https://relais.example.org", "RELAIS_DATA": "unused"}
    bot = {"TELEGRAM_BOT_TOKEN": BOT_TOKEN, "TELEGRAM_API_URL": provider.root}
    return Settings.load({**known, **bot, **more}, sending=False)


async def test_what_waited_at_telegram_is_taken_in_before_it_counts_as_heard() -> None:
    taken: list[tuple[str, bool]] = []
    async with telegram([STOP]) as provider:

        async def take_in(_channel: str, provider_id: str, _raw: str) -> bool:
            taken.append((provider_id, poller.caught_up.is_set()))
            provider.places["getUpdates"] = result([])
            return True

        channel = TelegramChannel(BOT_TOKEN, "", provider.root)
        poller = Poller(channel, settings(provider), take_in)
        running = asyncio.create_task(poller.run())
        async with asyncio.timeout(10):
            await poller.caught_up.wait()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await channel.close()
        waits = [one.fields.get("timeout", "0") for one in provider.asked if one.path.endswith("getUpdates")]
    assert taken == [("71", False)]
    assert waits[:2] == ["0", "0"]


async def test_where_telegram_knocks_by_itself_there_is_nothing_to_wait_for() -> None:
    async def take_in(*_: str) -> bool:
        pytest.fail("nothing is asked for")

    async with telegram([STOP]) as provider:
        channel = TelegramChannel(BOT_TOKEN, "secret", provider.root)
        poller = Poller(channel, settings(provider, TELEGRAM_WEBHOOK_SECRET="secret"), take_in)
        await poller.run()
        await channel.close()
    assert poller.caught_up.is_set()
