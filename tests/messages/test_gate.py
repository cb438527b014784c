"""The gate: who may be written to, where, and when; asked for a whole batch at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, delete

from messages.contacts import ContactAddress, close, reopen
from messages.gate import Refuse, Send, Verdict, Wait, open_gate
from messages.outbox import ANSWER, BUS, NOTICE, STAFF, TYPED
from messages.programme import Programme
from scheduler.people import Adult
from tests.cast import address, contact_of, educator, holds, message_to, mornings, mother, paris, reached, stops
from tests.letters import keep_raw
from tests.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EVERY = frozenset({"sms", "telegram"})


def verdict(session: Session, adult: Adult, now: datetime, media: frozenset[str] = EVERY, **fields: Any) -> Verdict:
    """What the gate says of a message to her."""
    message = message_to(session, adult, now, **fields)
    return open_gate(session, [message], Programme(), media, now).verdict(message)


def asked(office: Office, adult: Adult, **fields: Any) -> Verdict:
    return office.do(verdict, adult, office.now, **fields)


def test_who_said_yes_is_written_to(office: Office) -> None:
    fatou = office.mother("Fatou")
    sent = asked(office, fatou)
    assert isinstance(sent, Send)
    assert sent.address.medium == "sms"


def test_without_a_yes_nothing_leaves(office: Office) -> None:
    claire = office.do(educator)
    stranger = Adult(id=9, contact_id=claire.id, since=office.now)
    office.do(lambda session: setattr(contact_of(session, stranger), "staff", False))
    assert asked(office, stranger) == Refuse("no-consent")


def test_after_a_stop_nothing_leaves(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(stops, fatou, office.now)
    assert asked(office, fatou) == Refuse("stopped")


@pytest.mark.parametrize(("hours", "leaves"), [("automatic", 0), (NOTICE, 0), (BUS, 0), (ANSWER, 1), (TYPED, 1)])
def test_who_prefers_to_be_rung_gets_only_what_a_person_or_she_herself_began(
    office: Office, hours: str, leaves: int
) -> None:
    fatou = office.mother("Fatou", calls_only=True)
    said = asked(office, fatou, hours=hours)
    assert isinstance(said, Send) if leaves else said == Refuse("calls-only")


def test_her_stop_weighs_more_than_her_wish_for_calls(office: Office) -> None:
    fatou = office.mother("Fatou", calls_only=True)
    office.do(stops, fatou, office.now)
    assert asked(office, fatou) == Refuse("stopped")


def test_a_pause_that_ends_in_time_is_waited_for(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(holds, fatou, "pause", office.now, paris("2026-10-06 12:00"))
    assert asked(office, fatou) == Wait(paris("2026-10-06 12:00"))


def test_a_pause_that_ends_too_late_refuses(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(holds, fatou, "pause", office.now, paris("2026-10-20 12:00"))
    assert asked(office, fatou) == Refuse("pause")


def test_a_pause_that_is_over_holds_nothing_back(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(holds, fatou, "pause", paris("2026-10-01 10:00"), office.now)
    assert isinstance(asked(office, fatou), Send)


@pytest.mark.parametrize("reason", ["danger", "freeze", "suspended"])
def test_a_hold_without_end_refuses_and_says_why(office: Office, reason: str) -> None:
    fatou = office.mother("Fatou")
    office.do(holds, fatou, reason, office.now)
    assert asked(office, fatou) == Refuse(reason)


def test_of_two_holds_the_longer_counts(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(holds, fatou, "danger", office.now)
    office.do(holds, fatou, "pause", office.now, paris("2026-10-06 12:00"))
    assert asked(office, fatou) == Refuse("danger")


def test_who_is_no_longer_in_the_list_gets_nothing(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(lambda session: setattr(contact_of(session, fatou), "erased_at", office.now))
    assert asked(office, fatou) == Refuse("erased")


def test_a_number_that_does_not_work_is_not_tried(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(lambda session: close(session, address(session, fatou), "invalid", office.now))
    assert asked(office, fatou) == Refuse("closed")
    office.do(lambda session: reopen(session, address(session, fatou)))
    assert isinstance(asked(office, fatou), Send)


def test_without_a_channel_for_her_medium_nothing_leaves(office: Office) -> None:
    assert asked(office, office.mother("Fatou"), media=frozenset({"telegram"})) == Refuse("no-channel")


def test_without_any_address_nothing_leaves(office: Office) -> None:
    assert asked(office, office.do(without_phone)) == Refuse("no-address")


def test_telegram_comes_before_sms(office: Office) -> None:
    sent = asked(office, office.do(with_both))
    assert isinstance(sent, Send)
    assert sent.address.medium == "telegram"


def test_a_blocked_telegram_falls_back_to_sms_only_where_she_said_yes(office: Office) -> None:
    fatou = office.do(with_both)
    office.do(lambda session: close(session, address(session, fatou, "telegram"), "blocked", office.now))
    assert asked(office, fatou) == Refuse("blocked")
    sent = asked(office, fatou, fallback=True)
    assert isinstance(sent, Send)
    assert sent.address.medium == "sms"


def test_an_answer_opens_the_gate_for_itself_alone(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(stops, fatou, office.now)
    received = office.do(keep_raw, "sms", "SM1", "STOP", office.now)
    answer = {"in_reply_to": received, "hours": ANSWER, "address_id": office.see(address, fatou).id}
    assert isinstance(asked(office, fatou, **answer), Send)
    assert asked(office, fatou) == Refuse("stopped")


@pytest.mark.parametrize("moment", ["2026-10-11 12:00", "2026-10-10 20:00", "2026-11-11 10:00", "2026-10-06 08:59"])
def test_outside_hours_a_message_waits(office: Office, moment: str) -> None:
    fatou = office.mother("Fatou")
    office.now = paris(moment)
    waits = asked(office, fatou)
    assert isinstance(waits, Wait)
    assert waits.until > office.now


def test_a_message_that_would_wait_too_long_is_refused(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-10 20:00")
    assert asked(office, fatou, deadline_at=office.now + timedelta(hours=20)) == Refuse("hours")


def test_her_own_hours_win(office: Office) -> None:
    fatou = office.mother("Fatou", **mornings())
    office.now = paris("2026-10-05 12:00")
    assert asked(office, fatou) == Wait(paris("2026-10-06 09:00"))


def test_her_own_question_is_answered_at_any_hour_unless_she_is_discreet(office: Office) -> None:
    office.now = paris("2026-10-11 23:00")
    received = office.do(keep_raw, "sms", "SM1", "Où ?", office.now)
    answer = {"in_reply_to": received, "hours": ANSWER}
    assert isinstance(asked(office, office.mother("Fatou", **mornings()), **answer), Send)
    assert asked(office, office.mother("Awa", discreet=True, **mornings()), **answer) == Refuse("hours")


def test_a_notice_and_a_bus_keep_hours_of_their_own(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-11 08:00")
    assert isinstance(asked(office, fatou, hours=NOTICE), Send)
    assert asked(office, fatou, hours=BUS) == Refuse("hours")


def test_the_educator_is_told_at_any_hour(office: Office) -> None:
    claire = office.do(educator)
    office.now = paris("2026-10-11 23:59")
    assert isinstance(asked(office, Adult(id=0, contact_id=claire.id, since=office.now), hours=STAFF), Send)


def test_a_preview_asks_about_a_later_moment(office: Office) -> None:
    fatou = office.mother("Fatou")
    message = office.do(message_to, fatou, office.now)
    gate = office.see(open_gate, [message], Programme(), EVERY, office.now)
    assert isinstance(gate.verdict(message), Send)
    assert gate.verdict(message, paris("2026-10-05 21:00")) == Wait(paris("2026-10-06 09:00"))


def with_both(session: Session) -> Adult:
    fatou = mother(session, "Fatou", "telegram")
    reached(session, contact_of(session, fatou), "sms")
    return fatou


def without_phone(session: Session) -> Adult:

    fatou = mother(session, "Fatou")
    session.exec(delete(ContactAddress))
    return fatou
