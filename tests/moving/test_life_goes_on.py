"""A moved database goes on where the old one stopped: what was planned leaves, and nothing leaves twice."""

from collections import Counter
from collections.abc import Callable

import pytest

from messages.outbox import DOUBTFUL, Attempt
from messages.store import Store
from scheduler.reconciling import adopt_orphans
from tests.cast import message_to, paris
from tests.moving.conftest import PAIRS, Pair
from tests.office import Office


@pytest.mark.parametrize("engines", PAIRS, ids="-to-".join)
def test_what_was_promised_leaves_from_the_new_place_and_nothing_leaves_twice(
    engines: tuple[str, str], new_database: Callable[[str], str]
) -> None:
    pair = Pair(*map(new_database, engines))
    old = Office(Store(pair.source), paris("2026-10-05 10:00"))
    fatou, grace = old.mother("Fatou"), old.mother("Grace", language="en")
    old.evening("2026-10-07 18:00", yes=fatou)
    old.evening("2026-10-14 18:00", yes=grace)
    old.to("2026-10-06 19:00")
    old.do(lambda session: session.add(message_to(session, fatou, paris("2026-10-08 10:00"), once="planned")))
    old.do(lambda session: session.add(message_to(session, grace, old.now, once="in-the-air")))
    [in_the_air] = old.reserve().reserved
    gone = _sent(old)
    old.store.close()
    assert pair.move().fresh

    new = Office(Store(pair.target), old.now)
    assert new.do(adopt_orphans, "sms", "another", new.now) == 1
    new.to("2026-10-14 12:00")
    assert {once.split("/2026")[0] for once in _sent(new) - gone} == {
        "planned",
        "feedback/activity-1",
        "reminder/day-before/activity-2",
    }
    assert max(_sent(new).values()) == 1
    assert {m.once: m.status for m in new.messages()}["in-the-air"] == DOUBTFUL
    assert in_the_air.outgoing.attempt in {attempt.id for attempt in new.all(Attempt)}
    new.store.close()


def _sent(office: Office) -> Counter[str]:
    """How often each message was tried."""
    once = {message.id: message.once for message in office.messages()}
    return Counter(once[attempt.message_id] for attempt in office.all(Attempt))
