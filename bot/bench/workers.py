"""`relais bench workers`: two workers with a sender each beside one worker with one, and one killed in the middle."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from sqlmodel import Session, col, func, select

from bot.bench.crew import BOTH, Member, crew, until
from bot.bench.databases import postgres
from bot.bench.families import NOW, announce, plant
from bot.bench.postgres import Postgres
from bot.bench.processes import BenchError
from bot.bench.provider import Provider, provider
from bot.hints import DUE
from bot.migrations import upgrade
from bot.rehearsing import keep_moment
from messages.columns import stands
from messages.outbox import DOUBTFUL, PLANNED, SENDING, SENT, Attempt, Message
from messages.store import Store

ANSWERS_AFTER, IN_FLIGHT = 0.02, 25
"""Seconds in which the provider answers; what one sender has in the air at most."""


@dataclass(frozen=True)
class Place:
    """Where the runs are held, each on a database of its own."""

    server: Postgres
    where: Provider
    folder: str
    count: int

    @contextmanager
    def evening(self, name: str, senders: tuple[str, ...], workers: int) -> Iterator[tuple[Store, list[Member]]]:
        """Workers at rest on a database with `count` parents for each sender, to whom nothing is owed yet."""
        url = self.server.create(name)
        upgrade(url)
        store = Store(url)
        store.writing(plant, self.count * len(senders), *senders)
        store.writing(keep_moment, NOW)
        try:
            with crew(workers, url, self.where.root, self.folder, senders, IN_FLIGHT) as members:
                yield store, members
        finally:
            store.close()


@contextmanager
def place_for(count: int) -> Iterator[Place]:
    """A server and a provider for a while; raises `BenchError` where there is no PostgreSQL."""
    with provider(ANSWERS_AFTER, watching=True) as where, tempfile.TemporaryDirectory() as folder, postgres() as server:
        if server is None:
            raise BenchError("PostgreSQL is not installed here")
        yield Place(server, where, folder, count)


def workers(count: int, rounds: int, told: Callable[[str], None]) -> dict[str, Any]:
    """Medians over `rounds` of `count` messages a sender. Raises `BenchError` where one was lost or sent twice."""
    with place_for(count) as place:
        runs = []
        for turn in range(rounds):
            told(f"{turn + 1}/{rounds}")
            alone = [undisturbed(place, f"alone_{turn}_{sender}", (sender,), 1) for sender in BOTH]
            pair = undisturbed(place, f"pair_{turn}", BOTH, 2)
            runs.append(_figures(alone, pair) | killed(place, f"killed_{turn}"))
    return {figure: round(median(run[figure] for run in runs), 3) for figure in runs[0]} | {
        "lost": 0, "repeated": 0, "takeover_most_s": round(max(run["takeover_s"] for run in runs), 3),
    }  # fmt: skip


def _figures(alone: list[dict[str, float]], pair: dict[str, float]) -> dict[str, float]:
    one = mean(run["msgs_per_s"] for run in alone)
    return {
        "one_worker_msgs_per_s": one, "two_workers_msgs_per_s": pair["msgs_per_s"],
        "ratio": pair["msgs_per_s"] / one, "one_worker_cpu_s_per_1000": mean(run["cpu_s_per_1000"] for run in alone),
        "two_workers_cpu_s_per_1000": pair["cpu_s_per_1000"],
    }  # fmt: skip


def undisturbed(place: Place, name: str, senders: tuple[str, ...], count: int) -> dict[str, float]:
    """Everything due at once; from when the workers are told until the last is written down."""
    total = place.count * len(senders)
    with place.evening(name, senders, count) as (store, members):
        before, began = sum(one.work() for one in members), time.monotonic()
        _let_go(store, total)
        seconds = until(lambda: not store.reading(_under_way))
        work = sum(one.work() for one in members) - before
        _refuse_harm(store, place.where, total, began)
    return {"msgs_per_s": total / seconds, "cpu_s_per_1000": work / total * 1000}


def killed(place: Place, name: str) -> dict[str, float]:
    """The worker that serves Telegram is killed when a quarter of its messages has left."""
    total = place.count * len(BOTH)
    with place.evening(name, BOTH, 2) as (store, members):
        began = time.monotonic()
        victim = next(one for one in members if one.senders() == ["telegram"])
        _let_go(store, total)
        until(lambda: store.reading(_by_telegram) >= place.count // 4)
        victim.process.kill()
        victim.process.wait()
        owners = store.reading(_owners)
        takeover = until(lambda: store.reading(_owners) > owners)
        until(lambda: not store.reading(_under_way))
        doubts = _refuse_harm(store, place.where, total, began)
    return {"takeover_s": takeover, "in_doubt": doubts}


def _let_go(store: Store, total: int) -> None:
    store.writing(announce, total)
    store.hinting({DUE})


def _refuse_harm(store: Store, where: Provider, total: int, began: float) -> int:
    """How many are in doubt, and shown as such; all others were taken, and nobody got two."""
    recipients = [one.number for one in where.arrivals() if one.at >= began]
    sent, doubts = store.reading(_standing, SENT), store.reading(_standing, DOUBTFUL)
    if len(recipients) != len(set(recipients)) or sent + doubts != total or not sent <= len(recipients) <= total:
        raise BenchError(
            f"{total} due, {len(recipients)} taken for {len(set(recipients))}, {sent} sent, {doubts} in doubt"
        )
    return doubts


def _under_way(session: Session) -> bool:
    query = select(Message.id).where(stands(Message.status, PLANNED) | stands(Message.status, SENDING))
    return session.exec(query.limit(1)).first() is not None


def _standing(session: Session, status: str) -> int:
    return session.exec(select(func.count()).select_from(Message).where(Message.status == status)).one()


def _by_telegram(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Attempt).where(Attempt.medium == "telegram")).one()


def _owners(session: Session) -> int:
    return session.exec(select(func.count(col(Attempt.owner).distinct())).where(Attempt.medium == "telegram")).one()
