"""Each channel with what its provider would say in the cases that all providers know."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from messages.channels.base import Channel, Outgoing
from messages.channels.rehearsal import RehearsalChannel
from messages.channels.sms import SmsChannel
from messages.channels.sms_account import SmsAccount
from messages.channels.telegram import TelegramChannel
from tests.channels.provider import Provider, sms_error, telegram_error

ACCOUNT = "AC" + "0" * 32
SID = "SM" + "a" * 32
NUMBER, FATOU = "+33939980000", "+33639980011"
SMS = SmsAccount(sid=ACCOUNT, auth_token="secret", number=NUMBER, public_url="https://relais.example.org")

Answer = tuple[int, object]


@dataclass(frozen=True)
class Door:
    """A channel under test. `cases` are the provider's answers by name, `said` the raw form of "oui" from there."""

    channel: Channel
    address: str
    said: bytes
    provider: Provider | None
    cases: dict[str, Answer]


def outgoing(address: str, **more: Any) -> Outgoing:
    given = {"text": "Bonjour Fatou, à mardi ?"}
    return Outgoing(attempt="0" * 31 + "1", address=address, **given | more)


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[Door]:
    async with AsyncExitStack() as stack:
        provider = await stack.enter_async_context(Provider()) if "rehearsal" not in name else None
        door = DOORS[name](provider)
        await door.channel.open()
        stack.push_async_callback(door.channel.close)
        yield door


def telegram(provider: Provider) -> Door:
    cases: dict[str, Answer] = {
        "accepted": (200, {"ok": True, "result": {"message_id": 7}}),
        "gone": (403, telegram_error("Forbidden: bot was blocked by the user")),
        "throttled": (429, telegram_error("Too Many Requests: retry after 3", retry_after=3)),
        "our mistake": (400, telegram_error("Bad Request: BUTTON_DATA_INVALID")),
        "credentials": (401, telegram_error("Unauthorized")),
        "nothing named": (200, {"ok": True, "result": {}}),
    }
    update = {
        "update_id": 12,
        "message": {
            "message_id": 3,
            "date": 1790000000,
            "chat": {"id": 1001, "type": "private"},
            "from": {"id": 1001, "is_bot": False, "language_code": "fr"},
            "text": "oui",
        },
    }
    channel = TelegramChannel("123456789:token", "hush-hush", provider.root)
    return Door(channel, "1001", json.dumps(update).encode(), provider, cases)


def sms(provider: Provider) -> Door:
    cases: dict[str, Answer] = {
        "accepted": (201, {"sid": SID, "status": "queued", "num_segments": "1", "account_sid": ACCOUNT}),
        "gone": (400, sms_error(21610)),
        "throttled": (429, sms_error(20429)),
        "our mistake": (400, sms_error(21617)),
        "credentials": (401, sms_error(20003)),
        "nothing named": (201, {"status": "queued"}),
    }
    account = SmsAccount(sid=ACCOUNT, auth_token="secret", number=NUMBER, api_url=provider.root)
    return Door(SmsChannel(account), FATOU, sms_form(Body="oui"), provider, cases)


def rehearsal(medium: str) -> Door:
    said = json.dumps({"id": "p-1", "from": "fatou", "text": "oui"}).encode()
    return Door(RehearsalChannel(medium), "fatou", said, None, {})


def sms_form(**fields: str) -> bytes:
    """An SMS from Fatou as Twilio hands it over."""
    usual = {"MessageSid": SID, "AccountSid": ACCOUNT, "From": FATOU, "To": NUMBER, "NumMedia": "0", "FromCity": ""}
    return urlencode(usual | fields).encode()


DOORS: dict[str, Any] = {
    "telegram": telegram,
    "sms": sms,
    "rehearsal-sms": lambda _: rehearsal("sms"),
    "rehearsal-telegram": lambda _: rehearsal("telegram"),
}
