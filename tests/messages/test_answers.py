"""Answers: one of a kind per thing received, at the address it came from, within ten minutes of it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from messages.answers import CONSOLE, answer, answer_kind
from messages.contacts import Contact
from messages.inbox import Received
from messages.outbox import Kind, Message
from messages.programme import Programme
from scheduler.people import Adult
from tests.cast import address
from tests.letters import keep_raw
from tests.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MINUTES = timedelta(minutes=1)


def wrote(office: Office) -> tuple[Adult, int]:
    """Fatou writes."""
    fatou = office.mother("Fatou")
    received = office.do(keep_raw, "sms", "SM1", "Body=Oui", office.now)
    assert received is not None
    office.do(lambda s: setattr(s.get_one(Received, received), "address_id", address(s, fatou).id))
    return fatou, received


def says_back(session: Session, kind: Kind, fatou: Adult, received: int, office: Office) -> Message | None:
    heard, contact = session.get_one(Received, received), session.get_one(Contact, fatou.contact_id)
    return answer(session, kind, heard, contact, {"text": "Merci."}, Programme(), office.now, "activity-1")


def test_an_answer_leaves_at_once_even_on_a_sunday_night(office: Office) -> None:
    office.now += timedelta(days=6, hours=13)
    fatou, received = wrote(office)
    office.do(says_back, answer_kind("note"), fatou, received, office)
    office.send()
    assert office.left() == ["sun 11 oct 23:00"]
    assert (office.message().in_reply_to, office.message().topic) == (received, "activity-1")


def test_the_same_thing_is_answered_once(office: Office) -> None:
    fatou, received = wrote(office)
    assert office.do(says_back, answer_kind("note"), fatou, received, office) is not None
    assert office.do(says_back, answer_kind("note"), fatou, received, office) is None


def test_an_answer_more_than_ten_minutes_late_expires_and_is_shown(office: Office) -> None:
    fatou, received = wrote(office)
    office.now += 10 * MINUTES
    office.do(says_back, answer_kind("note"), fatou, received, office)
    office.send()
    assert office.message().status == "expired"
    assert len(office.items("expired")) == 1


def test_what_is_said_to_the_educator_counts_from_now(office: Office) -> None:
    fatou, received = wrote(office)
    office.now += 20 * MINUTES
    said = office.do(says_back, CONSOLE, fatou, received, office)
    assert said is not None
    assert said.deadline_at == office.now + 10 * MINUTES
