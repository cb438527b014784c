"""Signed webhooks in any number, knocked at a door by a client written by hand, and how long each was kept waiting."""

import asyncio
import hmac
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

from bot.bench.door import ACCOUNT, OURS, PUBLIC, TOKEN

_PATH = "/webhooks/sms"
_END = b"\r\n\r\n"


@dataclass
class Waits:
    """Seconds each knock was kept waiting, and how many were not thanked."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    def at(self, share: float) -> float:
        """Milliseconds that this share of the knocks waited at most."""
        known = sorted(self.seconds)
        return round(known[int(share * (len(known) - 1))] * 1000, 2)


def knocks(first: int) -> Iterator[bytes]:
    """Requests as Twilio sends them, each another SMS from another number, numbered from `first`."""
    number = first
    while True:
        form = {
            "AccountSid": ACCOUNT, "MessageSid": f"SM{number:032x}", "From": f"+3363998{number:07d}", "To": OURS,
            "Body": "oui on vient a 3", "SmsStatus": "received", "NumMedia": "0",
        }  # fmt: skip
        body = urlencode(form).encode()
        signature = _signed(form)
        head = (
            f"POST {_PATH} HTTP/1.1\r\nHost: relais.example.org\r\nX-Twilio-Signature: {signature}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body
        number += 1


def _signed(form: dict[str, str]) -> str:
    """As Twilio signs a form: the address, then each field and its value in order (Twilio, webhooks security)."""
    whole = PUBLIC + _PATH + "".join(name + form[name] for name in sorted(form))
    return b64encode(hmac.digest(TOKEN.encode(), whole.encode(), "sha1")).decode()


async def as_fast_as_it_goes(port: int, requests: list[bytes], at_once: int) -> tuple[Waits, float]:
    """Each of `at_once` connections knocks again as soon as it was thanked; the waits, and how many a second."""
    waits, left = Waits(), iter(requests)
    began = time.perf_counter()
    await asyncio.gather(*(_keep_knocking(port, left, waits) for _ in range(at_once)))
    return waits, len(requests) / (time.perf_counter() - began)


async def at_a_pace(port: int, requests: list[bytes], rate: float, at_once: int) -> Waits:
    """So many knocks a second whether or not the earlier ones were thanked; a wait counts from when it was meant."""
    waits, idle = Waits(), asyncio.LifoQueue[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()
    for _ in range(at_once):
        idle.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    began = time.perf_counter()

    async def knock(request: bytes, meant: float) -> None:
        line = await idle.get()
        thanked = await _knock(*line, request)
        waits.seconds.append(time.perf_counter() - meant)
        waits.errors += not thanked
        idle.put_nowait(line)

    tasks = []
    for number, request in enumerate(requests):
        meant = began + number / rate
        await asyncio.sleep(max(0.0, meant - time.perf_counter()))
        tasks.append(asyncio.create_task(knock(request, meant)))
    await asyncio.gather(*tasks)
    while not idle.empty():
        idle.get_nowait()[1].close()
    return waits


async def _keep_knocking(port: int, left: Iterator[bytes], waits: Waits) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in left:
        began = time.perf_counter()
        waits.errors += not await _knock(reader, writer, request)
        waits.seconds.append(time.perf_counter() - began)
    writer.close()


async def _knock(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bool:
    writer.write(request)
    head = await reader.readuntil(_END)
    size = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(size)
    return head.startswith(b"HTTP/1.1 200")


def take(count: int, first: int) -> list[bytes]:
    """So many requests, made before anything is measured."""
    return list(islice(knocks(first), count))
