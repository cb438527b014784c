"""Who sends in a benchmark: our channels on the bench's provider, or the plain client that task queues are given."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from messages.channels.base import Accepted, Channel, Incoming, Outcome, Outgoing, UnreadableError
from messages.channels.http import Pool, body_of

PLAIN, TELEGRAM, SMS = "plain", "telegram", "sms"
MEDIUM = {PLAIN: "sms", TELEGRAM: "telegram", SMS: "sms"}
_TOKEN, _SID = "123456:bench", "AC" + "0" * 32
_NUMBER, _PUBLIC, _FIRST_CHAT = "+33939000000", "https://relais.example.org", 7_000_000
_LONGEST = 36_000


class PlainChannel:
    """One POST by aiohttp, and its answer believed: the least that any sender does."""

    medium = "sms"

    def __init__(self, root: str) -> None:
        self._url, self._pool = f"{root}/plain", Pool(root)

    async def open(self) -> None:
        """Nothing to make ready."""

    async def close(self) -> None:
        """Lets the connections go."""
        await self._pool.close()

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
        """One request within `seconds`."""
        async with asyncio.timeout(seconds):
            return Accepted(str(await self.post(outgoing.address, outgoing.text)))

    async def post(self, address: str, text: str) -> int:
        """One request, its answer read."""
        async with self._pool.session.post(self._url, json={"to": address, "text": text}) as answer:
            await body_of(answer)
            return answer.status

    def read(self, raw: bytes) -> Incoming:  # noqa: ARG002
        """Nothing ever arrives."""
        raise UnreadableError("nothing arrives here")


def channel(sender: str, root: str) -> Channel:
    """Our channel for `sender` on a provider at `root`; only what it needs is loaded."""
    if sender == TELEGRAM:
        from messages.channels.telegram import TelegramChannel

        return TelegramChannel(_TOKEN, "", root)
    if sender == SMS:
        from messages.channels.sms import SmsChannel
        from messages.channels.sms_account import SmsAccount

        return SmsChannel(
            SmsAccount(
                sid=_SID, auth_token="bench", api_key="", api_secret="", number=_NUMBER,  # noqa: S106
                service="", api_url=root, public_url=_PUBLIC,
            )
        )  # fmt: skip
    return PlainChannel(root)


async def raw(sender: str, root: str, count: int, at_once: int) -> None:
    """The same messages sent in a bare loop, with nothing kept: the limit of this client on this machine."""
    turns = iter(range(count))
    async with _bare(sender, root) as one:
        await asyncio.gather(*(_work(one, turns) for _ in range(at_once)))


async def _work(one: Callable[[int], Awaitable[Any]], turns: Any) -> None:
    for number in turns:
        await one(number)


def _bare(sender: str, root: str) -> AbstractAsyncContextManager[Callable[[int], Awaitable[Any]]]:
    """How the library itself sends, over the transport that is ours."""
    return {PLAIN: _plain, TELEGRAM: _telegram, SMS: _sms}[sender](root)


@asynccontextmanager
async def _plain(root: str) -> AsyncIterator[Callable[[int], Awaitable[Any]]]:
    ours = PlainChannel(root)
    yield lambda number: ours.post(_phone(number), _text(number))
    await ours.close()


@asynccontextmanager
async def _telegram(root: str) -> AsyncIterator[Callable[[int], Awaitable[Any]]]:
    from messages.channels.bare import bare_telegram

    async with bare_telegram(_TOKEN, root) as send:
        yield lambda number: send(_FIRST_CHAT + number, _text(number), {"Oui": f"{number:032x}/0", "Non": "1"})


@asynccontextmanager
async def _sms(root: str) -> AsyncIterator[Callable[[int], Awaitable[Any]]]:
    from messages.channels.bare import bare_twilio

    async with bare_twilio(_SID, "bench", root) as send:
        yield lambda number: send(
            to=_phone(number),
            from_=_NUMBER,
            body=_text(number),
            status_callback=f"{_PUBLIC}/webhooks/sms/status?a={number:032x}",
            validity_period=_LONGEST,
        )


def _phone(number: int) -> str:
    return f"+3363998{number:07d}"


def _text(number: int) -> str:
    return (
        f"Bonjour Fatou{number}. Mardi 20 octobre a 14h, groupe d'echange, Maison de quartier. "
        "Venez-vous ? Repondez OUI ou NON."
    )
