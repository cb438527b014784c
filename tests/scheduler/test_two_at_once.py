"""Two people decide about the same date at the same moment: the second sees what the first decided."""

from concurrent.futures import Future
from threading import Thread

import pytest
from sqlmodel import Session

from messages.store import Store
from scheduler.activities import CANCELLED, Activity, cancel
from scheduler.occurrences import hold
from tests.cast import group_evening, paris

NOW = paris("2026-10-05 10:00")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_decides_second_sees_what_was_decided_first(store: Store, database_url: str) -> None:
    evening = store.writing(group_evening)
    seen = Future[str]()

    def decide_second(session: Session) -> None:
        assert session.get_one(Activity, evening.id).status != CANCELLED
        [held] = hold(session, [evening.id or 0])
        seen.set_result(held.status)

    def decide_first(session: Session) -> None:
        [held] = hold(session, [evening.id or 0])
        Thread(target=other.writing, args=(decide_second,)).start()
        with pytest.raises(TimeoutError):
            seen.result(0.5)
        cancel(session, held, "educator", NOW)

    other = Store(database_url)
    store.writing(decide_first)
    assert seen.result(10) == CANCELLED
    other.close()
