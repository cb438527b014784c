"""Two workers and a web process on one PostgreSQL: nothing twice, nothing lost, whoever dies or falls asleep."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlmodel import Session, col, select

from bot.bench.postgres import Postgres
from messages.engines import lock_key
from messages.outbox import ACCEPTED, RESERVED, Attempt
from messages.store import Store
from tests.faults.fleet import Fleet, Machine, fleet
from tests.faults.phones import BOT_TOKEN
from tests.faults.verdict import judge, still_going
from tests.pooler import Pooler, pooler

TELEGRAM = "sending/telegram"
SENDERS = {"sending/sms", TELEGRAM}
ALL = {"reading", "planning", "duties"} | SENDERS
TAKEOVER = 5.0
"""Seconds in which another worker sends again."""
EASILY = {"RELAIS_TELEGRAM_RATE": "3", "RELAIS_SMS_RATE": "5", "RELAIS_SEND_TIMEOUT": "5", "RELAIS_POLL_SECONDS": "1"}
"""So that the evening is not over before both workers are there, and something is in the air at any moment."""
PARENTS = 40
CUT = """SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND (classid::bigint << 32) | objid::bigint = :key"""


@pytest.fixture
def url(new_database: Callable[[str], str]) -> str:
    """A new database."""
    return new_database("postgresql")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """What is in it."""
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture
def pooled(postgres: Postgres, url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pooler]:
    """A pooler before it, which lends its connections for one transaction each."""
    with pooler(postgres.folder, make_url(url).database or "", tmp_path_factory.mktemp("p"), size=6) as ours:
        yield ours


def test_a_worker_handles_what_a_web_took_in_and_is_replaced_when_killed(
    url: str, store: Store, pooled: Pooler, tmp_path: Path
) -> None:
    with fleet(url, tmp_path / "night", PARENTS, latency=0.5) as ours:
        ours.night.settings = {"RELAIS_DATABASE_URL": pooled.url, "RELAIS_DATABASE_DIRECT_URL": url}
        web = ours.web()
        ours.until(lambda: web.state().get("roles") == [])
        ours.night.say(38, "Non")
        ours.night.say(39, "Non")
        ours.until(lambda: len(ours.night.truth.all("answered")) == 2)
        assert ours.night.heard() == 0
        holder, other = pair(ours, store)
        holder.end(signal.SIGKILL)
        taken_over(ours, store, other)
        finish(ours, store)
        assert pooled.refused == []


def test_the_late_answer_of_a_worker_that_was_replaced_ends_the_doubt_and_no_more(
    url: str, store: Store, tmp_path: Path
) -> None:
    with fleet(url, tmp_path / "night", PARENTS, latency=0.8) as ours:
        ours.web()
        holder, other = pair(ours, store)
        asleep = put_to_sleep(ours, store, holder)
        store.writing(end_session)
        taken_over(ours, store, other)
        holder.send(signal.SIGCONT)
        finish(ours, store)
        assert holder.end() == 0
        assert store.reading(states, asleep) == {ACCEPTED}


def pair(ours: Fleet, store: Store) -> tuple[Machine, Machine]:
    """Two workers at work with a sender each; the first of them sends by Telegram."""
    both = ours.worker(**EASILY), ours.worker(**EASILY)
    ours.until(lambda: all(len(one.roles() & SENDERS) == 1 for one in both))
    holder, other = both if TELEGRAM in both[0].roles() else both[::-1]
    assert other.roles() & SENDERS == {"sending/sms"}
    ours.until(lambda: bool(store.reading(in_the_air)))
    return holder, other


def taken_over(ours: Fleet, store: Store, worker: Machine) -> None:
    """Soon the other worker sends by Telegram, and does all there is to do."""
    before = store.reading(last_to_send)
    ours.until(lambda: store.reading(last_to_send) != before, TAKEOVER)
    ours.until(lambda: worker.roles() == ALL, TAKEOVER)


def put_to_sleep(ours: Fleet, store: Store, worker: Machine) -> set[str]:
    """Stop a worker while something it sends by Telegram is in the air; gives these attempts."""
    while True:
        ours.until(lambda: bool(store.reading(in_the_air)))
        worker.send(signal.SIGSTOP)
        asleep = store.reading(in_the_air)
        if asleep:
            return asleep
        worker.send(signal.SIGCONT)


def finish(ours: Fleet, store: Store) -> None:
    """Until nothing is under way any more; then nothing is lost, doubled or broken."""
    ours.until(lambda: not store.reading(still_going))
    verdict = store.reading(judge, ours.night, PARENTS)
    assert verdict.wrong == []


def last_to_send(session: Session) -> str | None:
    """The worker that was the last to begin to bring somebody something by Telegram."""
    query = select(Attempt.owner).where(Attempt.medium == "telegram", Attempt.owner != "")
    return session.exec(query.order_by(col(Attempt.reserved_at).desc()).limit(1)).first()


def in_the_air(session: Session) -> set[str]:
    return set(session.exec(select(Attempt.id).where(Attempt.status == RESERVED, Attempt.medium == "telegram")))


def states(session: Session, attempts: set[str]) -> set[str]:
    return set(session.exec(select(Attempt.status).where(col(Attempt.id).in_(attempts))))


def end_session(session: Session) -> None:
    """End the one that holds the role of sending by Telegram."""
    bot = BOT_TOKEN.partition(":")[0]
    session.connection().execute(text(CUT), {"key": lock_key(f"{TELEGRAM}/{bot}")})
