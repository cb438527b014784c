"""SMS through Twilio: sends once, hears by webhook, and can look up what became of a message."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from multidict import MultiDict
from twilio.base.exceptions import TwilioException
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from messages.channels.base import (
    Incoming,
    NotSent,
    Outcome,
    Outgoing,
    Receipt,
    Refusal,
    Rejected,
    UnavailableError,
    Unknown,
    UnreadableError,
    clean,
)
from messages.channels.forms import one, parse_form
from messages.channels.http import BROKEN, NEVER_LEFT
from messages.channels.quiet import hush
from messages.channels.sms_account import SmsAccount
from messages.channels.sms_codes import receipt, refusal
from messages.channels.sms_forms import as_webhook, kind_of
from messages.channels.sms_messages import SLACK, accepted, is_recent, receipt_of
from messages.channels.sms_wire import RefusedError, SmsWire
from messages.failures import EXPIRED, NO_CONNECTION, NO_OUTCOME
from messages.parts import straighten

STATUS_PATH = "/webhooks/sms/status"
OFFICIAL = "https://api.twilio.com"
_SHORTEST, _LONGEST = 60, 36_000
_ASKING = 20
_ATTEMPT = re.compile(r"[0-9a-f]{32}")
_UNFORESEEN = (
    *BROKEN,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TwilioException,
    TypeError,
    ValueError,
)

Answer = TypeVar("Answer")


class SmsChannel:
    """One sender of SMS."""

    medium = "sms"

    def __init__(self, account: SmsAccount) -> None:
        hush()
        self.sender = account.service or account.number
        self._account = account
        self._validator = RequestValidator(account.auth_token)
        self._wire = SmsWire(account.api_url or OFFICIAL)
        self._client = _client(account, self._wire)

    async def open(self) -> None:
        """Nothing to make ready: connections are made when needed."""

    async def close(self) -> None:
        """Lets the connections go."""
        await self._wire.close()

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
        """Sends once; without a message of Twilio's own naming in the answer, the outcome is unknown."""
        if outgoing.validity_seconds is not None and outgoing.validity_seconds < _SHORTEST:
            return NotSent(EXPIRED)
        fields = self._fields(outgoing)
        answer = await _tried(lambda: self._client.messages.create_async(**fields), seconds)
        return accepted(answer) if isinstance(answer, MessageInstance) else answer

    def read(self, raw: bytes) -> Incoming:
        """One SMS or one call, from the body of its webhook; an SMS also from `missed`. Raises UnreadableError, also
        for foreign ones."""
        form = parse_form(raw)
        if "CallSid" in form:
            return self._read_call(form)
        self._check_ours(form.get("AccountSid"), form.get("To"), form.get("MessagingServiceSid"))
        if "MessageStatus" in form:
            raise UnreadableError("a status, not a message")
        return Incoming(
            provider_id=one(form, "MessageSid"),
            medium=self.medium,
            kind=kind_of(form),
            address=one(form, "From"),
            text=clean(form.get("Body", "")),
            private=True,
            stop_handled=bool(form.get("OptOutType")),
        )

    def _read_call(self, form: MultiDict[str]) -> Incoming:
        """Somebody rang. The number she rang may be another of ours than the one that texts her."""
        self._check_ours(form.get("AccountSid"))
        ringing = form.get("Direction", "inbound") == "inbound" and form.get("From") != form.get("To")
        return Incoming(
            provider_id=one(form, "CallSid"),
            medium=self.medium,
            kind="call" if ringing else "other",
            address=one(form, "From"),
            private=True,
        )

    def read_receipt(self, raw: bytes, attempt: str | None) -> Receipt:
        """What became of a message, from a status webhook; `attempt` as in its address. Raises UnreadableError."""
        form = parse_form(raw)
        self._check_ours(form.get("AccountSid"))
        known = attempt if attempt and _ATTEMPT.fullmatch(attempt) else None
        return receipt(one(form, "MessageSid"), one(form, "MessageStatus"), form.get("ErrorCode"), known)

    def genuine(self, url: str, raw: bytes, header: str | None) -> bool:
        """Whether Twilio signed this for our account; `url` is the public one with its query, as configured there."""
        try:
            form = parse_form(raw)
            ours = form.getall("AccountSid", []) == [self._account.sid]
            return ours and bool(header) and bool(self._validator.validate(url, form, header))
        except ValueError:
            return False

    async def find(self, address: str, text: str, since: datetime) -> list[Receipt]:
        """Messages of ours with this text that Twilio made for this address since then. Raises UnavailableError.

        A freshly made one may not be listed yet: an empty answer proves nothing before two minutes have passed.
        """
        wanted = straighten(text)
        return [
            receipt_of(message)
            for message in await self._listed(to=address)
            if self._is_ours(message)
            and message.to == address
            and straighten(message.body or "") in ("", wanted)
            and is_recent(message, since)
        ]

    async def status(self, provider_id: str) -> Receipt | None:
        """What became of one message; None where Twilio does not know it any more. Raises UnavailableError."""

        async def fetched() -> MessageInstance | None:
            try:
                return await self._client.messages(provider_id).fetch_async()
            except RefusedError as error:
                if error.status != HTTPStatus.NOT_FOUND:
                    raise
                return None

        found = await _asked(fetched)
        return None if found is None else receipt_of(found)

    async def missed(self, since: datetime) -> list[bytes]:
        """SMS that arrived since then, oldest first, each as its webhook would have been. Raises UnavailableError."""
        listed = await self._listed(date_sent_after=since - SLACK)
        inbound = [message for message in reversed(listed) if message.direction == "inbound"]
        return [as_webhook(message) for message in inbound if is_recent(message, since)]

    async def balance(self) -> tuple[float, str]:
        """What is left on the account, and in which currency (ISO 4217). Raises UnavailableError."""
        answer = await _asked(lambda: self._client.balance.fetch_async())
        try:
            return float(answer.balance), str(answer.currency)
        except (TypeError, ValueError):
            raise UnavailableError(NO_OUTCOME) from None

    async def hooks(self) -> tuple[str, str] | None:
        """Where texts and calls to our number are handed over; None for a number that is not in this account.
        Raises UnavailableError."""
        ours = await _asked(lambda: self._client.incoming_phone_numbers.list_async(phone_number=self.sender, limit=1))
        return next(((str(one.sms_url or ""), str(one.voice_url or "")) for one in ours), None)

    def _fields(self, outgoing: Outgoing) -> dict[str, Any]:
        account = self._account
        fields: dict[str, Any] = {"to": outgoing.address, "body": clean(outgoing.text)}
        fields |= {"messaging_service_sid": account.service} if account.service else {"from_": account.number}
        if account.public_url:
            fields["status_callback"] = f"{account.public_url}{STATUS_PATH}?a={outgoing.attempt}"
        if outgoing.validity_seconds is not None:
            fields["validity_period"] = min(outgoing.validity_seconds, _LONGEST)
        return fields

    def _check_ours(self, account: str | None, to: str | None = None, service: str | None = None) -> None:
        """A number of a messaging service need not be known to us; a number of our own must be the one written to."""
        if account != self._account.sid:
            raise UnreadableError("another account")
        ours = self._account.number if self._account.number.startswith("+") else ""
        if to and ours and to != ours and not service:
            raise UnreadableError("another number")

    def _is_ours(self, message: MessageInstance) -> bool:
        sender = message.messaging_service_sid if self._account.service else message.from_
        return bool(message.direction == "outbound-api" and sender == self.sender)

    async def _listed(self, **filters: Any) -> list[MessageInstance]:
        """The newest first, each once, though a page may come twice."""
        listed = await _asked(lambda: self._client.messages.list_async(**filters, limit=1000, page_size=100))
        return list({message.sid: message for message in listed if message.sid}.values())


def _client(account: SmsAccount, wire: SmsWire) -> Client:
    """The library takes a region from the environment, which would bend our address: it is given none."""
    user, secret = (account.api_key, account.api_secret) if account.api_key else (account.sid, account.auth_token)
    client = Client(user, secret, account.sid, http_client=wire, environment={"TWILIO_REGION": ""})
    if account.api_url:
        client.api.base_url = account.api_url.rstrip("/")
    return client


async def _tried(call: Callable[[], Awaitable[Answer]], seconds: float) -> Answer | Refusal:
    try:
        async with asyncio.timeout(seconds):
            return await call()
    except NEVER_LEFT:
        return NotSent(NO_CONNECTION)
    except RefusedError as error:
        return refusal(error.status, error.code, error.seconds)
    except _UNFORESEEN:
        return Unknown(NO_OUTCOME)


async def _asked(call: Callable[[], Awaitable[Answer]]) -> Answer:
    answer = await _tried(call, _ASKING)
    if isinstance(answer, Rejected | NotSent | Unknown):
        raise UnavailableError(answer.failure, getattr(answer, "retry_after", None))
    return answer
