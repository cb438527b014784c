"""The families' side of the provider: what they write, carried to Relais as signed webhooks, and status reports."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

ACCOUNT = "AC" + "1" * 32
AUTH_TOKEN = "invented-auth-token"
BOT_TOKEN = "123456789:invented-token"
SECRET = "invented_secret"
OURS = "+33937000000"

Form = dict[str, str]


def now() -> datetime:
    """The provider's own clock."""
    return datetime.now(UTC)


def signature(url: str, form: Form) -> str:
    """What Twilio would write in its header."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(AUTH_TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()


class Phones:
    """Twilio knocks once and lists what it could not hand over; Telegram knocks until it is let in."""

    def __init__(self, relais: str, note: Callable[..., None]) -> None:
        self._relais, self._note = relais, note
        self.texted: list[dict[str, Any]] = []
        self._numbers = count(1)
        self._under_way: set[asyncio.Task[None]] = set()

    async def open(self, _app: web.Application) -> AsyncIterator[None]:
        """For as long as the provider runs."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as self._web:
            yield
            for task in self._under_way:
                task.cancel()

    def later(self, seconds: float, work: Coroutine[Any, Any, None]) -> None:
        """Do something after a while, unless the provider ends first."""

        async def wait() -> None:
            await asyncio.sleep(seconds)
            await work

        task = asyncio.create_task(wait())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def say(self, medium: str, who: str, text: str, times: int) -> None:
        """Somebody writes one text; its webhook arrives so many times at once."""
        number = next(self._numbers)
        self._note("said", medium=medium, who=who, text=text, number=number)
        for _ in range(times):
            knock = self._text(who, text, number) if medium == "sms" else self._update(who, text, number)
            self.later(0, knock)

    async def report(self, callback: str, said: dict[str, Any]) -> None:
        """Twilio's word on what became of a message: sent, then delivered."""
        for status in ("sent", "delivered"):
            form = {"MessageSid": str(said["sid"]), "MessageStatus": status, "AccountSid": ACCOUNT}
            await self._post(callback, form)

    async def _text(self, who: str, text: str, number: int) -> None:
        sid = f"SM{number:032x}"
        if not any(one["sid"] == sid for one in self.texted):
            self.texted.append(_listed(sid, who, text))
        form = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": who, "To": OURS, "Body": text, "NumMedia": "0"}
        self._knocked(await self._post(f"{self._relais}/webhooks/sms", form), number)

    async def _update(self, who: str, text: str, number: int) -> None:
        person = {"id": int(who), "is_bot": False, "first_name": "Parent", "language_code": "fr"}
        message = {"message_id": number, "date": int(now().timestamp()), "text": text, "from": person}
        update = {"update_id": number, "message": message | {"chat": {"id": int(who), "type": "private"}}}
        head, status = {"X-Telegram-Bot-Api-Secret-Token": SECRET}, 0
        while status != web.HTTPOk.status_code:
            status = await self._tried(f"{self._relais}/webhooks/telegram", json=update, headers=head)
            self._knocked(status, number)
            await asyncio.sleep(0.2)

    async def _post(self, url: str, form: Form) -> int:
        head = {"X-Twilio-Signature": signature(url, form), "Content-Type": "application/x-www-form-urlencoded"}
        return await self._tried(url, data=urlencode(form), headers=head)

    async def _tried(self, url: str, **what: Any) -> int:
        """The status of the answer, 0 when there was none."""
        try:
            async with self._web.post(url, **what) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    def _knocked(self, status: int, number: int) -> None:
        self._note("answered", number=number, status=status)


def _listed(sid: str, who: str, text: str) -> dict[str, Any]:
    return {
        "sid": sid, "status": "received", "to": OURS, "from": who, "body": text, "direction": "inbound",
        "date_created": format_datetime(now()), "account_sid": ACCOUNT, "num_segments": "1", "num_media": "0",
    }  # fmt: skip
