"""Relais is asked to stop in the middle of the evening: what is in the air comes down first."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, select

from messages.outbox import ACCEPTED, DELIVERED, Attempt
from messages.store import Store
from tests.faults.evening import evening

AT_AN_EASY_PACE = {"RELAIS_TELEGRAM_RATE": "4", "RELAIS_SMS_RATE": "4"}  # six seconds for fifty, so the middle is long


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_is_left_in_doubt_when_the_provider_answers_in_time(
    engine: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    url = new_database(engine)
    with evening(url, tmp_path / "night", latency=0.2) as night:
        night.settings = AT_AN_EASY_PACE
        night.start()
        night.until(lambda: night.heard() >= 5)
        assert night.stop() == 0
    store = Store(url)
    carried = store.reading(_attempts_by_state)
    assert set(carried) <= {ACCEPTED, DELIVERED}
    assert 5 <= carried.total() == len(night.truth.all("accepted")) < 25
    store.close()


def _attempts_by_state(session: Session) -> Counter[str]:
    return Counter(session.exec(select(Attempt.status).where(Attempt.text != "Invitation")))
