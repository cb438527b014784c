"""The dispatcher: paced per channel, never twice, and one bad message or channel stops nobody else."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from messages.channels.base import Accepted, Incoming, NotSent, Outcome, Outgoing, Rejected, Unknown
from messages.failures import CREDENTIALS, NO_CONNECTION, NO_OUTCOME, THROTTLED
from messages.outbox import ACCEPTED, Attempt
from messages.pacing import Pace
from scheduler import sending
from scheduler.dispatching import Dispatcher
from scheduler.sending import Carrier
from tests.cast import cancels, message_to, mother
from tests.office import Office


@dataclass
class Wire:
    """A channel at the wire: says what the test decides and notes what it was given."""

    medium: str
    says: Callable[[Outgoing], Outcome] = lambda outgoing: Accepted(f"id-{outgoing.attempt}")
    given: list[Outgoing] = field(default_factory=list)

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
        self.given.append(outgoing)
        await asyncio.sleep(0)
        return self.says(outgoing)

    def read(self, raw: bytes) -> Incoming:
        raise NotImplementedError


def dispatcher(office: Office, *wires: Wire, pace: Pace | None = None) -> Dispatcher:
    carriers = {wire.medium: Carrier(wire, pace or Pace(None)) for wire in wires}
    return Dispatcher(office.store, office.desk, carriers, lambda: office.now)


def due(office: Office, count: int, medium: str = "sms", **fields: Any) -> None:
    """So many families have a message due."""
    for number in range(count):
        adult = office.do(mother, f"Maman {number}", medium)
        office.do(lambda s, a=adult: s.add(message_to(s, a, office.now, once=f"{medium}/{a.id}", **fields)))


async def test_everything_due_leaves_once(office: Office) -> None:
    due(office, 20)
    wire = Wire("sms")
    relay = dispatcher(office, wire)
    assert sum(await asyncio.gather(relay.run_due(), relay.run_due(), relay.run_due())) == 20
    assert len({one.address for one in wire.given}) == len(wire.given) == 20


async def test_two_dispatchers_never_send_the_same(office: Office) -> None:
    due(office, 20)
    wire = Wire("sms")
    await asyncio.gather(dispatcher(office, wire).run_due(), dispatcher(office, wire).run_due())
    assert len(wire.given) == len(office.all(Attempt)) == 20


async def test_a_sender_keeps_its_pace(office: Office) -> None:
    due(office, 9)
    began = asyncio.get_running_loop().time()
    await dispatcher(office, Wire("sms"), pace=Pace(5.0)).run_due()
    assert asyncio.get_running_loop().time() - began >= 0.79


async def test_one_conversation_gets_one_message_at_a_time(office: Office) -> None:
    fatou = office.do(mother, "Fatou")
    for number in range(3):
        office.do(lambda s, n=number: s.add(message_to(s, fatou, office.now, once=f"note/{n}")))
    wire = Wire("sms")
    await dispatcher(office, wire, pace=Pace(None, chat_rate=50.0)).run_due()
    assert len(wire.given) == 3


async def test_a_throttled_channel_does_not_hold_up_the_other(office: Office) -> None:
    due(office, 2, "telegram")
    due(office, 2, "sms")
    telegram, sms = Wire("telegram", lambda outgoing: NotSent(THROTTLED, 60.0)), Wire("sms")
    await dispatcher(office, telegram, sms).run_due()
    assert len(sms.given) == 2
    assert [m.due_at - office.now for m in office.messages() if m.status == "planned"] == [timedelta(seconds=60)] * 2


@pytest.mark.parametrize("refusal", [Rejected(CREDENTIALS, "401"), NotSent(CREDENTIALS)], ids=["rejected", "not sent"])
async def test_a_channel_whose_account_is_refused_rests_for_five_minutes(office: Office, refusal: Outcome) -> None:
    due(office, 12)
    wire = Wire("sms", lambda outgoing: refusal)
    relay = dispatcher(office, wire)
    await relay.run_due()
    assert len(wire.given) == 8
    assert len(office.items("alarm")) == 1
    wire.says = lambda outgoing: Accepted(f"id-{outgoing.attempt}")
    office.now += timedelta(minutes=5)
    await relay.run_due()
    assert {message.status for message in office.messages()} == {"sent"}


async def test_a_provider_that_cannot_be_reached_is_left_in_peace_with_one_alarm(office: Office) -> None:
    due(office, 20)
    wire = Wire("sms", lambda outgoing: NotSent(NO_CONNECTION))
    relay = dispatcher(office, wire)
    await relay.run_due()
    assert len(wire.given) == 8
    assert len(office.items("alarm")) == 1
    assert 0 < relay.nap(3600) <= 10.1
    assert {message.status for message in office.messages()} == {"planned"}


async def test_a_sender_knows_when_the_next_message_falls_due(office: Office) -> None:
    due(office, 1, due_at=office.now + timedelta(seconds=40))
    relay = dispatcher(office, Wire("sms"))
    await relay.run_due()
    assert relay.nap(3600) == pytest.approx(40, abs=0.01)
    assert relay.nap(5) == 5
    office.now += timedelta(seconds=41)
    assert relay.nap(5) < 0.01


async def test_a_message_without_words_fails_and_the_others_go_on(office: Office) -> None:
    due(office, 1, kind="no-such-kind")
    due(office, 2)
    due(office, 1, kind="invitation", facts={"starts": "not a moment"})
    wire = Wire("sms")
    await dispatcher(office, wire).run_due()
    assert len(wire.given) == 2
    assert [m.status for m in office.messages()] == ["failed", "sent", "sent", "failed"]
    assert len(office.items("failed")) == 2


async def test_a_channel_that_crashes_leaves_a_doubt(office: Office) -> None:
    due(office, 1)
    wire = Wire("sms", lambda outgoing: 1 / 0)  # type: ignore[return-value, arg-type]
    await dispatcher(office, wire).run_due()
    assert office.message().status == "doubtful"


async def test_a_cancellation_in_doubt_by_telegram_is_said_once_more_and_no_more(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.do(mother, "Fatou", "telegram"))
    office.do(cancels, evening, office.now)
    office.now += timedelta(minutes=1)
    wire = Wire("telegram", lambda outgoing: Unknown(NO_OUTCOME))
    await dispatcher(office, wire).run_due()
    assert [message.kind for message in office.messages()] == ["cancellation", "cancellation/again"]
    assert [message.status for message in office.messages()] == ["doubtful", "doubtful"]
    assert wire.given[0].text != wire.given[1].text


async def test_what_is_more_urgent_leaves_first(office: Office) -> None:
    for priority in (70, 5, 40):
        due(office, 1, priority=priority, kind="note", facts={"text": str(priority)})
    wire = Wire("sms")
    await dispatcher(office, wire).run_due()
    assert [one.text for one in wire.given] == ["5", "40", "70"]


async def test_an_sms_may_not_arrive_after_hours_or_after_its_deadline(office: Office) -> None:
    due(office, 1)
    due(office, 1, deadline_at=office.now + timedelta(minutes=30))
    due(office, 1, hours="notice")
    wire = Wire("sms")
    await dispatcher(office, wire).run_due()
    assert [one.validity_seconds for one in wire.given] == [36_000, 1_800, 36_000]


async def test_what_can_be_taken_back_does_not_leave_before(office: Office) -> None:
    due(office, 1, undo_until=office.now + timedelta(seconds=60))
    wire = Wire("sms")
    await dispatcher(office, wire).run_due()
    assert wire.given == []
    office.now += timedelta(seconds=60)
    await dispatcher(office, wire).run_due()
    assert len(wire.given) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_outcome_the_database_could_not_take_is_written_down_later(office: Office) -> None:
    due(office, 1)
    wire = Wire("sms")
    relay = dispatcher(office, wire)
    full = "CREATE TRIGGER full BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'full'); END"
    office.do(lambda session: session.connection().exec_driver_sql(full))
    with pytest.raises(IntegrityError):
        await relay.run_due()
    office.do(lambda session: session.connection().exec_driver_sql("DROP TRIGGER full"))
    await relay.run_due()
    assert office.see(lambda session: session.exec(select(Attempt.status)).all()) == [ACCEPTED]
    assert len(wire.given) == 1


def stopped_once_reserved(office: Office, monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """The process is stopped for so long between its first reservation and the call to the provider."""
    really = sending._settle_and_reserve

    def reserve_and_stop(*given: Any) -> Any:
        batch = really(*given)
        if batch.reserved and office.now == begins:
            office.now += timedelta(seconds=seconds)
        return batch

    begins = office.now
    monkeypatch.setattr(sending, "_settle_and_reserve", reserve_and_stop)


async def test_what_was_reserved_before_a_long_stop_is_not_sent_but_tried_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(office, 1)
    stopped_once_reserved(office, monkeypatch, 21)
    wire = Wire("sms")
    relay = dispatcher(office, wire)
    await relay.run_due()
    assert wire.given == []
    office.now += timedelta(seconds=5)
    await relay.run_due()
    assert [(one.status, one.failure) for one in office.all(Attempt)] == [("not_sent", "held_up"), ("accepted", None)]
    assert [one.attempt for one in wire.given] == [office.all(Attempt)[1].id]


async def test_a_process_stopped_past_the_deadline_sends_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(office, 1, deadline_at=office.now + timedelta(seconds=10))
    stopped_once_reserved(office, monkeypatch, 11)
    wire = Wire("sms")
    await dispatcher(office, wire).run_due()
    assert (wire.given, office.message().status, len(office.items("expired"))) == ([], "expired", 1)
