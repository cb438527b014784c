"""A provider in a process of its own: takes any message at once, or after a fixed delay, and counts what it took."""

import asyncio
import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

_HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Provider:
    """Where it listens, as a bare root, and the line to it."""

    root: str
    _line: Connection

    def taken(self) -> int:
        """How many messages it has taken since it was last asked."""
        self._line.send("taken")
        return int(self._line.recv())


@contextmanager
def provider(delay: float = 0.0) -> Iterator[Provider]:
    """A provider that answers each call after `delay` seconds, until the block ends."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, delay), daemon=True)
    process.start()
    try:
        yield Provider(f"http://127.0.0.1:{ours.recv()}", ours)
    finally:
        process.terminate()
        process.join()


class _Calls(asyncio.Protocol):
    """One connection: each request in full, answered in turn; by hand, to be no part of what is measured."""

    taken = 0

    def __init__(self, delay: float) -> None:
        self._delay, self._waiting = delay, bytearray()

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
            del self._waiting[:whole]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        type(self).taken += 1
        answer = _answer(head, type(self).taken)
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._transport.write, answer)
        else:
            self._transport.write(answer)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def _answer(head: bytes, number: int) -> bytes:
    if b"Messages.json" in head[:200]:
        said = {"sid": f"SM{number:032x}", "status": "queued", "num_segments": "1"}
        return _told(b"201 Created", said)
    return _told(b"200 OK", {"ok": True, "result": {"message_id": number}})


def _told(status: bytes, said: object) -> bytes:
    body = json.dumps(said).encode()
    return _HEAD % (status, len(body), body)


def _serve(line: Connection, delay: float) -> None:
    asyncio.run(_until_ended(line, delay))


async def _until_ended(line: Connection, delay: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Calls(delay), "127.0.0.1", 0, backlog=1024)
    line.send(server.sockets[0].getsockname()[1])
    loop.add_reader(line.fileno(), _told_how_many, line)
    async with server:
        await server.serve_forever()


def _told_how_many(line: Connection) -> None:
    line.recv()
    line.send(_Calls.taken)
    _Calls.taken = 0
