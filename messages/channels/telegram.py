"""Telegram: a bot that writes to one person at a time, with buttons, and hears by webhook or by asking."""

import hmac
import json
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from messages.channels.base import (
    Accepted,
    Button,
    Incoming,
    NotSent,
    Outcome,
    Outgoing,
    Rejected,
    UnavailableError,
    Unknown,
    clean,
)
from messages.channels.quiet import hush
from messages.channels.telegram_wire import TelegramWire
from messages.channels.updates import read_update
from messages.failures import CHAT_GONE, NO_OUTCOME

UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_ROW = 24
_SHORT = 10
_DOWNLOAD = 60


class TelegramChannel:
    """One bot. `root` is the bare address of the Bot API (empty: the official one); `secret` marks its webhooks."""

    medium = "telegram"

    def __init__(self, token: str, secret: str = "", root: str = "") -> None:
        hush()
        self._secret = secret
        self._name = ""
        self._wire = TelegramWire(token, root)

    async def open(self) -> None:
        """Makes ready; Telegram is not asked anything."""
        await self._wire.open()

    async def close(self) -> None:
        """Lets the connections go."""
        await self._wire.close()

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
        """Sends the text as it is, never formatted."""
        if not outgoing.address.removeprefix("-").isdecimal():
            return Rejected(CHAT_GONE)
        answer = await self._wire.ask("sendMessage", _message(outgoing), seconds)
        return answer if isinstance(answer, Rejected | NotSent | Unknown) else _accepted(answer)

    def read(self, raw: bytes) -> Incoming:
        """One update, from the webhook or from `poll`. Raises UnreadableError."""
        return read_update(raw, self._name)

    def genuine(self, header: str | None) -> bool:
        """Whether a webhook carries our secret."""
        given = (header or "").encode("utf-8", "surrogatepass")
        return bool(self._secret) and hmac.compare_digest(given, self._secret.encode())

    async def me(self) -> str:
        """The bot's name, for links. Raises UnavailableError."""
        answer = await self._ask("getMe", {}, _SHORT)
        if not (isinstance(answer, dict) and isinstance(answer.get("username"), str)):
            raise UnavailableError(NO_OUTCOME)
        self._name = answer["username"]
        return self._name

    async def poll(self, offset: int | None, seconds: int) -> list[bytes]:
        """Updates from `offset` on, each raw, waiting up to `seconds` for one. Raises UnavailableError."""
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": UPDATES}
        updates = await self._ask("getUpdates", asked, seconds + _SHORT)
        if not isinstance(updates, list):
            raise UnavailableError(NO_OUTCOME)
        return [json.dumps(update).encode() for update in updates]

    async def answer_press(self, callback_id: str) -> bool:
        """Stops the little clock on a pressed button; False if it was too late, which harms nobody."""
        answer = await self._wire.ask("answerCallbackQuery", {"callback_query_id": callback_id}, _SHORT)
        return answer is True

    async def webhook(self) -> dict[str, Any]:
        """Where updates are sent and what became of the last ones (Bot API `WebhookInfo`). Raises UnavailableError."""
        answer = await self._ask("getWebhookInfo", {}, _SHORT)
        if not isinstance(answer, dict):
            raise UnavailableError(NO_OUTCOME)
        return answer

    async def sound(self, remote: str, most: int) -> bytes:
        """The bytes of a file, at most `most`. Raises UnavailableError, with BAD_MESSAGE for what is not to be had."""
        file = await self._ask("getFile", {"file_id": remote}, _SHORT)
        path = file.get("file_path") if isinstance(file, dict) else None
        if not isinstance(path, str):
            raise UnavailableError(NO_OUTCOME)
        return await self._wire.download(path, most, _DOWNLOAD)

    async def set_webhook(self, url: str, secret: str) -> None:
        """Has updates sent to `url`; those that wait are kept. Raises UnavailableError."""
        await self._ask("setWebhook", {"url": url, "secret_token": secret, "allowed_updates": UPDATES}, _SHORT)

    async def delete_webhook(self) -> None:
        """Has updates wait for `poll`; those that wait are kept. Raises UnavailableError."""
        await self._ask("deleteWebhook", {}, _SHORT)

    async def _ask(self, method: str, data: dict[str, Any], seconds: float) -> Any:
        answer = await self._wire.ask(method, data, seconds)
        if isinstance(answer, Rejected | NotSent | Unknown):
            raise UnavailableError(answer.failure, getattr(answer, "retry_after", None))
        return answer


def _accepted(answer: Any) -> Outcome:
    message_id = answer.get("message_id") if isinstance(answer, dict) else None
    return Accepted(str(message_id)) if isinstance(message_id, int) and message_id > 0 else Unknown(NO_OUTCOME)


def _message(outgoing: Outgoing) -> dict[str, Any]:
    return {
        "chat_id": int(outgoing.address),
        "text": clean(outgoing.text),
        "link_preview_options": {"is_disabled": True},
        "reply_markup": _keys(outgoing),
    }


def _keys(outgoing: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if not outgoing.buttons:
        return None
    if outgoing.keyboard == "ask_contact":
        first, *others = outgoing.buttons
        keys = [KeyboardButton(first.label, request_contact=True), *(KeyboardButton(b.label) for b in others)]
        return ReplyKeyboardMarkup([[key] for key in keys], resize_keyboard=True, one_time_keyboard=True)
    return InlineKeyboardMarkup(_rows(outgoing.buttons))


def _rows(buttons: tuple[Button, ...]) -> list[list[InlineKeyboardButton]]:
    """Short labels side by side, long ones below each other."""
    keys = [InlineKeyboardButton(button.label, callback_data=button.data) for button in buttons]
    return [keys] if sum(len(button.label) for button in buttons) <= _ROW else [[key] for key in keys]
