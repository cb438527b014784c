"""What every door checks before it reads: how much, how long, from where, and whether it is JSON at all."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

JSON_LIMIT = 64 * 1024
PATIENCE = 10.0
"""Seconds a sender has to hand over a whole body."""

_OURS = ("same-origin", "none")


async def capped_body(request: Request, limit: int) -> bytes:
    """The raw body; HTTPException 413 beyond `limit` bytes, 408 when it does not arrive in time."""
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise HTTPException(413, "C’est trop long pour être lu.")
    except TimeoutError:
        raise HTTPException(408, "La suite n’est pas arrivée à temps.") from None
    return bytes(body)


async def json_object(request: Request) -> dict[str, Any]:
    """The JSON object of the body; HTTPException 400 when it is anything else."""
    body = await capped_body(request, JSON_LIMIT)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, "Ce n’est pas du JSON lisible.") from None
    if not isinstance(value, dict):
        raise HTTPException(400, "Il faut un objet JSON, entre accolades.")
    return value


def from_here(request: Request) -> None:
    """Refuse (403) what another site makes a browser send."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "none") not in _OURS or (
        origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    ):
        raise HTTPException(403, "Cette page ne répond qu’à elle-même.")
