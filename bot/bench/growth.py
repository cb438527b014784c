"""`relais bench growth`: what a turn of the worker costs beside few finished messages, and beside very many."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from bot.bench.databases import Create, databases, look_over, on_each
from bot.bench.families import NOW, announce
from bot.bench.processes import BenchError
from bot.bench.years import live
from bot.migrations import upgrade
from messages.catalogue import Catalogue
from messages.channels.base import Accepted
from messages.delivery import settle_all
from messages.due import any_due
from messages.programme import Programme
from messages.store import Store
from scheduler.planning import plan
from scheduler.reserving import Room, reserve
from scheduler.writing import Desk

FEW, BATCH = 10_000, 20
"""The history that others are compared with; messages in one reservation."""
MEDIA = frozenset({"sms"})


def growth(rows: int, turns: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Medians over so many turns, taken in turn beside `FEW` stored messages and beside `rows`, on each engine.

    Raises `BenchError` where a turn did not reserve and settle a whole batch.
    """
    with databases() as engines:

        def measure(engine: str, create: Create) -> dict[str, Any]:
            stores: list[Store] = []
            for count in (FEW, rows):
                say(f"{engine}, {count}")
                stores.append(_lived(create(f"growth_{count}_{len(stores)}"), count, turns))
            timed = [[_turn(store, NOW + timedelta(seconds=turn)) for store in stores] for turn in range(turns)]
            for store in stores:
                store.close()
            return {"rows": rows} | _compared(timed, "tick", 0) | _compared(timed, "reservation", 1)

        return on_each(engines, measure)


def _lived(url: str, count: int, turns: int) -> Store:
    upgrade(url)
    store = Store(url)
    store.writing(live, count)
    store.writing(look_over)
    store.writing(announce, turns * BATCH)
    return store


def _turn(store: Store, now: datetime) -> tuple[float, float]:
    """One planning, one look, one batch reserved and settled; how long that takes, and the reservation of it."""
    programme = Programme()
    desk = Desk(programme, Catalogue(programme.timezone), MEDIA, hears_first=True)
    began = time.perf_counter()
    store.writing(plan, programme, MEDIA, now)
    store.reading(any_due, "sms", now)
    begins = time.perf_counter()
    batch = store.writing(reserve, desk, Room("sms", BATCH, ()), now)
    reserved = time.perf_counter() - begins
    taken = {one.outgoing.attempt: Accepted(f"SM{one.outgoing.attempt}") for one in batch.reserved}
    store.writing(settle_all, taken, now)
    if len(taken) != BATCH:
        raise BenchError(f"{len(taken)} of {BATCH} messages were reserved")
    return time.perf_counter() - began, reserved


def _compared(timed: list[list[tuple[float, float]]], name: str, which: int) -> dict[str, float]:
    few, many = (median(turn[store][which] for turn in timed) * 1000 for store in (0, 1))
    return {f"{name}_ms": round(many, 3), f"{name}_ms_few": round(few, 3), f"{name}_ratio": round(many / few, 3)}
