"""The libraries as they come, over our transport: what a bench holds our channels against."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from twilio.rest import Client

from messages.channels.sms_wire import SmsWire
from messages.channels.telegram_wire import Requests


@asynccontextmanager
async def bare_telegram(
    token: str, root: str
) -> AsyncIterator[Callable[[int, str, Mapping[str, str]], Awaitable[object]]]:
    """`Bot.send_message` to a chat, with buttons side by side given as label and data."""
    requests = Requests(root)
    bot = Bot(token, base_url=f"{root}/bot", request=requests, get_updates_request=requests)

    def send(chat: int, text: str, buttons: Mapping[str, str]) -> Awaitable[object]:
        keys = [InlineKeyboardButton(label, callback_data=data) for label, data in buttons.items()]
        alone = LinkPreviewOptions(is_disabled=True)
        return bot.send_message(chat, text, link_preview_options=alone, reply_markup=InlineKeyboardMarkup([keys]))

    yield send
    await requests.shutdown()


@asynccontextmanager
async def bare_twilio(sid: str, secret: str, root: str) -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    """`messages.create_async` with its own parameters."""
    wire = SmsWire(root)
    client = Client(sid, secret, sid, http_client=wire, environment={"TWILIO_REGION": ""})
    client.api.base_url = root
    yield client.messages.create_async
    await wire.close()
