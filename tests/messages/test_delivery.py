"""Delivery: sent once, settled once, and every outcome leaves the message where it belongs."""

from datetime import timedelta
from typing import Any

import pytest

from messages.channels.base import Accepted, NotSent, Outcome, Outgoing, Receipt, Rejected, Unknown
from messages.consents import consenting
from messages.contacts import Address
from messages.delivery import carry, receive_receipt, settle
from messages.failures import (
    BLOCKED,
    CREDENTIALS,
    EXPIRED,
    HANDSET_OFF,
    INVALID_NUMBER,
    NO_CONNECTION,
    NO_OUTCOME,
    OPTED_OUT,
    THROTTLED,
)
from messages.outbox import Attempt, Message, end
from tests.cast import contact_of, message_to, mother, reached
from tests.office import Office


def due(office: Office, medium: str = "sms", **fields: Any) -> str:
    """A message for Fatou is reserved; the attempt."""
    fatou = office.do(mother, "Fatou", medium)
    if fields.get("fallback"):
        office.do(lambda session: reached(session, contact_of(session, fatou), "sms"))
    office.do(lambda session: session.add(message_to(session, fatou, office.now, **fields)))
    [one] = office.reserve(medium).reserved
    return one.outgoing.attempt


def ends(office: Office, outcome: Outcome, **fields: Any) -> str:
    """Where a message is left by an outcome."""
    office.do(settle, due(office, **fields), outcome, office.now)
    return office.message().status


def heard(office: Office, attempt: str | None, status: str, rank: int, failure: Any = None, sid: str = "SM1") -> None:
    office.do(receive_receipt, Receipt(attempt, sid, status, rank, failure), office.now)


def test_what_is_accepted_is_sent(office: Office) -> None:
    assert ends(office, Accepted("SM1", "queued", 2)) == "sent"
    [attempt] = office.all(Attempt)
    assert (attempt.status, attempt.provider_id, attempt.parts) == ("accepted", "SM1", 2)


def test_an_attempt_is_settled_once(office: Office) -> None:
    attempt = due(office)
    assert office.do(settle, attempt, Accepted("SM1"), office.now) is not None
    assert office.do(settle, attempt, Unknown(NO_OUTCOME), office.now) is None
    assert office.message().status == "sent"


def test_what_never_left_is_tried_again_under_a_new_number(office: Office) -> None:
    assert ends(office, NotSent(NO_CONNECTION)) == "planned"
    office.now = office.message().due_at
    office.send()
    assert [(one.number, one.status) for one in office.all(Attempt)] == [(1, "not_sent"), (2, "accepted")]
    assert office.message().status == "sent"


def test_the_providers_own_pause_is_kept_exactly(office: Office) -> None:
    ends(office, NotSent(THROTTLED, 37.0))
    assert office.message().due_at == office.now + timedelta(seconds=37)


def test_what_cannot_be_tried_in_time_expires_and_is_shown(office: Office) -> None:
    assert ends(office, NotSent(THROTTLED, 400.0), deadline_at=office.now + timedelta(minutes=5)) == "expired"
    assert len(office.items("expired")) == 1


def test_an_unknown_outcome_is_shown_and_never_sent_again(office: Office) -> None:
    assert ends(office, Unknown(NO_OUTCOME)) == "doubtful"
    assert len(office.items("doubtful")) == 1
    office.to("2026-10-08 10:00")
    assert len(office.all(Attempt)) == 1


def test_a_number_that_does_not_exist_is_closed_and_shown(office: Office) -> None:
    assert ends(office, Rejected(INVALID_NUMBER, "21211")) == "failed"
    assert [row.closed_for for row in office.all(Address)] == ["invalid"]
    assert [row.code for row in office.all(Attempt)] == ["21211"]
    assert len(office.items("failed")) == 1


def test_a_blocked_telegram_is_closed_and_sms_takes_what_may_fall_back(office: Office) -> None:
    assert ends(office, Rejected(BLOCKED), medium="telegram", fallback=True) == "planned"
    office.send()
    assert office.message().status == "sent"
    assert [row.medium for row in office.all(Attempt)] == ["telegram", "sms"]
    assert len(office.items("blocked")) == 1


def test_a_blocked_telegram_ends_what_may_not_fall_back(office: Office) -> None:
    assert ends(office, Rejected(BLOCKED), medium="telegram") == "failed"
    assert [row.closed_for for row in office.all(Address)] == ["blocked"]


def test_a_stop_told_by_the_provider_is_a_no_in_the_ledger(office: Office) -> None:
    assert ends(office, Rejected(OPTED_OUT, "21610")) == "failed"
    assert list(office.see(consenting, [1]).values()) == [False]
    assert office.all(Address)[0].stopped_at == office.now


@pytest.mark.parametrize("refusal", [Rejected(CREDENTIALS, "401"), NotSent(CREDENTIALS)], ids=["rejected", "not sent"])
def test_refused_credentials_let_messages_wait_and_raise_one_alarm(office: Office, refusal: Outcome) -> None:
    assert ends(office, refusal) == "planned"
    assert office.message().due_at == office.now + timedelta(minutes=5)
    office.providers["sms"] = lambda outgoing: refusal
    office.to("2026-10-05 10:30")
    assert len(office.all(Attempt)) == 7
    assert len(office.items("alarm")) == 1


@pytest.mark.parametrize("order", [("sent", "delivered"), ("delivered", "sent")])
def test_receipts_may_come_in_any_order(office: Office, order: tuple[str, str]) -> None:
    attempt = due(office)
    office.do(settle, attempt, Accepted("SM1"), office.now)
    for status in order:
        heard(office, attempt, status, {"sent": 3, "delivered": 9}[status])
    assert [row.status for row in office.all(Attempt)] == ["delivered"]


def test_a_receipt_that_overtakes_the_answer_binds_the_attempt(office: Office) -> None:
    attempt = due(office)
    heard(office, attempt, "sent", 3)
    assert office.do(settle, attempt, Unknown(NO_OUTCOME), office.now) is None
    assert (office.message().status, office.all(Attempt)[0].provider_id) == ("sent", "SM1")


@pytest.mark.parametrize("rank", [0, 1, 3, 9])
def test_any_receipt_ends_a_doubt(office: Office, rank: int) -> None:
    attempt = due(office)
    office.do(settle, attempt, Unknown(NO_OUTCOME), office.now)
    heard(office, attempt, "accepted", rank)
    assert office.message().status == "sent"
    assert [item.closed_by for item in office.items("doubtful")] == ["relais"]


def test_a_receipt_nobody_waits_for_changes_nothing(office: Office) -> None:
    heard(office, "f" * 32, "delivered", 9)
    heard(office, None, "delivered", 9)
    assert office.all(Attempt) == []


def test_a_phone_that_is_off_is_tried_once_more_four_hours_later(office: Office) -> None:
    attempt = due(office)
    office.do(settle, attempt, Accepted("SM1"), office.now)
    heard(office, None, "undelivered", 9, HANDSET_OFF)
    assert office.message().status == "planned"
    office.to("2026-10-05 19:00")
    assert len(office.all(Attempt)) == 2
    assert office.left()[1] >= "mon 05 oct 14:00"


def test_late_news_of_a_first_try_does_not_disturb_the_second(office: Office) -> None:
    first = due(office)
    office.do(settle, first, NotSent(NO_CONNECTION), office.now)
    office.now = office.message().due_at
    office.reserve()
    heard(office, first, "undelivered", 9, HANDSET_OFF)
    assert office.message().status == "sending"


def test_a_message_that_was_sent_again_as_another_does_not_come_back(office: Office) -> None:
    attempt = due(office)
    office.do(settle, attempt, Unknown(NO_OUTCOME), office.now)
    office.do(lambda session: end(session, session.get_one(Message, 1), "failed", "sent-again", office.now))
    heard(office, attempt, "undelivered", 9, HANDSET_OFF)
    assert (office.message().status, office.message().reason) == ("failed", "sent-again")


@pytest.mark.parametrize(("left", "becomes"), [(timedelta(hours=6), "planned"), (timedelta(hours=1), "expired")])
def test_a_validity_that_ran_out_at_the_provider_is_an_expiry_unless_there_is_time_for_another_try(
    office: Office, left: timedelta, becomes: str
) -> None:
    attempt = due(office)
    office.do(settle, attempt, Accepted("SM1"), office.now)
    office.now = office.message().deadline_at - left
    heard(office, attempt, "failed", 9, EXPIRED)
    assert office.message().status == becomes


async def test_a_fault_of_the_channel_itself_is_no_outcome() -> None:
    class Broken:
        async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
            raise RuntimeError

    outgoing = Outgoing(attempt="a" * 32, address="+33639980001", text="Bonjour.")
    assert await carry(Broken(), outgoing, 1.0) == Unknown(NO_OUTCOME)  # type: ignore[arg-type]
