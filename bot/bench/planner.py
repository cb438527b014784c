"""Passes of the real planning in a process of its own: one that writes all that is owed, one that finds nothing."""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session

from bot.bench.processes import peak_mb
from bot.bench.season import NOW
from messages.inbox import InboxItem
from messages.outbox import Message
from messages.programme import Programme
from messages.store import Store
from scheduler.planning import plan

LATER = timedelta(seconds=1)


def main(what: dict[str, Any]) -> None:
    """Plan again and again from the same beginning, and say in one line of JSON what a pass takes."""
    store, programme = Store(what["url"]), Programme()
    firsts, laters = [], []
    for _ in range(what["rounds"]):
        store.writing(_forget)
        firsts.append(_timed(lambda: store.writing(plan, programme, {"sms"}, NOW)))
        laters.append(_timed(lambda: store.writing(plan, programme, {"sms"}, NOW + LATER)))
    store.close()
    told: dict[str, float] = {"written": firsts[-1][0], "written_later": laters[-1][0]}
    for name, runs in (("first", firsts), ("later", laters)):
        told[f"{name}_s"] = median(seconds for _, seconds, _ in runs)
        told[f"{name}_cpu_s"] = median(work for _, _, work in runs)
    sys.stdout.write(json.dumps(told | {"peak_rss_mb": peak_mb()}) + "\n")


def _timed(do: Callable[[], int]) -> tuple[int, float, float]:
    began, worked = time.perf_counter(), time.process_time()
    count = do()
    return count, time.perf_counter() - began, time.process_time() - worked


def _forget(session: Session) -> None:
    session.execute(delete(InboxItem))
    session.execute(delete(Message))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
