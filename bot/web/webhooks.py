"""Where Telegram and Twilio knock: proof first, then written down, then acknowledged."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable
from typing import Protocol, runtime_checkable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.errors import DatabaseBusyError
from bot.web.guards import capped_body
from bot.web.relais import Relais
from messages.channels.base import Channel, Receipt, UnreadableError

log = logging.getLogger(__name__)

TELEGRAM, SMS = "telegram", "sms"
UPDATE_LIMIT = 1024 * 1024
FORM_LIMIT = 64 * 1024
"""Bytes of a body at most."""
COMMITTED_WITHIN = 4.0
"""Seconds a provider is kept waiting for our database; it comes again, and the same thing has one effect."""

_FORM = "application/x-www-form-urlencoded"
_IDS_BELOW = 2**63
_TWIML = "<Response/>"
_BUSY = '<Response><Reject reason="busy"/></Response>'
"""Saying something would take the call, and her credit with it; a refused call costs her nothing."""


@runtime_checkable
class SecretChannel(Channel, Protocol):
    """A channel whose webhooks carry a secret of ours."""

    def genuine(self, header: str | None) -> bool:
        """Whether the header is our secret."""


@runtime_checkable
class SignedChannel(Channel, Protocol):
    """A channel whose webhooks are signed forms, and which hears what became of its messages."""

    def genuine(self, url: str, raw: bytes, header: str | None) -> bool:
        """Whether the provider signed this body for this public address, and for our account."""

    def read_receipt(self, raw: bytes, attempt: str | None) -> Receipt:
        """What became of a message; raises UnreadableError."""


def webhook_routes(relais: Relais) -> list[Route]:
    """`/webhooks/telegram`, `/webhooks/sms`, `/webhooks/voice` and `/webhooks/sms/status`; POST only."""
    doors = _Doors(relais)
    return [
        Route("/webhooks/telegram", doors.telegram, methods=["POST"]),
        Route("/webhooks/sms", doors.sms, methods=["POST"]),
        Route("/webhooks/voice", doors.voice, methods=["POST"]),
        Route("/webhooks/sms/status", doors.status, methods=["POST"]),
    ]


class _Doors:
    def __init__(self, relais: Relais) -> None:
        self._relais = relais
        by_sms = relais.channels.get(SMS) if relais.settings.twilio else None
        self._by_sms = by_sms if isinstance(by_sms, SignedChannel) else None

    async def telegram(self, request: Request) -> Response:
        settings = self._relais.settings.telegram
        channel = self._relais.channels.get(TELEGRAM)
        if settings is None or not settings.webhook_secret or not isinstance(channel, SecretChannel):
            raise HTTPException(404)
        if not channel.genuine(_only(request, "x-telegram-bot-api-secret-token")):
            raise HTTPException(403)
        raw = await capped_body(request, UPDATE_LIMIT)
        await committed(self._relais.take_in(TELEGRAM, update_id(raw), _storable(raw)))
        return Response()

    async def sms(self, request: Request) -> Response:
        channel, raw = await self._signed(request)
        await committed(self._relais.take_in(SMS, _message_id(channel, raw), _storable(raw)))
        return Response(_TWIML, media_type="text/xml")

    async def voice(self, request: Request) -> Response:
        channel, raw = await self._signed(request)
        await committed(self._relais.take_in(SMS, _message_id(channel, raw), _storable(raw)))
        return Response(_BUSY, media_type="text/xml")

    async def status(self, request: Request) -> Response:
        channel, raw = await self._signed(request)
        try:
            receipt = channel.read_receipt(raw, request.query_params.get("a"))
        except UnreadableError:
            log.warning("A status could not be read", extra={"action": "status_unreadable"})
            return Response(status_code=204)
        await committed(self._relais.settle_receipt(receipt))
        return Response(status_code=204)

    async def _signed(self, request: Request) -> tuple[SignedChannel, bytes]:
        channel = self._by_sms
        if channel is None:
            raise HTTPException(404)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise HTTPException(415)
        raw = await capped_body(request, FORM_LIMIT)
        if not channel.genuine(self._public(request), raw, _only(request, "x-twilio-signature")):
            raise HTTPException(403)
        return channel, raw

    def _public(self, request: Request) -> str:
        """The address the provider was told, never what the request claims: that is what it signs."""
        query = request.scope["query_string"]
        path: bytes = request.scope["raw_path"] + (b"?" + query if query else b"")
        return self._relais.settings.public_url + path.decode("latin-1")


async def committed(work: Awaitable[object], seconds: float = COMMITTED_WITHIN) -> None:
    """Wait for a commit; DatabaseBusyError when it takes too long, and it may still happen then."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        raise DatabaseBusyError from None


def _only(request: Request, header: str) -> str | None:
    """The header where it stands exactly once."""
    values = request.headers.getlist(header)
    return values[0] if len(values) == 1 else None


def update_id(raw: bytes) -> str:
    """Telegram's number of an update, or a digest of the body where it has no usable one."""
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        return _digest(raw)
    number = update.get("update_id") if isinstance(update, dict) else None
    usable = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _IDS_BELOW
    return str(number) if usable else _digest(raw)


def _message_id(channel: SignedChannel, raw: bytes) -> str:
    try:
        return channel.read(raw).provider_id
    except UnreadableError:
        return _digest(raw)


def _digest(raw: bytes) -> str:
    """A name for what names itself badly: the same body again is still the same thing."""
    return f"sha256-{hashlib.sha256(raw).hexdigest()}"


def _storable(raw: bytes) -> str:
    """As text that every database takes."""
    return raw.decode("utf-8", "backslashreplace").replace("\x00", "\\x00")
