"""Reminders: the evening before for a yes, two days before for a maybe, and never on a day of rest."""

from datetime import time

import pytest

from messages.outbox import EXPIRED, REFUSED, WITHDRAWN
from scheduler.signups import MAYBE, NO, WAITING
from tests.cast import cancels, holds, mornings, moves, outing, paris, says
from tests.office import Office


def evening_before(office: Office, starts: str) -> str:
    """When Fatou, who said yes, is reminded."""
    office.evening(starts, yes=office.mother("Fatou"))
    office.to(starts)
    [left] = office.left("reminder/day-before")
    return left


def test_a_reminder_for_a_tuesday_goes_out_on_monday(office: Office) -> None:
    assert "mon 19 oct 17:00" <= evening_before(office, "2026-10-20 14:00") <= "mon 19 oct 18:29"


def test_a_reminder_for_a_monday_goes_out_on_saturday(office: Office) -> None:
    assert "sat 17 oct 17:00" <= evening_before(office, "2026-10-19 14:00") <= "sat 17 oct 18:29"


def test_a_reminder_for_the_day_after_armistice_goes_out_on_the_tenth(office: Office) -> None:
    assert "tue 10 nov 17:00" <= evening_before(office, "2026-11-12 14:00") <= "tue 10 nov 18:29"


@pytest.mark.parametrize(
    ("starts", "day"),
    [
        ("2026-10-24 14:00", "fri 23 oct"),
        ("2026-10-25 14:00", "sat 24 oct"),
        ("2026-10-26 14:00", "sat 24 oct"),
        ("2026-10-27 14:00", "mon 26 oct"),
        ("2027-03-27 14:00", "fri 26 mar"),
        ("2027-03-30 14:00", "sat 27 mar"),
    ],
)
def test_reminders_keep_their_local_hour_over_the_clock_changes(office: Office, starts: str, day: str) -> None:
    """Monday 29 March 2027 is Easter Monday."""
    assert f"{day} 17:00" <= evening_before(office, starts) <= f"{day} 18:29"


def test_reminders_of_one_evening_do_not_ring_all_at_once(office: Office) -> None:
    evening = office.evening("2026-10-20 14:00")
    for name in ("Fatou", "Sonia", "Awa", "Leïla"):
        office.do(says, office.mother(name), evening)
    office.to("2026-10-20 14:00")
    assert len(set(office.left("reminder"))) == 4


def test_a_maybe_is_reminded_once_two_days_before(office: Office) -> None:
    office.evening("2026-10-22 14:00", maybe=office.mother("Sonia"))
    office.to("2026-10-22 14:00")
    assert office.left("reminder") == ["tue 20 oct 14:00"]


def test_a_maybe_two_days_after_a_sunday_is_reminded_on_saturday(office: Office) -> None:
    office.evening("2026-10-27 14:00", maybe=office.mother("Sonia"))
    office.to("2026-10-27 14:00")
    assert office.left("reminder") == ["sat 24 oct 18:29"]


def test_a_maybe_over_the_clock_change_keeps_the_local_hour(office: Office) -> None:
    office.evening("2026-10-26 14:00", maybe=office.mother("Sonia"))
    office.to("2026-10-26 14:00")
    assert office.left("reminder") == ["sat 24 oct 14:00"]


@pytest.mark.parametrize("answer", [NO, WAITING])
def test_a_no_or_a_waiting_one_is_never_reminded(office: Office, answer: str) -> None:
    office.do(says, office.mother("Awa"), office.evening("2026-10-22 14:00"), answer)
    office.to("2026-10-22 14:00")
    assert office.messages("reminder") == []


def test_who_has_not_answered_is_never_reminded(office: Office) -> None:
    office.mother("Awa")
    office.evening("2026-10-22 14:00")
    office.to("2026-10-22 14:00")
    assert office.messages("reminder") == []


def test_a_yes_after_the_moment_of_the_reminder_gets_none(office: Office) -> None:
    fatou, evening = office.mother("Fatou"), office.evening("2026-10-20 14:00")
    office.to("2026-10-19 18:31")
    office.do(says, fatou, evening, at=office.now)
    office.to("2026-10-20 14:00")
    assert office.messages("reminder") == []


def test_a_maybe_that_becomes_a_yes_is_reminded_the_evening_before(office: Office) -> None:
    sonia = office.mother("Sonia")
    evening = office.evening("2026-10-22 14:00", maybe=sonia)
    office.to("2026-10-21 09:00")
    office.do(says, sonia, evening, at=office.now)
    office.to("2026-10-22 14:00")
    assert office.received("Sonia") == ["reminder/maybe", "reminder/day-before"]


def test_a_yes_taken_back_is_not_reminded(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 14:00", yes=fatou)
    office.to("2026-10-19 16:00")
    office.do(says, fatou, evening, NO, at=office.now)
    office.to("2026-10-20 14:00")
    assert office.messages("reminder") == []


def test_her_own_hours_win(office: Office) -> None:
    office.evening("2026-10-20 14:00", yes=office.mother("Fatou", **mornings()))
    office.to("2026-10-20 14:00")
    assert office.left("reminder") == ["mon 19 oct 11:59"]


def test_a_change_of_mind_between_planning_and_sending_withdraws(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 14:00", yes=fatou)
    office.now = paris("2026-10-19 18:30")
    office.plan()
    office.do(says, fatou, evening, MAYBE, at=office.now)
    office.send()
    reminder = office.message("reminder/day-before")
    assert (reminder.status, reminder.reason) == (WITHDRAWN, "changed-mind")


def test_a_moved_date_withdraws_the_old_reminder_and_owes_a_new_one(office: Office) -> None:
    evening = office.evening("2026-10-20 14:00", yes=office.mother("Fatou"))
    office.now = paris("2026-10-19 18:29")
    office.plan()
    office.do(moves, evening, "2026-10-23 14:00", office.now)
    office.to("2026-10-23 14:00")
    old, new = office.messages("reminder")
    assert (old.status, old.reason) == (WITHDRAWN, "moved")
    assert office.left("reminder")[0].startswith("thu 22 oct 17:")
    assert "2026-10-23" in new.once


def test_a_cancelled_date_withdraws_the_reminder(office: Office) -> None:
    evening = office.evening("2026-10-20 14:00", yes=office.mother("Fatou"))
    office.now = paris("2026-10-19 18:29")
    office.plan()
    office.do(cancels, evening, office.now)
    office.to("2026-10-20 14:00")
    assert office.message("reminder").status == WITHDRAWN
    assert office.left("reminder") == []


def test_a_date_moved_after_the_moment_of_its_reminder_is_told_once_only(office: Office) -> None:
    evening = office.evening("2026-10-29 14:00", yes=office.mother("Fatou"))
    office.to("2026-10-19 19:30")
    office.do(moves, evening, "2026-10-20 14:00", office.now)
    office.to("2026-10-20 14:00")
    assert office.received("Fatou") == ["change"]


def test_a_bus_on_a_sunday_is_told_two_hours_before(office: Office) -> None:
    office.do(says, office.mother("Fatou"), office.do(outing, "2026-10-18 11:00", bus="2026-10-18 11:30"))
    office.to("2026-10-18 12:00")
    assert office.left("reminder/bus") == ["sun 18 oct 09:30"]


@pytest.mark.parametrize("bus", ["2026-10-18 10:59", "2026-10-18 22:00"])
def test_a_bus_too_early_or_too_late_has_its_hour_in_the_evening_text_only(office: Office, bus: str) -> None:
    office.do(says, office.mother("Fatou"), office.do(outing, bus, bus=bus))
    office.to("2026-10-18 23:00")
    assert office.received("Fatou")[0] == "reminder/day-before"
    assert office.messages("reminder/bus") == []


def test_a_maybe_gets_no_bus_text(office: Office) -> None:
    office.do(says, office.mother("Sonia"), office.do(outing), MAYBE)
    office.to("2026-10-18 12:00")
    assert office.messages("reminder/bus") == []


def test_a_bus_text_never_leaves_in_the_hours_she_closed(office: Office) -> None:
    evenings = office.mother("Fatou", own_from=time(17), own_until=time(20))
    office.do(says, evenings, office.do(outing, "2026-10-18 11:00", bus="2026-10-18 11:30"))
    office.to("2026-10-18 12:00")
    assert (office.message("reminder/bus").status, office.message("reminder/bus").reason) == (REFUSED, "hours")


def test_a_reminder_that_could_not_leave_in_time_expires_and_says_so(office: Office) -> None:
    office.evening("2026-10-20 14:00", yes=office.mother("Fatou"))
    office.now = paris("2026-10-19 18:30")
    office.plan()
    office.now = paris("2026-10-20 14:00")
    office.send()
    assert office.message("reminder").status == EXPIRED
    assert office.left("reminder") == []
    assert len(office.items("expired")) == 1


def test_a_pause_that_ends_in_time_only_delays(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.evening("2026-10-20 14:00", yes=fatou)
    office.do(holds, fatou, "pause", office.now, paris("2026-10-20 10:00"))
    office.to("2026-10-20 14:00")
    assert office.left("reminder") == ["tue 20 oct 10:00"]
