"""Changes and cancellations: at once to everybody concerned, and to a person where no message may go."""

import pytest

from messages.channels.base import Rejected, Unknown
from messages.failures import BLOCKED, NO_OUTCOME
from messages.outbox import REFUSED, WITHDRAWN, Attempt
from scheduler.sending import repeat_cancellation
from scheduler.signups import MAYBE, NO, WAITING
from tests.cast import cancels, contact_of, holds, mornings, mother, moves, paris, reached, says, stops
from tests.office import Office


def cancelled_at(office: Office, moment: str, starts: str, **fatou: object) -> list[str]:
    """When Fatou, who had said yes, is told."""
    evening = office.evening(starts, yes=office.mother("Fatou", **fatou))
    office.now = paris(moment)
    office.do(cancels, evening, office.now)
    office.to(starts)
    return office.left("cancellation")


def test_a_cancellation_leaves_a_minute_after_the_decision(office: Office) -> None:
    assert cancelled_at(office, "2026-10-06 15:00", "2026-10-08 18:00") == ["tue 06 oct 15:01"]


@pytest.mark.parametrize("day", ["2026-10-11", "2026-11-11"])
def test_a_day_of_rest_does_not_hold_up_a_cancellation(office: Office, day: str) -> None:
    assert len(cancelled_at(office, f"{day} 15:00", f"{day} 18:00")) == 1


def test_late_in_the_evening_only_an_early_start_is_told_at_once(office: Office) -> None:
    assert cancelled_at(office, "2026-10-06 22:30", "2026-10-07 08:30") == ["tue 06 oct 22:31"]


def test_late_in_the_evening_an_afternoon_waits_for_seven(office: Office) -> None:
    assert cancelled_at(office, "2026-10-06 22:30", "2026-10-07 14:00") == ["wed 07 oct 07:00"]


def test_a_discreet_family_is_never_told_in_its_closed_hours(office: Office) -> None:
    assert cancelled_at(office, "2026-10-06 22:30", "2026-10-07 08:30", discreet=True, **mornings()) == []
    notice = office.message("cancellation")
    assert (notice.status, notice.reason) == (REFUSED, "hours")
    assert [item.urgent for item in office.items("call")] == [True]


def test_a_discreet_family_is_told_in_its_own_hours(office: Office) -> None:
    told = cancelled_at(office, "2026-10-06 10:00", "2026-10-08 18:00", discreet=True, **mornings())
    assert told == ["tue 06 oct 10:01"]


def test_hours_of_her_own_do_not_hold_up_a_cancellation_where_nothing_is_secret(office: Office) -> None:
    assert cancelled_at(office, "2026-10-06 15:00", "2026-10-07 18:00", **mornings()) == ["tue 06 oct 15:01"]


def test_yes_maybe_and_waiting_are_told_and_no_one_else(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00")
    for name, answer in (("Fatou", "yes"), ("Sonia", MAYBE), ("Awa", WAITING), ("Leïla", NO)):
        office.do(says, office.mother(name), evening, answer)
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.to("2026-10-05 11:00")
    assert len(office.left("change")) == 3
    assert office.received("Leïla") == []


def test_who_says_yes_to_the_new_date_hears_of_no_change(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00")
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.now = paris("2026-10-06 10:00")
    office.do(says, office.mother("Fatou"), evening, at=office.now)
    office.to("2026-10-10 11:00")
    assert office.messages("change") == []


def test_a_number_given_after_the_move_does_not_hide_it(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.now = paris("2026-10-05 10:05")
    office.do(says, fatou, evening, at=office.now, total=3)
    office.send()
    assert office.received("Fatou") == ["change"]


def test_of_two_changes_in_a_minute_only_the_last_is_told(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.mother("Fatou"))
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.do(moves, evening, "2026-10-22 18:00", office.now)
    office.to("2026-10-05 11:00")
    [text] = [attempt.text for attempt in office.all(Attempt)]
    assert "22 octobre" in text
    assert "21 octobre" not in text


def test_a_change_planned_for_the_morning_gives_way_to_a_later_one(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.mother("Fatou"))
    office.now = paris("2026-10-06 22:30")
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.to("2026-10-06 23:00")
    office.do(cancels, evening, office.now)
    office.to("2026-10-07 12:00")
    assert office.message("change").status == WITHDRAWN
    assert office.received("Fatou") == ["cancellation"]


@pytest.mark.parametrize("reason", ["danger", "freeze", "suspended"])
def test_a_held_family_is_told_by_a_person(office: Office, reason: str) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    office.do(holds, fatou, reason, office.now)
    office.do(cancels, evening, office.now)
    office.to("2026-10-05 11:00")
    assert (office.message("cancellation").reason, len(office.items("call"))) == (reason, 1)


def test_who_has_asked_for_silence_is_told_by_a_person(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    office.do(stops, fatou, office.now)
    office.do(cancels, evening, office.now)
    office.to("2026-10-05 11:00")
    assert office.left() == []
    assert len(office.items("call")) == 1


def test_a_cancellation_in_doubt_by_telegram_is_said_once_more(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.do(mother, "Fatou", "telegram"))
    office.providers["telegram"] = lambda outgoing: Unknown(NO_OUTCOME)
    office.do(cancels, evening, office.now)
    office.to("2026-10-05 10:02")
    office.do(lambda session: repeat_cancellation(session, office.message("cancellation"), office.now))
    office.to("2026-10-05 11:00")
    assert office.received("Fatou") == ["cancellation", "cancellation/again"]
    assert len({attempt.text for attempt in office.all(Attempt)}) == 2


def test_a_change_in_doubt_is_never_sent_again_by_itself(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.do(mother, "Fatou", "telegram"))
    office.providers["telegram"] = lambda outgoing: Unknown(NO_OUTCOME)
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.to("2026-10-05 12:00")
    assert office.received("Fatou") == ["change"]
    assert len(office.items("doubtful")) == 1


def test_a_closed_telegram_is_replaced_by_sms_for_what_she_said_yes_to(office: Office) -> None:
    fatou = office.do(mother, "Fatou", "telegram")
    office.do(lambda session: reached(session, contact_of(session, fatou), "sms"))
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    office.providers["telegram"] = lambda outgoing: Rejected(BLOCKED)
    office.do(cancels, evening, office.now)
    office.to("2026-10-05 11:00")
    assert [attempt.medium for attempt in office.all(Attempt)] == ["telegram", "sms"]
    assert office.message("cancellation").status == "sent"
