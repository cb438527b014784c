"""Two processes read the same replies at once: each has one effect, and three places are three places."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from messages.journal import Entry
from messages.outbox import Message
from messages.store import Store
from scheduler.activities import Activity
from scheduler.people import Adult
from scheduler.signups import SignUp
from scheduler.waiting_list import standing
from tests.cast import address, group_evening, invites, mother, paris
from tests.letters import keep_raw

NOW = paris("2026-10-05 10:00")
REPLIES = int(os.environ.get("REPLIES", "200"))
READER = """
import asyncio, sys
from tests.bot.test_intake import intake
from messages.store import Store
store = Store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
asyncio.run(intake(store).handle_waiting())
store.close()
"""


def replies(session: Session) -> int:
    """Everybody invited to three places says yes."""
    people = [mother(session, f"Maman {number}") for number in range(REPLIES)]
    evening = group_evening(session, capacity=3)
    invites(session, evening, people, NOW, NOW)
    for number, one in enumerate(people):
        said = {"id": str(number), "from": address(session, one).value, "text": "oui je viens"}
        keep_raw(session, "sms", str(number), json.dumps(said), NOW)
    return evening.id or 0


def test_of_two_hundred_replies_for_three_places_three_get_one(new_database: Callable[[str], str]) -> None:
    url = new_database("postgresql")
    store = Store(url)
    store.writing(replies)
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, url], env=here, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert [reader.stdout.readline() for reader in readers if reader.stdout] == ["ready\n"] * 2
    for reader in readers:
        assert reader.stdin is not None
        reader.stdin.write("go\n")
        reader.stdin.flush()
    for reader in readers:
        reader.communicate(timeout=300)
    assert [reader.returncode for reader in readers] == [0, 0]
    words = store.reading(lambda session: list(session.exec(select(SignUp).order_by(col(SignUp.id)))))
    told = store.reading(lambda session: list(session.exec(select(Message))))
    placed = store.reading(lambda session: {one.contact_id for one in session.exec(select(Adult).where(_has_place()))})
    queue = store.reading(_queue)
    store.close()
    assert Counter(word.answer for word in words) == {"yes": 3, "waiting": REPLIES - 3}
    assert Counter(message.kind for message in told) == {"confirmed/yes": 3, "confirmed/waiting": REPLIES - 3}
    assert len({message.contact_id for message in told}) == REPLIES
    assert {message.contact_id for message in told if message.kind == "confirmed/yes"} == placed
    assert all(word.waiting_since is not None for word in words if word.answer == "waiting")
    by_rank, as_written = queue
    assert len(by_rank) == REPLIES - 3
    assert by_rank == as_written


def _queue(session: Session) -> tuple[list[int | None], list[int | None]]:
    """The contacts who wait: in the order in which places will be offered, and in the order they were written down."""
    homes = standing(session, session.exec(select(Activity)).one(), NOW).queue()
    by_rank = [adult.contact_id for home in homes for adult in home.adults.values()]
    entries = session.exec(select(Entry).where(Entry.did == "signed-up").order_by(col(Entry.id)))
    return by_rank, [entry.contact_id for entry in entries if entry.details["answer"] == "waiting"]


def _has_place() -> ColumnElement[bool]:
    return col(Adult.id).in_(select(SignUp.adult_id).where(SignUp.answer == "yes"))
