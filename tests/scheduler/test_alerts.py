"""A message in danger is told to the team until somebody takes charge."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from messages.channels.base import NotSent, Outcome, Outgoing
from messages.contacts import Contact, address_of, link
from messages.failures import NO_CONNECTION
from messages.inbox import DANGER, InboxItem
from messages.outbox import Attempt
from tests.cast import SEPTEMBER, educator, mother, paris
from tests.office import Office

HERS, NADEGES = "+33639989700", "+33639989701"
MINUTE = timedelta(minutes=1)


def team(session: Session) -> None:
    """Claire by Telegram and on her own phone; Nadège stands in, on an ordinary one."""
    nadege = Contact(name="Nadège", staff=True, stands_in=True, created_at=SEPTEMBER)
    session.add(nadege)
    session.flush()
    for member, number in ((educator(session), HERS), (nadege, NADEGES)):
        link(session, member, address_of(session, "sms", number, SEPTEMBER), SEPTEMBER)


def cry(office: Office, name: str = "Fatou") -> None:
    """She writes that she is in danger."""

    def write(session: Session) -> None:
        hers = session.exec(select(Contact.id).where(Contact.name == name)).first() or mother(session, name).contact_id
        session.add(InboxItem(kind=DANGER, at=office.now, urgent=True, contact_id=hers))

    office.do(write)


def taken(office: Office) -> None:
    """Somebody takes charge of everything."""

    def take(session: Session) -> None:
        for item in session.exec(select(InboxItem)):
            item.taken_at = office.now
            session.add(item)

    office.do(take)


def told(office: Office, minutes: float) -> list[tuple[str, str, int]]:
    """After so many minutes: who was told by which medium, how many minutes after the first cry."""
    began = office.items(DANGER)[0].at
    office.to(began + minutes * MINUTE)
    names = {contact.id: contact.name for contact in office.all(Contact)}
    of = {message.id: message for message in office.messages("alert")}
    tries = sorted((a.reserved_at, a.medium, a.message_id) for a in office.all(Attempt) if a.message_id in of)
    return [(names[of[m].contact_id], medium, int((at - began) / MINUTE)) for at, medium, m in tries]


@pytest.fixture
def night(office: Office) -> Office:
    """Eleven at night."""
    office.do(team)
    office.now = paris("2026-11-05 23:00")
    cry(office)
    return office


def test_the_educator_is_told_at_once_whatever_the_hour(night: Office) -> None:
    assert told(night, 4) == [("Claire", "telegram", 0)]


def test_the_stand_in_is_told_after_ten_minutes(night: Office) -> None:
    assert told(night, 9.9) == [("Claire", "telegram", 0), ("Claire", "telegram", 5)]
    assert told(night, 10)[2:] == [("Nadège", "sms", 10), ("Claire", "telegram", 10)]


def test_the_alerts_end_when_somebody_takes_charge(night: Office) -> None:
    before = told(night, 12)
    taken(night)
    assert told(night, 600) == before


def test_nobody_in_charge_the_next_day_is_told_every_half_day(night: Office) -> None:
    minutes = [at for who, _, at in told(night, 3000) if who == "Claire"]
    assert minutes == [0, 5, 10, 20, 30, 60, 120, 240, 480, 720, 1440, 2160, 2880]
    texts = [attempt.text for attempt in night.all(Attempt)]
    assert any("a écrit il y a 12 heures." in text for text in texts)
    assert any("a écrit il y a 2 jours." in text for text in texts)


def test_when_telegram_is_down_it_goes_by_sms_within_a_minute(night: Office) -> None:
    night.providers["telegram"] = unreachable
    assert ("Claire", "sms", 1) in told(night, 2)


def test_what_telegram_has_carried_is_not_said_twice(night: Office) -> None:
    assert [way for who, way, _ in told(night, 12) if who == "Claire"] == ["telegram"] * 3


def test_a_second_cry_is_told_once_and_not_all_over_again(night: Office) -> None:
    told(night, 1)
    cry(night)
    assert told(night, 9) == [("Claire", "telegram", 0), ("Claire", "telegram", 1), ("Claire", "telegram", 5)]


def test_another_mother_is_another_alarm(night: Office) -> None:
    told(night, 1)
    cry(night, "Samira")
    assert [at for _, _, at in told(night, 9)] == [0, 1, 5, 6]


def test_an_alert_says_who_and_never_what(night: Office) -> None:
    told(night, 11)
    texts = [attempt.text for attempt in night.all(Attempt)]
    assert "Urgent : F1 Fatou a écrit. Ouvrez /boite" in texts
    assert any("il y a 10 minutes. Personne n'a encore pris en charge" in text for text in texts)


def unreachable(_: Outgoing) -> Outcome:
    """Telegram in an outage."""
    return NotSent(NO_CONNECTION)
