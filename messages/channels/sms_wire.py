"""The wire to Twilio: one request each, no retry, no redirect, and a body no larger than makes sense."""

import json
import logging
from typing import Any

import aiohttp
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from messages.channels.http import Pool, body_of

_REDIRECTS = 300


class RefusedError(Exception):
    """An answer other than success: its status, Twilio's own code, and the pause in seconds it asks for, if any."""

    def __init__(self, status: int, code: object, seconds: float | None) -> None:
        super().__init__(str(status))
        self.status = status
        self.code = code
        self.seconds = seconds


class SmsWire(AsyncHttpClient):  # type: ignore[misc]  # the library is not typed
    """Takes the place of the library's own client, whose retries would send an SMS again."""

    def __init__(self, root: str) -> None:
        super().__init__(logging.getLogger("twilio.wire"), True)
        self._pool = Pool(root)

    async def request(self, method: str, uri: str, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002
        """One request. Raises RefusedError, or aiohttp.ClientError or ValueError for no usable answer."""
        headers = kwargs["headers"] | {"Authorization": aiohttp.encode_basic_auth(*kwargs["auth"])}
        async with self._pool.session.request(
            method,
            uri,
            params=kwargs.get("params"),
            data=kwargs.get("data"),
            headers=headers,
            allow_redirects=False,
        ) as response:
            body = (await body_of(response)).decode("utf-8", "replace")
            if response.status >= _REDIRECTS:
                raise RefusedError(response.status, _code(body), _seconds(response.headers.get("Retry-After")))
            return Response(response.status, body, dict(response.headers))

    async def close(self) -> None:
        """Lets the connections go; the next request would open new ones."""
        await self._pool.close()


def _code(body: str) -> object:
    try:
        said = json.loads(body)
    except (RecursionError, ValueError):
        return None
    return said.get("code") if isinstance(said, dict) else None


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isascii() and header.isdecimal() else None
