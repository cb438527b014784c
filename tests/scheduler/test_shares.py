"""The work shared between workers: each does what is its own, as long as it is, and tells the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from messages.outbox import ACCEPTED, Attempt, Message
from messages.pacing import Pace
from messages.store import Store
from scheduler.dispatching import Dispatcher
from scheduler.reserving import Batch
from scheduler.sending import Carrier, Limits, Sender
from scheduler.shares import PLANNING, Share, sending
from tests.cast import mother, paris
from tests.office import Office
from tests.scheduler.test_dispatching import Wire, due


async def test_a_worker_sends_and_plans_only_as_long_as_it_is_its_own_to_do(office: Office) -> None:
    due(office, 20)
    due(office, 20, "telegram")
    ours, theirs = Wire("sms"), Wire("telegram")
    share = Share("me", lambda role: role == sending("sms/one") and len(ours.given) < 8)
    carriers = {"sms": Carrier(ours, Pace(None), "sms/one"), "telegram": Carrier(theirs, Pace(None), "telegram/1")}
    await Dispatcher(office.store, office.desk, carriers, lambda: office.now, Limits(8), share).run_due()
    assert (len(ours.given), len(theirs.given)) == (8, 0)
    assert {(one.sender, one.owner, one.status) for one in office.all(Attempt)} == {("sms/one", "me", ACCEPTED)}


async def test_whoever_plans_for_others_to_send_tells_them(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.do(mother, "Fatou"))
    office.now = paris("2026-10-19 18:30")
    told: list[int] = []
    share = Share("me", lambda role: role == PLANNING, lambda: told.append(evening.id or 0))
    carriers = {"sms": Carrier(Wire("sms"), Pace(None), "sms/one")}
    await Dispatcher(office.store, office.desk, carriers, lambda: office.now, Limits(8), share).run_due()
    assert (told, len(office.all(Message)), office.all(Attempt)) == ([evening.id], 1, [])


@dataclass
class Drowsy:
    """A store whose process is stopped just after something was committed, and a clock that goes on."""

    store: Store
    now: float = 0.0

    def monotonic(self) -> float:
        return self.now

    async def write(self, fn: Callable[..., Any], *args: Any) -> Any:
        found = await self.store.write(fn, *args)
        self.now += 600.0 if isinstance(found, Batch) and found.reserved else 0.0
        return found


async def test_what_was_reserved_before_a_long_sleep_is_not_sent_any_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(office, 3)
    wire, drowsy = Wire("sms"), Drowsy(office.store)
    monkeypatch.setattr("scheduler.sending.time", drowsy)
    carrier = Carrier(wire, Pace(None))
    sender = Sender(drowsy, office.desk, carrier, lambda: office.now, Limits(8), Share())
    await sender.turn(0.0)
    await sender.land()
    assert (wire.given, [one.status for one in office.all(Attempt)]) == ([], ["not_sent"] * 3)
    assert {message.status for message in office.all(Message)} == {"planned"}
