"""The verdict sees each harm, in an evening that is written by hand."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from messages import consents
from messages.contacts import Address
from messages.inbox import Received
from messages.outbox import ACCEPTED, DOUBTFUL, EXPIRED, SENT, UNKNOWN, Attempt, Message, new_attempt_id
from messages.store import Store
from scheduler.signups import NO, SignUp
from tests.faults.cast import EVENING, STARTS, phone, plant
from tests.faults.evening import Evening, Truth
from tests.faults.verdict import REMINDER, judge

MEDIUM, NUMBER = phone(0)
TEXT = "Rappel : sortie demain."


@pytest.fixture
def night(store: Store, tmp_path: Path) -> Evening:
    """One parent, reminded once at 18:25 and zero seconds."""
    store.writing(plant, 1)
    store.writing(_reminded)
    told = Evening(store.url, tmp_path, 0, 0, Truth(tmp_path / "truth.jsonl"), leaps=[(0.0, EVENING)])
    note(told, "accepted", 0.0)
    return told


def note(night: Evening, what: str, at: float, **more: object) -> None:
    """The provider's log says so."""
    line = {"what": what, "at": at, "medium": MEDIUM, "to": NUMBER, "text": TEXT, "sid": f"SM{at}", **more}
    with night.truth.path.open("a") as truth:
        truth.write(json.dumps(line) + "\n")


def end(session: Session, status: str) -> None:
    """The reminder ends so."""
    message = session.exec(select(Message).where(Message.kind == REMINDER)).one()
    message.status = status
    session.add(message)


def harm(store: Store, night: Evening) -> set[str]:
    return {one.partition(":")[0] for one in store.reading(judge, night, 1).wrong}


def test_an_evening_as_it_should_be_is_held(store: Store, night: Evening) -> None:
    assert harm(store, night) == set()


def test_a_second_acceptance_is_a_double(store: Store, night: Evening) -> None:
    note(night, "accepted", 2.0)
    assert harm(store, night) == {"duplicated"}


def test_an_acceptance_that_was_undone_is_no_double(store: Store, night: Evening) -> None:
    note(night, "accepted", 2.0)
    note(night, "undone", 2.0)
    assert harm(store, night) == set()


@pytest.mark.parametrize("hours", [1.6, 14])
def test_at_night_is_out_of_hours(store: Store, night: Evening, hours: float) -> None:
    night.leaps = [(0.0, EVENING + timedelta(hours=hours))]
    assert harm(store, night) == {"out_of_hours"}


def test_after_the_start_is_late(store: Store, night: Evening) -> None:
    night.leaps = [(0.0, STARTS + timedelta(seconds=1))]
    assert harm(store, night) == {"late"}


def test_a_reminder_that_was_never_taken_is_lost(store: Store, night: Evening) -> None:
    night.truth.path.write_text("")
    assert harm(store, night) == {"lost"}


def test_a_reminder_that_was_never_written_is_lost(store: Store, night: Evening) -> None:
    assert any("never written" in one for one in store.reading(judge, night, 2).lost)


@pytest.mark.parametrize(("after", "lost"), [(timedelta(), False), (timedelta(minutes=1), True)])
def test_only_who_said_no_before_the_reminders_were_written_is_owed_none(
    store: Store, night: Evening, after: timedelta, lost: bool
) -> None:
    store.writing(_refused_and_not_reminded, EVENING + after)
    assert ("lost" in harm(store, night)) is lost


def test_an_expiry_that_nobody_is_shown_is_lost(store: Store, night: Evening) -> None:
    store.writing(end, EXPIRED)
    assert harm(store, night) == {"lost"}


def test_a_doubt_that_nobody_is_shown_is_hidden(store: Store, night: Evening) -> None:
    store.writing(end, DOUBTFUL)
    assert harm(store, night) == {"hidden"}


def test_an_sms_left_in_doubt_is_broken(store: Store, night: Evening) -> None:
    store.writing(lambda s: s.add(_attempt(s, UNKNOWN)))
    assert harm(store, night) == {"broken"}


def test_a_message_after_a_stop_is_seen(store: Store, night: Evening) -> None:
    night.truth.path.write_text("")
    note(night, "said", 1.0, who=NUMBER, text="STOP", number=1)
    note(night, "answered", 1.1, number=1, status=200)
    note(night, "accepted", 5.0)
    store.writing(_stopped)
    assert "after_stop" in harm(store, night)


def test_a_reply_without_effect_is_broken(store: Store, night: Evening) -> None:
    note(night, "said", 1.0, who=NUMBER, text="Non", number=1)
    assert harm(store, night) == {"broken"}


def test_the_same_answer_to_two_texts_of_hers_is_no_double_and_a_third_one_is(store: Store, night: Evening) -> None:
    for number in (1, 2):
        store.writing(_answered, number)
        note(night, "accepted", number, text="Bien reçu.")
    assert "duplicated" not in harm(store, night)
    note(night, "accepted", 3.0, text="Bien reçu.")
    assert "duplicated" in harm(store, night)


def _answered(session: Session, number: int) -> None:
    """She wrote something, and was told that it is received."""
    hers = Received(channel="sms", provider_id=f"SM{number}", raw="", at=EVENING)
    session.add(hers)
    session.flush()
    reminder = session.exec(select(Message).where(Message.kind == REMINDER)).one()
    known = reminder.model_dump(exclude={"id", "kind", "once", "in_reply_to"})
    answer = Message(**known, kind="received", once=f"answer/{number}", in_reply_to=hers.id)
    session.add(answer)
    session.flush()
    attempt = _attempt(session, ACCEPTED)
    attempt.message_id, attempt.text = answer.id or 0, "Bien reçu."
    session.add(attempt)


def _reminded(session: Session) -> None:
    invitation = session.exec(select(Message)).one()
    reminder = invitation.model_dump(exclude={"id", "kind", "once", "hours", "deadline_at"})
    more = {"kind": REMINDER, "once": "reminder/1", "hours": "automatic", "deadline_at": STARTS.astimezone(UTC)}
    session.add(Message(**reminder, **more))
    session.flush()
    session.add(_attempt(session, ACCEPTED))


def _refused_and_not_reminded(session: Session, at: datetime) -> None:
    signup = session.exec(select(SignUp)).one()
    signup.answer, signup.at = NO, at
    session.add(signup)
    reminder = session.exec(select(Message).where(Message.kind == REMINDER)).one()
    session.delete(session.exec(select(Attempt).where(Attempt.message_id == reminder.id)).one())
    session.flush()
    session.delete(reminder)


def _attempt(session: Session, status: str) -> Attempt:
    message = session.exec(select(Message).where(Message.kind == REMINDER, Message.status == SENT)).one()
    address = session.exec(select(Address)).one()
    return Attempt(
        id=new_attempt_id(), message_id=message.id or 0, number=1, medium=MEDIUM, address_id=address.id or 0,
        sender=MEDIUM, status=status, reserved_at=EVENING, text=TEXT,
    )  # fmt: skip


def _stopped(session: Session) -> None:
    now: datetime = EVENING
    consents.stop(session, session.exec(select(Address)).one(), "received-1", "family", now)
