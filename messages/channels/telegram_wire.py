"""The wire to Telegram: one call each, every answer as it came, every refusal told by its cause."""

import asyncio
import json
import re
from typing import Any

import httpx
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from messages.channels.base import NotSent, Refusal, Rejected, UnavailableError, Unknown
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

_PATH = re.compile(r"[\w./-]{1,300}", re.ASCII)
OFFICIAL = "https://api.telegram.org"
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user_id_invalid", "chat_id is empty")


class TelegramWire:
    """One bot at the bare address `root` of a Bot API (empty: the official one)."""

    def __init__(self, token: str, root: str) -> None:
        self._files = f"{(root or OFFICIAL).rstrip('/')}/file/bot{token}/"
        self._requests = _Requests(connection_pool_size=64, read_timeout=20, write_timeout=20)
        self._bot = _Bot(
            token,
            base_url=f"{(root or OFFICIAL).rstrip('/')}/bot",
            request=self._requests,
            get_updates_request=self._requests,
        )

    async def open(self) -> None:
        """Makes calls possible, again if it was closed; asks nothing."""
        await self._requests.initialize()

    async def close(self) -> None:
        """Lets the connections go."""
        await self._requests.shutdown()

    async def ask(self, method: str, data: dict[str, Any], seconds: float) -> Any | Refusal:
        """The result as JSON, or what is known of a call that gave none."""
        try:
            async with asyncio.timeout(seconds):
                return await self._bot.ask(method, data, seconds)
        except TelegramError as error:
            return _refusal(error)
        except _UNFORESEEN:
            return Unknown(NO_OUTCOME)

    async def download(self, path: str, most: int, seconds: float) -> bytes:
        """The file that `getFile` has named, at most `most` bytes. Its address holds the token: it is told to nobody.

        Raises UnavailableError, with BAD_MESSAGE for what is not to be had.
        """
        if not _PATH.fullmatch(path) or ".." in path:
            raise UnavailableError(BAD_MESSAGE)
        try:
            async with asyncio.timeout(seconds), httpx.AsyncClient() as client:
                return await _download(client, self._files + path, most)
        except (httpx.HTTPError, httpx.InvalidURL, *_UNFORESEEN):
            raise UnavailableError(NO_CONNECTION) from None


class _ThrottledError(TelegramError):
    """Telegram asks for a pause; nothing was done."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("throttled")
        self.seconds = seconds


class _Requests(HTTPXRequest):
    """Says "throttled" for every 429, and believes no refusal that Telegram has not worded (a proxy's page)."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **kwargs)
        if status == httpx.codes.TOO_MANY_REQUESTS:
            raise _ThrottledError(_retry_after(body))
        if status >= httpx.codes.BAD_REQUEST and not isinstance(_said(body).get("description"), str):
            raise TelegramError("not Telegram's words")
        return status, body


class _Bot(Bot):
    """Asks any method and gives the result unread, so that nothing odd in it is lost or fatal."""

    async def ask(self, method: str, data: dict[str, Any], seconds: float) -> Any:
        return await self._post(method, data, read_timeout=seconds)


async def _download(client: httpx.AsyncClient, url: str, most: int) -> bytes:
    found = bytearray()
    async with client.stream("GET", url) as answer:
        if answer.status_code != httpx.codes.OK:
            raise UnavailableError(_no_file(answer.status_code))
        async for piece in answer.aiter_bytes():
            found += piece
            if len(found) > most:
                raise UnavailableError(BAD_MESSAGE)
    return bytes(found)


def _no_file(status: int) -> Failure:
    gone = status in (httpx.codes.BAD_REQUEST, httpx.codes.NOT_FOUND, httpx.codes.GONE)
    return BAD_MESSAGE if gone else NO_OUTCOME


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


def _refusal(error: TelegramError) -> Refusal:
    if isinstance(error, _ThrottledError):
        return NotSent(THROTTLED, error.seconds)
    if isinstance(error.__cause__, _NEVER_LEFT):
        return NotSent(NO_CONNECTION)
    failure = _failure(error)
    if failure is None:
        return Unknown(NO_OUTCOME)
    return NotSent(failure) if failure.stops_channel else Rejected(failure, type(error).__name__)


def _failure(error: TelegramError) -> Failure | None:
    """Why Telegram said no; None when it did not say so. BadRequest is no kind of NetworkError to us."""
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
