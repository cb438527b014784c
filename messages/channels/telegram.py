"""Telegram: a bot that writes to one person at a time, with buttons, and hears by webhook or by asking."""

import asyncio
import hmac
import json
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)
from telegram.request import BaseRequest, HTTPXRequest

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
from messages.channels.updates import read_update
from messages.failures import (
    BAD_MESSAGE,
    BLOCKED,
    CHAT_GONE,
    CREDENTIALS,
    DEACTIVATED,
    NO_CONNECTION,
    NO_OUTCOME,
    NOT_STARTED,
    SECOND_READER,
    THROTTLED,
    Failure,
)

OFFICIAL = "https://api.telegram.org"
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_ROW = 24
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user_id_invalid", "chat_id is empty")


class TelegramChannel:
    """One bot. `root` is the bare address of the Bot API; `secret` the one its webhooks carry."""

    medium = "telegram"

    def __init__(self, token: str, secret: str = "", root: str = "") -> None:
        hush()
        self.sender = token.partition(":")[0]
        self._secret = secret
        self._name = ""
        self._wire = _Wire(connection_pool_size=64, read_timeout=20, write_timeout=20)
        self._bot = _Bot(token, (root or OFFICIAL).rstrip("/"), self._wire)

    async def open(self) -> None:
        """Makes ready; Telegram is not asked anything."""
        await self._wire.initialize()

    async def close(self) -> None:
        """Lets the connections go."""
        await self._wire.shutdown()

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
        """Sends the text as it is, never formatted; what refused it is told by its cause."""
        if not outgoing.address.removeprefix("-").isdecimal():
            return Rejected(CHAT_GONE)
        try:
            result = await self._bot.ask("sendMessage", _message(outgoing), seconds)
            return Accepted(str(int(result["message_id"])))
        except TelegramError as error:
            return _outcome(error)
        except _UNFORESEEN:
            return Unknown(NO_OUTCOME)

    def read(self, raw: bytes) -> Incoming:
        """One update, from the webhook or from `poll`. Raises UnreadableError."""
        return read_update(raw, self._name)

    def genuine(self, header: str | None) -> bool:
        """Whether a webhook carries our secret."""
        given = (header or "").encode("utf-8", "surrogatepass")
        return bool(self._secret) and hmac.compare_digest(given, self._secret.encode())

    async def me(self) -> str:
        """The bot's name, for links. Raises UnavailableError."""
        answer = await self._ask("getMe", {}, 10)
        self._name = answer.get("username", "") if isinstance(answer, dict) else ""
        return self._name

    async def poll(self, offset: int | None, seconds: int) -> list[bytes]:
        """Updates from `offset` on, each raw, waiting up to `seconds` for one. Raises UnavailableError."""
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": UPDATES}
        updates = await self._ask("getUpdates", asked, seconds + 10)
        if not isinstance(updates, list):
            raise UnavailableError(NO_OUTCOME)
        return [json.dumps(update).encode() for update in updates]

    async def answer_press(self, callback_id: str) -> bool:
        """Stops the little clock on a pressed button; False if it was too late, which harms nobody."""
        try:
            return bool(await self._ask("answerCallbackQuery", {"callback_query_id": callback_id}, 5))
        except UnavailableError:
            return False

    async def set_webhook(self, url: str, secret: str) -> None:
        """Has updates sent to `url`; those that wait are kept. Raises UnavailableError."""
        await self._ask("setWebhook", {"url": url, "secret_token": secret, "allowed_updates": UPDATES}, 10)

    async def delete_webhook(self) -> None:
        """Has updates wait for `poll`; those that wait are kept. Raises UnavailableError."""
        await self._ask("deleteWebhook", {}, 10)

    async def _ask(self, method: str, data: dict[str, Any], seconds: float) -> Any:
        try:
            return await self._bot.ask(method, data, seconds)
        except TelegramError as error:
            refused: Rejected | NotSent | Unknown = _outcome(error)
        except _UNFORESEEN:
            refused = Unknown(NO_OUTCOME)
        raise UnavailableError(refused.failure, getattr(refused, "retry_after", None))


class _ThrottledError(TelegramError):
    """Telegram asks for a pause; nothing was done."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("throttled")
        self.seconds = seconds


class _Wire(HTTPXRequest):
    """Says "throttled" for every 429, and believes no refusal that Telegram has not worded (a proxy's page)."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **kwargs)
        if status == httpx.codes.TOO_MANY_REQUESTS:
            raise _ThrottledError(_retry_after(body))
        if status >= httpx.codes.BAD_REQUEST and not isinstance(_said(body).get("description"), str):
            raise TelegramError("not Telegram's words")
        return status, body


class _Bot(Bot):
    """Asks any method and gives the answer as it came, so that nothing odd in it is lost or fatal."""

    def __init__(self, token: str, root: str, wire: BaseRequest) -> None:
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=wire,
            get_updates_request=wire,
        )

    async def ask(self, method: str, data: dict[str, Any], seconds: float) -> Any:
        async with asyncio.timeout(seconds):
            return await self._post(method, data, read_timeout=seconds)


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


def _said(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (RecursionError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _retry_after(body: bytes) -> float | None:
    try:
        return float(_said(body)["parameters"]["retry_after"])
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None


def _outcome(error: TelegramError) -> Rejected | NotSent | Unknown:
    if isinstance(error, _ThrottledError):
        return NotSent(THROTTLED, error.seconds)
    if isinstance(error.__cause__, _NEVER_LEFT):
        return NotSent(NO_CONNECTION)
    failure = _refusal(error)
    if failure is None:
        return Unknown(NO_OUTCOME)
    return NotSent(failure) if failure.stops_channel else Rejected(failure, type(error).__name__)


def _refusal(error: TelegramError) -> Failure | None:
    """Why Telegram said no; None when it did not say so."""
    words = error.message.casefold()
    if isinstance(error, InvalidToken):
        return CREDENTIALS
    if isinstance(error, Conflict):
        return SECOND_READER
    if isinstance(error, Forbidden):
        return _forbidden(words)
    if isinstance(error, ChatMigrated):
        return CHAT_GONE
    if isinstance(error, BadRequest):
        return CHAT_GONE if any(phrase in words for phrase in _GONE) else BAD_MESSAGE
    return None


def _forbidden(words: str) -> Failure:
    if "blocked by the user" in words:
        return BLOCKED
    if "deactivated" in words:
        return DEACTIVATED
    return NOT_STARTED if "initiate" in words else CHAT_GONE
