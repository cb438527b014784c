"""The wire to Telegram: one call each, every answer as it came, every refusal told by its cause."""

import asyncio
import json
import re
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData

from messages.channels.base import NotSent, Refusal, Rejected, UnavailableError, Unknown
from messages.channels.http import NEVER_LEFT, Pool, body_of
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
_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user_id_invalid", "chat_id is empty")


class TelegramWire:
    """One bot at the bare address `root` of a Bot API (empty: the official one)."""

    def __init__(self, token: str, root: str) -> None:
        root = (root or OFFICIAL).rstrip("/")
        self._files = f"{root}/file/bot{token}/"
        self._requests = Requests(root)
        self._bot = _Bot(
            token,
            base_url=f"{root}/bot",
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
            async with asyncio.timeout(seconds), self._requests.pool.session.get(self._files + path) as answer:
                return await _downloaded(answer, most)
        except (aiohttp.ClientError, *_UNFORESEEN):
            raise UnavailableError(NO_CONNECTION) from None


class _ThrottledError(TelegramError):
    """Telegram asks for a pause; nothing was done."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("throttled")
        self.seconds = seconds


class Requests(BaseRequest):
    """python-telegram-bot's own transport costs twenty times the work and saturates at a tenth of the pace.

    Says "throttled" for every 429, and believes no refusal that Telegram has not worded (a proxy's page).
    """

    def __init__(self, root: str) -> None:
        self.pool = Pool(root)

    @property
    def read_timeout(self) -> float | None:
        """The deadline is the caller's."""
        return None

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Let the connections go."""
        await self.pool.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """One request. Raises what aiohttp raises, or ValueError for a body too large."""
        fields = request_data.json_parameters if request_data else None
        async with self.pool.session.request(method, url, data=fields, allow_redirects=False) as answer:
            status, body = answer.status, await body_of(answer)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise _ThrottledError(_retry_after(body))
        if status >= HTTPStatus.BAD_REQUEST and not isinstance(_said(body).get("description"), str):
            raise TelegramError("not Telegram's words")
        return status, body


class _Bot(Bot):
    """Asks any method and gives the result unread, so that nothing odd in it is lost or fatal."""

    async def ask(self, method: str, data: dict[str, Any], seconds: float) -> Any:
        return await self._post(method, data, read_timeout=seconds)


async def _downloaded(answer: aiohttp.ClientResponse, most: int) -> bytes:
    if answer.status != HTTPStatus.OK:
        gone = answer.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
        raise UnavailableError(BAD_MESSAGE if gone else NO_OUTCOME)
    found = bytearray()
    async for piece in answer.content.iter_any():
        found += piece
        if len(found) > most:
            raise UnavailableError(BAD_MESSAGE)
    return bytes(found)


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
    if isinstance(error.__cause__, NEVER_LEFT):
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
