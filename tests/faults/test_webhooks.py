"""A provider that knocks fifty times at once with the same thing is heard once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, select

from messages.inbox import Received
from messages.journal import Entry
from messages.store import Store
from scheduler.signups import SignUp
from tests.faults.evening import evening
from tests.faults.verdict import judge, still_going

SMS, TELEGRAM = 0, 1


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_same_webhook_fifty_times_at_once_has_one_effect(
    engine: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    url = new_database(engine)
    store = Store(url)
    with evening(url, tmp_path / "night", parents=2) as night:
        night.start()
        night.until(lambda: night.healthy() and not store.reading(still_going))
        night.say(SMS, "Non", times=50)
        night.say(TELEGRAM, "Non", times=50)
        night.until(lambda: len(night.truth.all("answered")) == 100 and not store.reading(still_going))
        night.until(lambda: len(night.truth.all("accepted")) == 4)
        assert night.stop() == 0
    verdict = store.reading(judge, night, 2)
    assert {line["status"] for line in night.truth.all("answered")} == {200}
    assert (verdict.heard, verdict.wrong) == (2, [])
    assert store.reading(_answers_written) == ["no", "no"]
    store.close()


def _answers_written(session: Session) -> list[str]:
    """What each sign-up says, if each was changed by one entry of the journal."""
    changes = list(session.exec(select(Entry).where(Entry.did == "signed-up")))
    assert len(changes) == len(list(session.exec(select(Received)))) == 2
    return [signup.answer for signup in session.exec(select(SignUp))]
