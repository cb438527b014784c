"""A provider in a process of its own: takes any message at once, or after a fixed delay, and counts what it took."""

import asyncio
import json
import multiprocessing
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import ClassVar

_HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
_END = b"\r\n\r\n"
_TWENTIETH = 19
_DAY = 1_791_882_000
_WHOM = re.compile(rb"(?:3363998|chat_id\D+)(\d{7})")


@dataclass(frozen=True)
class Arrival:
    """A message that came: for which parent, by their number, when in monotonic seconds, and whether it was refused."""

    number: int
    at: float
    refused: bool


@dataclass(frozen=True)
class Provider:
    """Where it listens, as a bare root, and the line to it."""

    root: str
    _line: Connection

    def taken(self) -> int:
        """How many messages it has taken since it was last asked."""
        self._line.send("taken")
        return int(self._line.recv())

    def arrivals(self) -> list[Arrival]:
        """Every message that came, in order; only of a provider that watches."""
        self._line.send("arrivals")
        found: list[Arrival] = self._line.recv()
        return found


@dataclass(frozen=True)
class Manners:
    """How a provider behaves."""

    delay: float
    watching: bool
    silence: int


@contextmanager
def provider(delay: float = 0.0, watching: bool = False, silence: int = 0) -> Iterator[Provider]:
    """A provider that answers each call after `delay` seconds, until the block ends.

    One that is `watching` remembers what came; it asks once for so many seconds of `silence` (Bot API, `retry_after`).
    """
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, Manners(delay, watching, silence)), daemon=True
    )
    process.start()
    try:
        yield Provider(f"http://127.0.0.1:{ours.recv()}", ours)
    finally:
        process.terminate()
        process.join()


class _Calls(asyncio.Protocol):
    """One connection: each request in full, answered in turn; by hand, to be no part of what is measured."""

    taken = 0
    came: ClassVar[list[Arrival]] = []

    def __init__(self, manners: Manners) -> None:
        self._manners, self._waiting = manners, bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(_END)) >= 0:
            head = bytes(self._waiting[:end])
            whole = end + len(_END) + _length(head)
            if len(self._waiting) < whole:
                return
            body = bytes(self._waiting[end:whole])
            del self._waiting[:whole]
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        about = _about(head)
        if about is not None:
            self._transport.write(about)
            return
        if self._manners.watching and self._refuses(body):
            asks = {"ok": False, "error_code": 429, "parameters": {"retry_after": self._manners.silence}}
            self._transport.write(_told(b"429 Too Many Requests", asks))
            return
        type(self).taken += 1
        answer = _answer(head, type(self).taken)
        if self._manners.delay:
            asyncio.get_running_loop().call_later(self._manners.delay, self._transport.write, answer)
        else:
            self._transport.write(answer)

    def _refuses(self, body: bytes) -> bool:
        """Remember what came; the twentieth message is the one that is asked to wait."""
        whom = _WHOM.search(body)
        number, came = int(whom[1]) % 1_000_000 if whom else 0, type(self).came
        refused = bool(self._manners.silence) and len(came) == _TWENTIETH
        came.append(Arrival(number, time.monotonic(), refused))
        return refused


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def _about(head: bytes) -> bytes | None:
    """The answer to a question about the account or the bot; None where a message is to be sent."""
    if head.startswith(b"GET"):
        return _told(b"200 OK", {"messages": [], "next_page_uri": None})
    if head.startswith(b"POST /bot") and b"/sendMessage" not in head[:200]:
        return _told(b"200 OK", {"ok": True, "result": {"id": 1, "is_bot": True, "username": "bench_bot"}})
    return None


def _answer(head: bytes, number: int) -> bytes:
    if b"Messages.json" in head[:200]:
        said = {"sid": f"SM{number:032x}", "status": "queued", "num_segments": "0"}  # not counted yet: ours stands
        return _told(b"201 Created", said)
    if b"/sendMessage" in head[:200]:
        chat = {"id": number, "type": "private", "first_name": "Fatou"}
        taken = {"message_id": number, "date": _DAY, "chat": chat, "text": "Bonjour Fatou."}
        return _told(b"200 OK", {"ok": True, "result": taken})
    return _told(b"200 OK", {"ok": True})


def _told(status: bytes, said: object) -> bytes:
    body = json.dumps(said).encode()
    return _HEAD % (status, len(body), body)


def _serve(line: Connection, manners: Manners) -> None:
    asyncio.run(_until_ended(line, manners))


async def _until_ended(line: Connection, manners: Manners) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Calls(manners), "127.0.0.1", 0, backlog=1024)
    line.send(server.sockets[0].getsockname()[1])
    loop.add_reader(line.fileno(), _tell, line)
    async with server:
        await server.serve_forever()


def _tell(line: Connection) -> None:
    if line.recv() == "arrivals":
        line.send(_Calls.came)
    else:
        line.send(_Calls.taken)
        _Calls.taken = 0
