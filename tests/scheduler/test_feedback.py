"""Feedback: one question on the next allowed day, to those who were there, at most once in thirty days."""

from datetime import datetime

import pytest
from sqlmodel import Session

from messages.outbox import EXPIRED, WITHDRAWN
from scheduler.activities import Activity
from scheduler.people import Adult
from scheduler.register import enter, register
from scheduler.signups import MAYBE
from tests.cast import cancels, holds, paris, says
from tests.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def enters(session: Session, activity: Activity, adults: list[Adult], now: datetime) -> None:
    """The educator enters who was there."""
    enter(session, session.get_one(Activity, activity.id), {adult.id: (1, 0) for adult in adults}, "educator", now)


@pytest.mark.parametrize(
    ("starts", "asked"),
    [
        ("2026-10-20 18:00", "wed 21 oct 10:00"),
        ("2026-10-24 14:00", "mon 26 oct 10:00"),
        ("2026-11-10 18:00", "thu 12 nov 10:00"),
        ("2027-03-27 14:00", "tue 30 mar 10:00"),
    ],
)
def test_feedback_is_asked_from_ten_of_the_next_allowed_day(office: Office, starts: str, asked: str) -> None:
    office.evening(starts, yes=office.mother("Fatou"))
    office.to(starts)
    office.to(paris(starts).replace(hour=12) + (paris(asked_on(asked, starts)) - paris(starts)))
    assert office.left("feedback") == [asked]


def asked_on(asked: str, starts: str) -> str:
    return f"{starts[:4]}-{'10' if 'oct' in asked else '11' if 'nov' in asked else '03'}-{asked[4:6]} 23:00"


def test_a_stay_is_asked_about_after_its_last_day(office: Office) -> None:
    office.evening("2026-10-19 09:00", yes=office.mother("Fatou"), kind="stay", ends_at=paris("2026-10-21 17:00"))
    office.to("2026-10-23 12:00")
    assert office.left("feedback") == ["thu 22 oct 10:00"]


def test_only_those_present_are_asked_once_the_register_is_entered(office: Office) -> None:
    fatou, sonia, awa = (office.mother(name) for name in ("Fatou", "Sonia", "Awa"))
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    office.do(says, sonia, evening)
    office.do(enters, evening, [sonia, awa], paris("2026-10-20 20:00"))
    office.to("2026-10-21 12:00")
    assert [office.received(name)[-1:] == ["feedback"] for name in ("Fatou", "Sonia", "Awa")] == [False, True, True]


def test_without_a_register_those_who_said_yes_are_asked(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.mother("Fatou"))
    office.do(says, office.mother("Sonia"), evening, MAYBE)
    office.to("2026-10-21 12:00")
    assert len(office.left("feedback")) == 1


def test_a_register_entered_late_asks_those_it_names(office: Office) -> None:
    awa = office.mother("Awa")
    evening = office.evening("2026-10-20 18:00")
    office.to("2026-10-22 15:00")
    office.do(enters, evening, [awa], office.now)
    office.to("2026-10-22 16:00")
    assert office.left("feedback") == ["thu 22 oct 15:00"]


def test_a_register_entered_after_three_days_asks_nobody(office: Office) -> None:
    awa = office.mother("Awa")
    evening = office.evening("2026-10-20 18:00")
    office.to("2026-10-24 10:00")
    office.do(enters, evening, [awa], office.now)
    office.to("2026-10-26 12:00")
    assert office.messages("feedback") == []


def test_who_turns_out_to_have_been_absent_is_not_asked(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.mother("Fatou"))
    office.to("2026-10-21 09:59")
    office.now = paris("2026-10-21 10:00")
    office.plan()
    office.do(enters, evening, [], office.now)
    office.send()
    assert (office.message("feedback").status, office.message("feedback").reason) == (WITHDRAWN, "not-there")


def test_nobody_is_asked_twice_in_thirty_days(office: Office) -> None:
    fatou = office.mother("Fatou")
    for starts in ("2026-10-06 18:00", "2026-10-13 18:00", "2026-11-04 18:00", "2026-11-06 18:00"):
        office.evening(starts, yes=fatou)
    office.to("2026-11-20 12:00")
    assert office.left("feedback") == ["wed 07 oct 10:00", "sat 07 nov 10:00"]


def test_two_dates_of_one_day_are_one_question(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.evening("2026-10-20 10:00", yes=fatou)
    office.evening("2026-10-20 18:00", yes=fatou)
    office.to("2026-10-25 12:00")
    assert len(office.left("feedback")) == 1


def test_a_cancelled_date_is_not_asked_about(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.mother("Fatou"))
    office.do(cancels, evening, office.now)
    office.to("2026-10-22 12:00")
    assert office.messages("feedback") == []


def test_a_question_not_asked_within_three_days_is_not_asked(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.evening("2026-10-20 18:00", yes=fatou)
    office.to("2026-10-20 20:00")
    office.now = paris("2026-10-21 10:00")
    office.plan()
    office.now = paris("2026-10-24 10:00")
    office.send()
    assert office.message("feedback").status == EXPIRED
    assert office.left("feedback") == []


def test_a_pause_longer_than_three_days_leaves_the_question_unasked(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.evening("2026-10-20 18:00", yes=fatou)
    office.do(holds, fatou, "pause", paris("2026-10-20 20:00"), paris("2026-10-30 10:00"))
    office.to("2026-10-31 12:00")
    assert office.message("feedback").reason == "pause"


def test_the_register_keeps_who_was_absent(office: Office) -> None:
    fatou, awa = office.mother("Fatou"), office.mother("Awa")
    evening = office.evening("2026-10-20 18:00")
    office.do(enters, evening, [fatou, awa], office.now)
    office.do(enters, evening, [awa], office.now)
    rows = office.see(register, evening)
    assert [(row.adult_id, row.status) for row in rows] == [(fatou.id, "absent"), (awa.id, "present")]
