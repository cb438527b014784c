"""At most three messages in seven days: reminders first, then invitations, then feedback."""

from datetime import timedelta

from sqlmodel import Session

from messages.contacts import Contact
from messages.gate import Send
from messages.outbox import REFUSED
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.people import Adult
from scheduler.planning import foresee
from tests.cast import cancels, educator, invites, message_to, moves, paris, says
from tests.office import Office


def three_evenings(office: Office, adult: Adult) -> None:
    """Reminded on Monday, Tuesday and Wednesday."""
    for day in ("2026-10-06", "2026-10-07", "2026-10-08"):
        office.evening(f"{day} 18:00", yes=adult)


def test_a_fourth_invitation_waits_until_the_week_has_room(office: Office) -> None:
    fatou = office.mother("Fatou")
    evenings = [office.evening(f"2026-10-{day} 18:00") for day in (20, 21, 22, 23)]
    for evening in evenings:
        office.do(invites, evening, [fatou], office.now, office.now)
    office.to("2026-10-13 12:00")
    assert office.left("invitation") == ["mon 05 oct 10:00"] * 3 + ["mon 12 oct 10:00"]


def test_an_invitation_without_room_before_the_date_is_refused(office: Office) -> None:
    fatou = office.mother("Fatou")
    three_evenings(office, fatou)
    office.to("2026-10-07 19:00")
    office.do(invites, office.evening("2026-10-12 10:00"), [fatou], office.now, office.now)
    office.to("2026-10-12 10:00")
    assert (office.message("invitation").status, office.message("invitation").reason) == (REFUSED, "cap")


def test_a_reminder_beyond_the_cap_does_not_come_late(office: Office) -> None:
    fatou = office.mother("Fatou")
    for hour in (9, 11, 14, 18):
        office.evening(f"2026-10-09 {hour:02d}:00", yes=fatou)
    office.to("2026-10-09 18:00")
    assert [m.reason for m in office.messages("reminder")] == [None, None, None, "cap"]


def test_due_together_the_reminder_goes_before_the_invitation_and_the_feedback(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.evening("2026-10-05 18:00", yes=fatou)
    office.now = paris("2026-10-06 10:00")
    for _ in range(2):
        office.do(invites, office.evening("2026-10-20 18:00"), [fatou], office.now, office.now)
    office.evening("2026-10-08 10:00", maybe=fatou)
    office.send()
    assert office.received("Fatou") == ["reminder/maybe", "invitation", "invitation"]
    assert office.message("feedback").reason == "cap"


def test_changes_and_cancellations_never_count(office: Office) -> None:
    fatou = office.mother("Fatou")
    for day in (20, 21, 22, 23):
        evening = office.evening(f"2026-10-{day} 18:00", yes=fatou)
        office.do(moves, evening, f"2026-11-{day} 18:00", office.now)
    office.do(cancels, office.evening("2026-10-24 18:00", yes=fatou), office.now)
    office.do(invites, office.evening("2026-10-30 18:00"), [fatou], office.now, office.now)
    office.to("2026-10-05 11:00")
    assert sorted(office.received("Fatou")) == ["cancellation", *["change"] * 4, "invitation"]


def test_seven_days_later_there_is_room_again(office: Office) -> None:
    fatou = office.mother("Fatou")
    for number in range(3):
        office.do(posted, fatou, office, number)
    office.send()
    office.now += timedelta(days=7)
    office.do(posted, fatou, office, 4)
    office.send()
    assert len(office.left("note")) == 4


def test_staff_have_no_cap_and_no_hours(office: Office) -> None:
    claire = office.do(educator)
    office.now = paris("2026-10-11 23:00")
    for number in range(5):
        office.do(posted, Adult(id=0, contact_id=claire.id, since=office.now), office, number, hours="staff")
    office.send()
    assert len(office.left("note")) == 5
    assert [contact.staff for contact in office.all(Contact)] == [True]


def posted(session: Session, adult: Adult, office: Office, number: int, **fields: object) -> None:
    """A capped message for her, due now."""
    session.add(message_to(session, adult, office.now, capped=True, once=f"note/{number}", **fields))


def test_an_invitation_never_takes_the_place_of_a_reminder_she_is_owed(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.evening("2026-10-09 18:00", yes=fatou)
    for _ in range(3):
        office.do(invites, office.evening("2026-10-28 18:00"), [fatou], office.now, office.now)
    office.to("2026-10-13 12:00")
    assert office.left("reminder") == ["thu 08 oct 17:07"]
    assert office.left("invitation") == ["mon 05 oct 10:00", "mon 05 oct 10:00", "mon 12 oct 10:00"]


def test_the_preview_keeps_the_same_place(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.evening("2026-10-09 18:00", yes=fatou)
    for _ in range(3):
        office.do(invites, office.evening("2026-10-28 18:00"), [fatou], office.now, office.now)
    foreseen = office.see(foresee, Programme(), {"sms"}, office.now, paris("2026-10-09 12:00"))
    assert {isinstance(one.verdict, Send) for one in foreseen} == {True}
    assert [one.message.kind for one in foreseen] == ["invitation", "invitation", "reminder/day-before", "invitation"]


def test_a_reminder_for_which_no_room_is_left_goes_to_the_call_list(office: Office) -> None:
    fatou = office.mother("Fatou")
    for day in ("10", "11", "12"):
        office.do(invites, office.evening(f"2026-10-{day} 18:00"), [fatou], office.now, office.now)
    office.to(office.now + timedelta(hours=1))
    office.do(says, fatou, office.all(Activity)[0], "yes")
    office.to("2026-10-10 12:00")
    assert [item.note for item in office.items("call")] == [
        "Son rappel n'est pas parti : a déjà reçu assez de messages cette semaine."
    ]
