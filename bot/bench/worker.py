"""One measured run, in a process of its own: what it sent, how fast, with how much work and memory."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.bench.processes import peak_mb
from bot.bench.senders import MEDIUM, channel, raw
from messages.catalogue import Catalogue
from messages.pacing import Pace
from messages.programme import Programme
from messages.store import Store
from scheduler.dispatching import NAP, Dispatcher
from scheduler.sending import Carrier, Limits
from scheduler.writing import Desk

AT_ONCE = 50
"""Connections, as many as suit the client best."""


async def _dispatch(what: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is due, or will be within the course; `began` is the monotonic second at which `now` was."""
    store, programme, now = Store(what["url"]), Programme(), datetime.fromisoformat(what["now"])
    medium, ours = MEDIUM[what["sender"]], channel(what["sender"], what["root"])
    await ours.open()
    desk = Desk(programme, Catalogue(programme.timezone), frozenset([medium]), hears_first=True)
    began = time.monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=time.monotonic() - began)

    carrier = Carrier(ours, Pace(what.get("rate"), what.get("chat_rate")))
    dispatcher = Dispatcher(store, desk, {medium: carrier}, clock, Limits(what["in_flight"]))
    try:
        count = await dispatcher.run_due()
        while count < what.get("count", 0):
            await asyncio.sleep(dispatcher.nap(NAP))
            count += await dispatcher.run_due(changed=False)
        return {"count": count, "began": began}
    finally:
        await ours.close()
        store.close()


async def _raw(sender: str, root: str, count: int) -> dict[str, Any]:
    await raw(sender, root, count, AT_ONCE)
    return {"count": count}


async def _measured(do: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    began, worked = time.perf_counter(), time.process_time()
    done = await do()
    count = done["count"]
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    return {
        **done, "seconds": seconds, "msgs_per_s": count / seconds, "cpu_s_per_1000": work / count * 1000,
        "peak_rss_mb": peak_mb(),
    }  # fmt: skip


def main(what: dict[str, Any]) -> None:
    """Do what was asked, and say in one line of JSON what it cost."""
    sender, root = what["sender"], what["root"]
    if "url" in what:
        told = asyncio.run(_measured(lambda: _dispatch(what)))
    else:
        told = asyncio.run(_measured(lambda: _raw(sender, root, what["count"])))
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
