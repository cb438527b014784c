"""How Telegram's news reaches us: it is told where to knock, or asked again and again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.settings import Settings
from bot.web.webhooks import update_id
from messages.channels.base import UnavailableError
from messages.channels.telegram import TelegramChannel
from messages.failures import SECOND_READER

log = logging.getLogger(__name__)

WEBHOOK_PATH = "/webhooks/telegram"
PATIENCE, REST = 25, 3.0
"""Seconds a question may wait for news, and after an error."""

TakeIn = Callable[[str, str, str], Awaitable[bool]]


class Poller:
    """Sets the webhook where one is configured, else polls for ever."""

    def __init__(self, channel: TelegramChannel, settings: Settings, take_in: TakeIn) -> None:
        self._channel, self._settings, self._take_in = channel, settings, take_in
        self.caught_up = asyncio.Event()
        """Set once everything that waited at Telegram is written down; where Telegram knocks by itself, at once."""

    async def run(self) -> None:
        """Returns once the webhook is set; never while polling. Errors are logged and tried again."""
        while not await self._tried(self._begin):
            pass
        if self._webhook:
            self.caught_up.set()
            return
        offset: int | None = None
        while True:
            offset = await self._round(offset)

    @property
    def _webhook(self) -> bool:
        return self._settings.telegram is not None and bool(self._settings.telegram.webhook_secret)

    async def _begin(self) -> None:
        await self._channel.me()
        if self._webhook:
            assert self._settings.telegram is not None
            url = self._settings.public_url + WEBHOOK_PATH
            await self._channel.set_webhook(url, self._settings.telegram.webhook_secret)
        else:
            await self._channel.delete_webhook()

    async def _round(self, offset: int | None) -> int | None:
        """One question. The next offset acknowledges what is committed, and nothing else."""
        updates: list[bytes] = []

        async def ask() -> None:
            updates.extend(await self._channel.poll(offset, PATIENCE if self.caught_up.is_set() else 0))

        answered = await self._tried(ask)
        for raw in updates:
            number = update_id(raw)
            await self._take_in("telegram", number, raw.decode())
            if number.isdecimal():
                offset = int(number) + 1
        if answered and not updates:
            self.caught_up.set()
        return offset

    async def _tried(self, ask: Callable[[], Awaitable[None]]) -> bool:
        try:
            await ask()
        except UnavailableError as error:
            level = logging.ERROR if error.failure is SECOND_READER else logging.WARNING
            log.log(level, "Telegram could not be asked", extra={"action": "telegram_away", "why": error.failure.name})
            await asyncio.sleep(error.retry_after or REST)
            return False
        return True
