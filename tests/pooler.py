"""PgBouncer in transaction mode, at the wire: a client has a server connection for one transaction, and no longer.

Each client is told an invented process number; startup parameters that a pooler does not know are refused, as there.
The servers are few and lent in turn, so that whatever is left in one meets another client.
"""

import itertools
import select
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

PASSED_ON = {"user", "database", "client_encoding", "application_name"}
ASK, SYNC, END, READY = b"Q", b"S", b"X", b"Z"
IDLE = b"I"
GREETING = b"R" + struct.pack("!ii", 8, 0)
PARAMETERS = {"server_version": "18.0", "client_encoding": "UTF8", "TimeZone": "UTC", "integer_datetimes": "on"}


@dataclass
class Pooler:
    """Where it listens, and what it saw."""

    folder: Path
    server: Path
    database: str
    refused: list[str] = field(default_factory=list)
    lent: int = 0

    @property
    def url(self) -> str:
        """How SQLAlchemy reaches the database through it."""
        return f"postgresql+psycopg://postgres@/{self.database}?host={self.folder}"


class Wire:
    """Messages of PostgreSQL's protocol on one socket."""

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected

    def exactly(self, size: int) -> bytes:
        """So many bytes; raises EOFError when the other side is gone."""
        found = b""
        while len(found) < size:
            more = self.socket.recv(size - len(found))
            if not more:
                raise EOFError
            found += more
        return found

    def message(self) -> tuple[bytes, bytes]:
        """Its letter, and all of it."""
        head = self.exactly(5)
        return head[:1], head + self.exactly(struct.unpack("!i", head[1:])[0] - 4)

    def startup(self) -> dict[str, str]:
        """What a client asks for first."""
        size, _version = struct.unpack("!ii", self.exactly(8))
        words = self.exactly(size - 8).decode().split("\0")
        return dict(zip(words[::2], words[1::2], strict=False))

    def send(self, raw: bytes) -> None:
        """To the other side."""
        self.socket.sendall(raw)


@contextmanager
def pooler(server: Path, database: str, folder: Path, size: int = 2) -> Iterator[Pooler]:
    """One in front of a database of the server whose sockets are in `server`, with so many connections to it."""
    ours, servers = Pooler(folder, server, database), Queue[Wire]()
    for _ in range(size):
        servers.put(_connected(server, database))
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / ".s.PGSQL.5432"))
        door.listen()
        threading.Thread(target=_welcome, args=(door, servers, ours), daemon=True).start()
        yield ours
        door.shutdown(socket.SHUT_RDWR)
    for _ in range(size):
        servers.get().socket.close()


def _connected(server: Path, database: str) -> Wire:
    connected = socket.socket(socket.AF_UNIX)
    connected.connect(str(server / ".s.PGSQL.5432"))
    wire = Wire(connected)
    words = f"user\0postgres\0database\0{database}\0\0".encode()
    wire.send(struct.pack("!ii", len(words) + 8, 3 << 16) + words)
    while wire.message()[0] != READY:
        pass
    return wire


def _welcome(door: socket.socket, servers: "Queue[Wire]", ours: Pooler) -> None:
    numbers = itertools.count(1)
    with suppress(OSError):
        while True:
            client = Wire(door.accept()[0])
            threading.Thread(target=_serve, args=(client, servers, ours, next(numbers)), daemon=True).start()


def _serve(client: Wire, servers: "Queue[Wire]", ours: Pooler, number: int) -> None:
    with suppress(EOFError, OSError), client.socket:
        unknown = client.startup().keys() - PASSED_ON - {""}
        if unknown:
            ours.refused += unknown
            client.send(_framed(b"E", b"SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter\0\0"))
            return
        told = [_framed(b"S", f"{name}\0{value}\0".encode()) for name, value in PARAMETERS.items()]
        client.send(GREETING + b"".join(told) + _framed(b"K", struct.pack("!ii", -number, 0)) + _framed(READY, IDLE))
        while True:
            _lend(client, client.message(), servers, ours)


def _lend(client: Wire, first: tuple[bytes, bytes], servers: "Queue[Wire]", ours: Pooler) -> None:
    """A server connection for one transaction, from its first message to the answer that says it is over."""
    if first[0] == END:
        raise EOFError
    server = servers.get()
    ours.lent += 1
    try:
        server.send(first[1])
        waited_for = int(first[0] in (ASK, SYNC))
        while True:
            for one in select.select([client.socket, server.socket], [], [])[0]:
                if one is client.socket:
                    letter, raw = client.message()
                    server.send(raw)
                    waited_for += letter in (ASK, SYNC)
                else:
                    letter, raw = server.message()
                    client.send(raw)
                    waited_for -= letter == READY
                    if letter == READY and not waited_for and raw[5:] == IDLE:
                        return
    except (EOFError, OSError):
        server.socket.close()  # whoever is gone leaves a transaction open
        server = _connected(ours.server, ours.database)
        raise
    finally:
        servers.put(server)


def _framed(letter: bytes, content: bytes) -> bytes:
    return letter + struct.pack("!i", len(content) + 4) + content
