"""What is asked again and again costs what is open, not what is stored: read off the plans, and counted."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from bot.conversations.questions import put_to
from bot.doctor.traffic import examine
from bot.web.metrics import count
from messages.contacts import Address, Contact
from messages.due import any_due, due
from messages.inbox import anything_waits, open_items, waiting
from messages.programme import PARIS
from messages.rationing import Ration
from messages.recordings import to_fetch
from messages.store import Store
from scheduler import reconciling
from scheduler.planning import plan
from tests.cast import PROGRAMME
from tests.history import NOW, leave_open, live_through, meet

Question = Callable[[Session], Any]
MEDIA = frozenset({"sms"})
MUCH = 3000
STORED = "message|attempt|received|inbox_item|recording|activity|revision|signup|offer|presence"
FULL = re.compile(rf"^(SCAN ({STORED})\b(?! USING)|.*Seq Scan on ({STORED})\b)", re.MULTILINE)
"""Every row of a table that only grows."""


def hers(session: Session) -> Any:
    return put_to(session, session.get_one(Address, 1), [session.get_one(Contact, 1)], NOW)


def in_doubt(session: Session) -> Any:
    return reconciling._in_doubt(session, NOW, timedelta(seconds=60))


HOT: dict[str, tuple[Question, str]] = {
    "what is due": (lambda session: due(session, "sms", NOW, 20), "message_due|message_leaving"),
    "whether anything is due": (lambda session: any_due(session, "sms", NOW), "message_due|message_leaving"),
    "what is in doubt": (in_doubt, "attempt_open|message_unsettled"),
    "what was in the air": (lambda session: reconciling.adopt_orphans(session, "sms", "me", NOW), "attempt_open"),
    "whether anything is unread": (anything_waits, "received_open"),
    "what is unread": (waiting, "received_open"),
    "what the educator has before her": (open_items, "inbox_open"),
    "which sounds are to be fetched": (lambda session: to_fetch(session, NOW), "recording_waiting"),
    "how things stand": (lambda session: count(session, NOW), "message_unsettled"),
    "how things stand of late": (lambda session: count(session, NOW), "message_settled"),
    "what was tried of late": (lambda session: count(session, NOW), "ix_attempt_reserved_at"),
    "what the doctor looks at": (lambda session: examine(session, NOW, PARIS, False), "received_open"),
    "who is owed what": (lambda session: plan(session, PROGRAMME, MEDIA, NOW), "signup_waiting"),
    "what she was asked": (hers, "message_contact"),
    "what she had this week": (lambda session: Ration.of(session, [1, 2], PROGRAMME, NOW), "message_contact"),
}


@pytest.fixture
def years(store: Store) -> Store:
    """A long history, and a little that is open."""
    store.writing(meet)
    store.writing(live_through, 1, MUCH)
    store.writing(leave_open)
    return store


@pytest.mark.parametrize("name", HOT)
def test_no_question_reads_all_that_is_stored(years: Store, name: str) -> None:
    question, index = HOT[name]
    plans = years.reading(plans_of, question)
    assert FULL.findall(plans) == [], plans
    assert re.search(index, plans), plans


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_four_times_the_history_costs_no_more(store: Store) -> None:
    store.writing(meet)
    store.writing(leave_open)
    store.writing(live_through, 1, MUCH)
    before = {name: store.reading(steps_of, question) for name, (question, _) in HOT.items()}
    store.writing(live_through, MUCH, 4 * MUCH)
    after = {name: store.reading(steps_of, question) for name, (question, _) in HOT.items()}
    assert {name: (before[name], after[name]) for name in HOT if after[name] > 1.2 * before[name]} == {}


def plans_of(session: Session, question: Question) -> str:
    """How the database goes about every question that is asked on the way."""
    asked: list[tuple[str, Any]] = []
    with listening(lambda _c, _k, statement, parameters, *_: asked.append((statement, parameters))):
        question(session)
    explain = "EXPLAIN QUERY PLAN " if session.get_bind().dialect.name == "sqlite" else "EXPLAIN "
    connection, plans = session.connection(), []
    for statement, parameters in asked:
        if statement.lstrip().startswith("SELECT"):
            plans += [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, parameters)]
    return "\n".join(plans)


def steps_of(session: Session, question: Question) -> int:
    """How many instructions of SQLite's machine it takes."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    driver: Any = session.connection().connection.dbapi_connection
    driver.set_progress_handler(step, 1)
    question(session)
    driver.set_progress_handler(None, 0)
    return taken


@contextmanager
def listening(heard: Callable[..., None]) -> Iterator[None]:
    """Hear every statement before it is executed."""
    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
