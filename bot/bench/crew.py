"""Real `relais worker` processes for a benchmark: on one database and one provider, with one sender or two."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bot.bench.processes import BenchError

BOTH = ("telegram", "sms")
_ROOT, _PATIENCE, _LOOK = Path(__file__).parents[2], 60.0, 0.02
_PROGRAM = "from bot.cli import main; main()"
_OURS = ("RELAIS_", "TELEGRAM_", "TWILIO_")
_FAST = {
    "RELAIS_REHEARSAL": "1", "RELAIS_LOG_LEVEL": "ERROR", "RELAIS_PUBLIC_URL": "http://127.0.0.1:1",
    "RELAIS_TELEGRAM_RATE": "100000", "RELAIS_TELEGRAM_CHAT_RATE": "100000", "RELAIS_SMS_RATE": "100000",
}  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One worker, and where it says how it is."""

    process: subprocess.Popen[bytes]
    port: int

    def senders(self) -> list[str]:
        """The media it serves now; none while it does not answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=_PATIENCE) as answer:
                roles: list[str] = json.load(answer)["roles"]
        except (URLError, OSError):
            return []
        return [role.partition("/")[2] for role in roles if role.startswith("sending/")]

    def work(self) -> float:
        """Seconds of processor time it has used."""
        spent = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(") ")[2].split()
        return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def crew(
    count: int, url: str, root: str, folder: str, senders: tuple[str, ...], in_flight: int
) -> Iterator[list[Member]]:
    """So many workers, once each has its part of the senders; a medium without an account of its own is rehearsed."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)} | _FAST
    environ |= {"PYTHONPATH": str(_ROOT), "RELAIS_DATABASE_URL": url, "RELAIS_IN_FLIGHT": str(in_flight)}
    for sender in senders:
        environ |= _account(sender, root)
    members = [_begin(environ, folder) for _ in range(count)]
    try:
        until(lambda: all(len(one.senders()) * count == len(BOTH) for one in members))
        yield members
    finally:
        for one in members:
            one.process.terminate()
        for one in members:
            one.process.wait(_PATIENCE)


def until(true: Callable[[], bool]) -> float:
    """Wait; the seconds it took. Raises `BenchError` where nothing comes of it."""
    began = time.monotonic()
    while not true():
        if time.monotonic() > began + _PATIENCE:
            raise BenchError("the workers do not come to an end")
        time.sleep(_LOOK)
    return time.monotonic() - began


def _begin(environ: dict[str, str], folder: str) -> Member:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    program = [sys.executable, "-c", _PROGRAM, "worker", "--port", str(port)]
    return Member(subprocess.Popen(program, cwd=folder, env=environ, stdout=subprocess.DEVNULL), port)


def _account(sender: str, root: str) -> dict[str, str]:
    if sender == "telegram":
        return {"TELEGRAM_BOT_TOKEN": "1:bench", "TELEGRAM_WEBHOOK_SECRET": "bench", "TELEGRAM_API_URL": root}
    return {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "bench", "TWILIO_FROM": "+33939000000",
        "TWILIO_API_URL": root,
    }  # fmt: skip
