"""What fell into a time in which Relais did not run is not passed over in silence."""

from datetime import datetime, timedelta

import pytest

from bot.silence import after_silence
from messages.inbox import InboxItem
from messages.outbox import EXPIRED
from messages.store import Store
from tests.cast import paris
from tests.office import Office

MONDAY, AFTER = paris("2026-10-19 16:00"), paris("2026-10-20 18:01")


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store, MONDAY)


def wakes(office: Office, now: datetime) -> None:
    office.do(after_silence, office.programme, ["sms", "telegram"], now)


def test_a_reminder_that_nobody_could_send_expires_and_is_shown(office: Office) -> None:
    office.evening("2026-10-20 18:00", yes=office.mother("Fatou"))
    wakes(office, MONDAY)
    office.now = AFTER
    wakes(office, AFTER)
    office.send()
    assert [message.status for message in office.messages()] == [EXPIRED]
    assert [item.kind for item in office.all(InboxItem)] == ["deaf", "expired"]


def test_a_short_silence_is_nobodys_news(office: Office) -> None:
    wakes(office, MONDAY)
    wakes(office, MONDAY + timedelta(hours=24))
    assert office.all(InboxItem) == []


def test_two_days_without_telegram_are_told(office: Office) -> None:
    wakes(office, MONDAY)
    wakes(office, MONDAY + timedelta(days=2))
    [item] = office.all(InboxItem)
    assert "entre le 19/10 à 16:00 et le 20/10 à 16:00" in item.note
