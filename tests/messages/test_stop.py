"""STOP: once it is committed nothing more is reserved, whoever else is writing at that moment."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session

from messages import consents
from messages.consents import Consent, lift
from messages.outbox import REFUSED, SENDING, Attempt
from scheduler.people import Adult
from scheduler.reserving import Room, reserve
from tests.cast import address, holds, message_to, shares_phone_of, stops
from tests.office import Office

POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def waiting_note(office: Office, name: str = "Fatou") -> Adult:
    """Somebody for whom a message is due."""
    adult = office.mother(name)
    office.do(lambda session: session.add(message_to(session, adult, office.now, once=f"note/{name}")))
    return adult


def test_after_a_stop_what_was_planned_is_refused(office: Office) -> None:
    fatou = waiting_note(office)
    office.do(stops, fatou, office.now)
    assert office.reserve().reserved == []
    assert (office.message().status, office.message().reason) == (REFUSED, "stopped")


@POSTGRES
def test_a_reservation_waits_for_a_stop_in_the_making_and_obeys_it(office: Office) -> None:
    fatou = waiting_note(office)
    written, commit = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as two:
        stopping = two.submit(office.do, slow_stop, fatou, office, written, commit)
        written.wait(5)
        reserving = two.submit(office.reserve)
        assert not finished(reserving)
        commit.set()
        stopping.result(5)
        assert reserving.result(5).reserved == []


@POSTGRES
def test_a_stop_waits_for_a_reservation_that_came_first(office: Office) -> None:
    fatou = waiting_note(office)
    written, commit = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as two:
        reserving = two.submit(office.do, slow_reserve, office, written, commit)
        written.wait(5)
        stopping = two.submit(office.do, stops, fatou, office.now)
        assert not finished(stopping)
        commit.set()
        assert reserving.result(5) == 1
        stopping.result(5)
    assert office.message().status == SENDING


def test_of_many_stops_and_reservations_at_once_none_is_reserved_after_its_stop(office: Office) -> None:
    people = [waiting_note(office, f"Maman {number}") for number in range(12)]
    with ThreadPoolExecutor(6) as crowd:
        for adult in people:
            crowd.submit(office.do, stops, adult, office.now)
            crowd.submit(office.reserve, count=1)
    office.reserve()
    tried = {attempt.message_id for attempt in office.all(Attempt)}
    assert all((message.id in tried) == (message.status == SENDING) for message in office.messages())
    assert {message.reason for message in office.messages() if message.status != SENDING} <= {"stopped"}


def test_a_stop_is_written_to_the_ledger_and_a_start_after_it(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(stops, fatou, office.now)
    office.do(starts, fatou, office)
    assert [entry.given for entry in office.all(Consent)] == [True, False, True]
    assert office.see(consents.consenting, [fatou.contact_id]) == {fatou.contact_id: True}
    assert office.see(address, fatou).stopped_at is None


def test_a_stop_on_a_shared_phone_silences_the_phone_and_speaks_for_nobody(office: Office) -> None:
    fatou = office.mother("Fatou")
    karim = office.do(shares_phone_of, fatou, "Karim")
    office.do(stops, fatou, office.now)
    assert set(office.see(consents.consenting, [fatou.contact_id, karim.contact_id]).values()) == {True}
    for number, adult in enumerate((fatou, karim)):
        office.do(lambda s, a=adult, n=number: s.add(message_to(s, a, office.now, once=f"note/{n}")))
    assert office.reserve().reserved == []
    assert [message.reason for message in office.messages()] == ["stopped", "stopped"]


def test_a_person_lifts_a_hold(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.do(holds, fatou, "danger", office.now)
    assert office.do(lift, fatou.contact_id, "danger", "educator", office.now)
    assert office.see(consents.holds, [fatou.contact_id], office.now + timedelta(days=1)) == {}
    assert not office.do(lift, fatou.contact_id, "danger", "educator", office.now)


def finished(work: Future[object]) -> bool:
    """Whether it ends by itself within a moment."""
    try:
        work.result(0.3)
    except TimeoutError:
        return False
    return True


def slow_stop(
    session: Session, adult: Adult, office: Office, written: threading.Event, commit: threading.Event
) -> None:
    stops(session, adult, office.now)
    session.flush()
    written.set()
    commit.wait(5)


def slow_reserve(session: Session, office: Office, written: threading.Event, commit: threading.Event) -> int:
    batch = reserve(session, office.desk, Room("sms", 10, ()), office.now)
    session.flush()
    written.set()
    commit.wait(5)
    return len(batch.reserved)


def starts(session: Session, adult: Adult, office: Office) -> None:
    consents.start(session, address(session, adult), "received-2", "family", office.now)
