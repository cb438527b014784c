"""Invitations: to those a person decided to invite, at an allowed moment, and not for ever without an answer."""

from datetime import datetime

from sqlmodel import Session, select

from messages.outbox import REFUSED, WITHDRAWN, Message
from messages.programme import Programme
from scheduler.activities import DRAFT, Activity
from scheduler.invitations import Prospects, prospects, recall, seven_days_before
from scheduler.people import Adult
from tests.cast import cancels, holds, invites, moves, paris, says, shares_phone_of, stops
from tests.office import Office


def invited(office: Office, starts: str, *adults: Adult, leaves: str = "") -> Activity:
    """A date to which these are invited, now unless told otherwise."""
    evening = office.evening(starts)
    office.do(invites, evening, list(adults), paris(leaves) if leaves else office.now, office.now)
    return evening


def asked_about(office: Office, evening: Activity) -> Prospects:
    return office.see(prospects, evening, Programme(), frozenset({"sms", "telegram"}), office.now)


def test_an_invitation_for_now_leaves_at_once(office: Office) -> None:
    invited(office, "2026-10-20 18:00", office.mother("Fatou"), office.mother("Awa"))
    office.send()
    assert office.left("invitation") == ["mon 05 oct 10:00", "mon 05 oct 10:00"]


def test_an_invitation_decided_on_a_sunday_waits_for_monday(office: Office) -> None:
    office.now = paris("2026-10-11 15:00")
    invited(office, "2026-10-20 18:00", office.mother("Fatou"))
    office.to("2026-10-13 12:00")
    assert office.left("invitation") == ["mon 12 oct 09:00"]


def test_an_invitation_decided_in_the_evening_waits_for_the_morning(office: Office) -> None:
    office.now = paris("2026-11-10 20:00")
    invited(office, "2026-11-20 18:00", office.mother("Fatou"))
    office.to("2026-11-14 12:00")
    assert office.left("invitation") == ["thu 12 nov 09:00"]


def test_seven_days_before_is_the_same_hour_a_week_earlier(office: Office) -> None:
    evening = office.evening("2026-10-27 18:00")
    assert seven_days_before(evening, Programme(), office.now) == paris("2026-10-20 18:00")


def test_seven_days_before_a_sunday_is_the_monday_six_days_before(office: Office) -> None:
    sunday = office.evening("2026-10-25 14:00")
    assert seven_days_before(sunday, Programme(), office.now) == paris("2026-10-19 09:00")


def test_nearer_than_seven_days_is_now(office: Office) -> None:
    assert seven_days_before(office.evening("2026-10-08 18:00"), Programme(), office.now) == office.now


def test_nobody_is_invited_twice(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = invited(office, "2026-10-20 18:00", fatou)
    office.send()
    office.do(invites, evening, [fatou, office.mother("Awa")], office.now, office.now)
    office.send()
    assert len(office.left("invitation")) == 2


def test_who_has_answered_by_another_way_is_not_invited(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = invited(office, "2026-10-20 18:00", fatou, leaves="2026-10-13 18:00")
    office.do(says, fatou, evening)
    office.to("2026-10-14 10:00")
    assert office.messages("invitation") == []


def test_an_answer_between_planning_and_sending_withdraws_the_invitation(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = invited(office, "2026-10-20 18:00", fatou)
    office.plan()
    office.do(says, fatou, evening, at=office.now)
    office.send()
    assert (office.message("invitation").status, office.message("invitation").reason) == (WITHDRAWN, "answered")


def test_a_cancelled_date_invites_nobody(office: Office) -> None:
    evening = invited(office, "2026-10-20 18:00", office.mother("Fatou"), leaves="2026-10-13 18:00")
    office.do(cancels, evening, office.now)
    office.to("2026-10-14 10:00")
    assert office.messages("invitation") == []


def test_a_moved_date_takes_its_invitations_along(office: Office) -> None:
    evening = invited(office, "2026-10-22 18:00", office.mother("Fatou"), leaves="2026-10-15 18:00")
    office.do(moves, evening, "2026-10-16 18:00", office.now)
    office.to("2026-10-16 12:00")
    assert office.left("invitation") == ["fri 09 oct 18:00"]


def test_a_decision_taken_back_before_anything_left_invites_nobody(office: Office) -> None:
    evening = invited(office, "2026-10-27 18:00", office.mother("Fatou"), leaves="2026-10-20 18:00")
    assert office.do(recalled, evening, office.now)
    office.to("2026-10-21 12:00")
    assert office.messages("invitation") == []
    assert office.all(Activity)[0].status == DRAFT


def test_what_has_left_cannot_be_taken_back(office: Office) -> None:
    evening = invited(office, "2026-10-27 18:00", office.mother("Fatou"))
    office.send()
    assert not office.do(recalled, evening, office.now)


def test_after_three_unanswered_invitations_a_person_calls(office: Office) -> None:
    awa = office.mother("Awa")
    for starts in ("2026-10-07 18:00", "2026-10-16 18:00", "2026-10-26 18:00"):
        invited(office, starts, awa)
        office.to(starts)
    invited(office, "2026-11-05 18:00", awa)
    office.send()
    last = office.messages("invitation")[-1]
    assert (last.status, last.reason) == (REFUSED, "silent")
    assert [item.contact_id for item in office.items("call")] == [awa.contact_id]


def test_three_dates_announced_together_are_not_yet_silence(office: Office) -> None:
    awa = office.mother("Awa")
    for starts in ("2026-10-20 18:00", "2026-10-21 18:00", "2026-10-22 18:00"):
        invited(office, starts, awa)
    office.send()
    office.now = paris("2026-10-13 10:01")
    assert [adult.id for adult in asked_about(office, office.evening("2026-10-28 18:00")).adults] == [awa.id]


def test_an_answer_entered_by_the_educator_ends_the_silence(office: Office) -> None:
    awa = office.mother("Awa")
    for starts in ("2026-10-07 18:00", "2026-10-16 18:00", "2026-10-26 18:00"):
        evening = invited(office, starts, awa)
        office.to(starts)
    office.do(says, awa, evening, "no", at=office.now)
    invited(office, "2026-11-05 18:00", awa)
    office.send()
    assert len(office.left("invitation")) == 4


def test_the_card_says_who_is_left_out_and_why(office: Office) -> None:
    fatou, sonia, awa = (office.mother(name) for name in ("Fatou", "Sonia", "Awa"))
    office.do(stops, sonia, office.now)
    office.do(holds, awa, "danger", office.now)
    found = asked_about(office, office.evening("2026-10-20 18:00"))
    assert [adult.id for adult in found.adults] == [fatou.id]
    assert [(one.adult.id, one.reason) for one in found.left_out] == [(sonia.id, "stopped"), (awa.id, "danger")]


def test_a_pause_that_ends_before_the_date_leaves_nobody_out(office: Office) -> None:
    awa = office.mother("Awa")
    office.do(holds, awa, "pause", office.now, paris("2026-10-12 00:00"))
    invited(office, "2026-10-20 18:00", awa)
    office.to("2026-10-20 12:00")
    assert office.left("invitation") == ["mon 12 oct 09:00"]


def test_on_a_shared_phone_two_questions_are_never_open_at_once(office: Office) -> None:
    fatou = office.mother("Fatou")
    karim = office.do(shares_phone_of, fatou, "Karim")
    invited(office, "2026-10-20 18:00", fatou)
    office.send()
    invited(office, "2026-10-28 18:00", karim)
    office.to("2026-10-28 18:00")
    assert office.left("invitation") == ["mon 05 oct 10:00", "tue 20 oct 18:00"]


def test_on_a_shared_phone_the_second_question_follows_the_first_answer(office: Office) -> None:
    fatou = office.mother("Fatou")
    karim = office.do(shares_phone_of, fatou, "Karim")
    invited(office, "2026-10-20 18:00", fatou)
    office.send()
    invited(office, "2026-10-28 18:00", karim)
    office.send()
    office.do(answered, fatou, office.now)
    office.to("2026-10-28 18:00")
    assert office.left("invitation") == ["mon 05 oct 10:00", "tue 06 oct 10:00"]


def test_a_reminder_is_no_question_and_waits_for_nobody(office: Office) -> None:
    fatou = office.mother("Fatou")
    karim = office.do(shares_phone_of, fatou, "Karim")
    evening = office.evening("2026-10-07 18:00", yes=fatou)
    office.do(says, karim, evening)
    invited(office, "2026-10-28 18:00", karim)
    office.to("2026-10-07 18:00")
    assert len(office.left("reminder")) == 2


def recalled(session: Session, activity: Activity, now: datetime) -> bool:
    return recall(session, session.get_one(Activity, activity.id), "educator", now)


def answered(session: Session, adult: Adult, now: datetime) -> None:
    for message in session.exec(select(Message).where(Message.contact_id == adult.contact_id)):
        message.answered_at = now
