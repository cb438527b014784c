"""What a watchman sees: alive or not, how much waits, how late; never who."""

from datetime import datetime, timedelta

import pytest
from httpx import AsyncClient
from sqlmodel import Session, select

from bot.web.app import health_app, web_app
from bot.web.health import HEARTBEAT
from messages import bookmarks
from messages.contacts import Address
from messages.inbox import InboxItem, put
from messages.outbox import Attempt, Message
from tests.web.bench import MONDAY, Bench, send
from tests.web.browsers import browsing


def leave_one_waiting_for_a_minute(session: Session) -> None:
    address = session.exec(select(Address)).first()
    assert address is not None
    send(session, address, "Bonjour Fatou", [])
    message = session.exec(select(Message)).one()
    message.status, message.due_at = "planned", MONDAY - timedelta(minutes=1)
    session.add(message)
    put(session, InboxItem(kind="question", at=MONDAY, urgent=True))


def leave_one_in_doubt_for_an_hour(session: Session) -> None:
    address = session.exec(select(Address)).first()
    assert address is not None
    send(session, address, "Bonjour Fatou", [], status="unknown")
    session.exec(select(Message)).one().status = "doubtful"
    session.exec(select(Attempt)).one().settled_at = MONDAY - timedelta(hours=1)


def grow_old(session: Session, status: str, tried: str) -> None:
    message, attempt = session.exec(select(Message)).one(), session.exec(select(Attempt)).one()
    message.status, message.settled_at = status, MONDAY - timedelta(days=2)
    attempt.status, attempt.reserved_at = tried, MONDAY - timedelta(days=2)
    session.add_all([message, attempt])


async def test_a_quiet_relais_is_well(browser: AsyncClient) -> None:
    answer = await browser.get("/health")
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert (answer.json()["waiting"], answer.json()["doubtful"]) == (0, 0)


@pytest.mark.parametrize(("silence", "well"), [(timedelta(seconds=30), True), (timedelta(minutes=5), False)])
async def test_a_dispatcher_that_fell_silent_is_noticed(bench: Bench, silence: timedelta, well: bool) -> None:
    bench.rehearsal = False
    bench.store.writing(bookmarks.put, HEARTBEAT, (MONDAY - silence).isoformat())
    async with browsing(web_app(bench)) as browser:
        assert (await browser.get("/health")).json()["ok"] is well


async def test_a_clock_that_leaps_alarms_nobody(bench: Bench, browser: AsyncClient) -> None:
    bench.store.writing(bookmarks.put, HEARTBEAT, (MONDAY - timedelta(days=8)).isoformat())
    assert (await browser.get("/health")).json()["ok"] is True


async def test_what_waits_is_counted(bench: Bench, browser: AsyncClient) -> None:
    bench.store.writing(leave_one_waiting_for_a_minute)
    state = (await browser.get("/health")).json()
    assert (state["waiting"], state["oldest_due_late_seconds"]) == (1, 60)
    assert state["inbox"] == {"open": 1, "urgent": 1}


async def test_what_this_process_does_is_said_without_the_number_behind_it(browser: AsyncClient) -> None:
    assert (await browser.get("/health")).json()["roles"] == ["planning", "sending/sms"]
    lines = (await browser.get("/metrics")).text.splitlines()
    assert [line for line in lines if line.startswith("relais_role_held")] == [
        'relais_role_held{role="planning"} 1', 'relais_role_held{role="sending/sms"} 1',
    ]  # fmt: skip


async def test_a_doubt_is_counted_with_its_age(bench: Bench, browser: AsyncClient) -> None:
    assert (await browser.get("/health")).json()["in_doubt"] == {"attempts": 0, "since": None}
    bench.store.writing(leave_one_in_doubt_for_an_hour)
    state = (await browser.get("/health")).json()
    since = datetime.fromisoformat(state["in_doubt"]["since"])
    assert (state["in_doubt"]["attempts"], since) == (1, MONDAY - timedelta(hours=1))
    lines = (await browser.get("/metrics")).text.splitlines()
    assert {"relais_attempts_in_doubt 1", "relais_oldest_doubt_seconds 3600"} <= set(lines)


async def test_a_worker_without_pages_says_how_it_is_and_nothing_else(bench: Bench) -> None:
    async with browsing(health_app(bench)) as browser:
        answers = [await browser.get(path) for path in ("/health", "/metrics", "/phones", "/webhooks/sms")]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]


async def test_prometheus_reads_counts_and_no_names(bench: Bench, browser: AsyncClient) -> None:
    bench.store.writing(leave_one_waiting_for_a_minute)
    answer = await browser.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert 'relais_messages{kind="note",status="planned"} 1' in lines
    assert 'relais_attempts{status="accepted"} 1' in lines
    assert "relais_inbox_urgent 1" in lines
    assert "relais_oldest_due_late_seconds 60" in lines
    assert "Fatou" not in answer.text


async def test_what_is_open_is_counted_however_old_and_what_is_over_for_a_day(
    bench: Bench, browser: AsyncClient
) -> None:
    bench.store.writing(leave_one_waiting_for_a_minute)
    bench.store.writing(grow_old, "planned", "reserved")
    lines = (await browser.get("/metrics")).text.splitlines()
    assert 'relais_messages{kind="note",status="planned"} 1' in lines
    assert 'relais_attempts{status="reserved"} 1' in lines
    bench.store.writing(grow_old, "sent", "accepted")
    lines = (await browser.get("/metrics")).text.splitlines()
    assert [line for line in lines if line.startswith(("relais_messages{", "relais_attempts{"))] == []
