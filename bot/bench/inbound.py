"""`relais bench inbound`: signed webhooks, verified, committed, acknowledged; at a pace and at the limit."""

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from sqlmodel import Session, func, select

from bot.bench.databases import Create, databases, on_each
from bot.bench.knocking import as_fast_as_it_goes, at_a_pace, take
from bot.bench.processes import BenchError
from bot.migrations import upgrade
from messages.inbox import Received
from messages.store import Store

RATE, LINES = 200.0, 32
"""Knocks a second at the steady pace, and connections."""
_PATIENCE = 30.0


def inbound(count: int, rounds: int, told: Callable[[str], None]) -> dict[str, Any]:
    """Medians over `rounds` on each engine: waits at 200 a second for five seconds, then `count` as fast as it goes.

    Raises `BenchError` where something was acknowledged and is not there.
    """
    with databases() as engines:

        def measure(engine: str, create: Create) -> dict[str, float]:
            told(engine)
            return _medians(create("inbound"), count, rounds)

        return on_each(engines, measure)


def _medians(url: str, count: int, rounds: int) -> dict[str, float]:
    upgrade(url)
    with _door(url) as port:
        runs = [asyncio.run(_run(port, count, turn)) for turn in range(rounds)]
    store = Store(url)
    kept = store.reading(_kept)
    store.close()
    if kept != sum(run.pop("knocks") for run in runs):
        raise BenchError(f"{kept} are kept, fewer than were acknowledged")
    return {figure: round(median(run[figure] for run in runs), 2) for figure in runs[0]}


async def _run(port: int, count: int, turn: int) -> dict[str, float]:
    steady = take(int(RATE * 5), turn * 1_000_000)
    rush = take(count, turn * 1_000_000 + 500_000)
    paced = await at_a_pace(port, steady, RATE, LINES)
    waits, rate = await as_fast_as_it_goes(port, rush, LINES)
    return {
        "p50_ms": paced.at(0.5), "p99_ms": paced.at(0.99), "saturation_per_s": rate,
        "saturation_p99_ms": waits.at(0.99), "errors": paced.errors + waits.errors, "knocks": len(steady) + len(rush),
    }  # fmt: skip


def _kept(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Received)).one()


@contextmanager
def _door(url: str) -> Iterator[int]:
    """The web half in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as folder:
        what = json.dumps({"url": url, "folder": folder, "port": port})
        process = subprocess.Popen([sys.executable, "-m", "bot.bench.door", what])
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise BenchError("the door did not open")
