"""The families' side of the provider: what they write, carried to Relais as signed webhooks, and status reports."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
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


@dataclass(frozen=True)
class Said:
    """What somebody writes: knocks so many times at once (0: it can only be listed), written so many seconds ago."""

    medium: str
    who: str
    text: str
    times: int = 1
    ago: float = 0.0
    number: int | None = None
    more: dict[str, str] = field(default_factory=dict)


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

    def say(self, said: Said) -> None:
        """Somebody writes one text; its webhook arrives so many times at once."""
        number = next(self._numbers) if said.number is None else said.number
        self._note("said", medium=said.medium, who=said.who, text=said.text, number=number)
        if said.medium == "sms":
            self.texted.append(_listed(_sid(number), said))
        for _ in range(said.times):
            self.later(0, self._text(said, number) if said.medium == "sms" else self._update(said, number))

    async def report(self, callback: str, said: dict[str, Any], told: Iterable[tuple[str, str | None]]) -> None:
        """Twilio's word on what became of a message, status by status; its list says the last of them in any case."""
        for status, code in told:
            said["status"], said["error_code"] = status, int(code) if code else None
            form = {"MessageSid": str(said["sid"]), "MessageStatus": status, "AccountSid": ACCOUNT}
            if callback:
                await self._post(callback, form | ({"ErrorCode": code} if code else {}))

    async def _text(self, said: Said, number: int) -> None:
        form = {"MessageSid": _sid(number), "AccountSid": ACCOUNT, "From": said.who, "To": OURS, "Body": said.text}
        form |= {"NumMedia": "0"} | said.more
        self._knocked(await self._post(f"{self._relais}/webhooks/sms", form), number)

    async def _update(self, said: Said, number: int) -> None:
        person = {"id": int(said.who), "is_bot": False, "first_name": "Parent", "language_code": "fr"}
        message = {"message_id": number, "date": int(now().timestamp()), "text": said.text, "from": person}
        update = {"update_id": number, "message": message | {"chat": {"id": int(said.who), "type": "private"}}}
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


def _sid(number: int) -> str:
    return f"SM{number:032x}"


def _listed(sid: str, said: Said) -> dict[str, Any]:
    return {
        "sid": sid, "status": "received", "to": OURS, "from": said.who, "body": said.text, "direction": "inbound",
        "date_created": format_datetime(now() - timedelta(seconds=said.ago)), "account_sid": ACCOUNT,
        "num_segments": "1", "num_media": "0",
    }  # fmt: skip
