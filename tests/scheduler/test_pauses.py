"""A pause holds everything automatic, except the news that a date she said yes to has changed."""

from datetime import date

import pytest

from messages.programme import Programme
from messages.store import Store
from scheduler.pauses import pause_until
from tests.cast import cancels, contact_of, invites, moves, paris
from tests.office import Office


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store, paris("2026-10-10 10:00"))


def rests(office: Office, adult: object, last_day: date) -> None:
    cal = Programme().calendar
    office.do(lambda session: pause_until(session, contact_of(session, adult), last_day, "family", cal, office.now))


def test_a_change_of_a_date_she_accepted_is_told_and_nothing_else(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    rests(office, fatou, date(2026, 10, 31))
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.to("2026-10-22 12:00")
    assert office.received("Fatou") == ["change"]


def test_a_cancellation_is_told_too(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    rests(office, fatou, date(2026, 10, 31))
    office.do(cancels, evening, office.now)
    office.to("2026-10-22 12:00")
    assert office.received("Fatou") == ["cancellation"]


def test_an_invitation_waits_for_the_end_of_the_pause_when_the_date_is_later(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-11-20 18:00")
    rests(office, fatou, date(2026, 10, 31))
    office.do(invites, evening, [fatou], office.now, office.now)
    office.to("2026-11-10 12:00")
    assert office.left("invitation") == ["mon 02 nov 09:00"]
