"""Dates and who they are for: moved, cancelled, taken back, and the audience as it stands on a day."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from messages.journal import Entry
from scheduler.activities import CANCELLED, Activity, Revision, begun, coming, of_topic, take_back
from scheduler.audiences import audience
from scheduler.families import Family
from scheduler.groups import Group, Membership, invited
from scheduler.people import Adult, label_of_contact, labels
from tests.cast import cancels, invites, moves, outing, paris
from tests.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TODAY = date(2026, 10, 5)


def test_a_move_keeps_the_length_and_the_bus(office: Office) -> None:
    trip = office.do(outing, "2026-10-18 14:00", bus="2026-10-18 13:30", ends_at=paris("2026-10-18 17:00"))
    office.do(moves, trip, "2026-10-21 10:00", office.now)
    [moved] = office.all(Activity)
    assert (moved.ends_at, moved.bus_at) == (paris("2026-10-21 13:00"), paris("2026-10-21 09:30"))
    assert [(one.what, one.starts_before) for one in office.all(Revision)] == [("moved", paris("2026-10-18 14:00"))]


def test_a_cancelled_date_is_no_longer_coming(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00")
    office.do(cancels, evening, office.now)
    assert office.see(coming, office.now) == []
    assert office.all(Activity)[0].status == CANCELLED


def test_what_is_coming_is_next_first_and_what_has_begun_latest_first(office: Office) -> None:
    for day in (20, 6, 13):
        office.evening(f"2026-10-{day:02d} 18:00")
    later = office.now + timedelta(days=9)
    assert [one.starts_local[8:10] for one in office.see(coming, office.now)] == ["06", "13", "20"]
    assert [one.starts_local[8:10] for one in office.see(begun, later)] == ["13", "06"]


def test_a_move_taken_back_is_told_to_nobody(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.mother("Fatou"))
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.do(lambda s: take_back(s, s.get_one(Activity, evening.id), evening, "educator", office.now))
    office.to("2026-10-20 18:00")
    assert office.received("Fatou") == ["reminder/day-before"]
    assert office.all(Activity)[0].starts_at == paris("2026-10-20 18:00")


def test_every_decision_is_in_the_journal_with_its_author(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00")
    office.do(invites, evening, [office.mother("Fatou")], office.now, office.now)
    office.do(moves, evening, "2026-10-21 18:00", office.now)
    office.do(cancels, evening, office.now)
    assert [(row.by, row.did) for row in office.all(Entry)] == [
        ("educator", "announced"), ("educator", "moved"), ("educator", "cancelled"),
    ]  # fmt: skip


def test_a_topic_names_a_date_and_nothing_else(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00")
    others = ("", "activity-", "activity-x", "inbox-1", "activity-99")
    assert office.see(of_topic, evening.topic) is not None
    assert [office.see(of_topic, topic) for topic in others] == [None] * 5


def test_a_date_of_a_group_is_for_its_members_of_that_day(office: Office) -> None:
    fatou, awa, sonia = (office.mother(name) for name in ("Fatou", "Awa", "Sonia"))
    group = office.do(new_group, fatou, awa)
    evening = office.evening("2026-10-20 18:00", group_id=group)
    assert [one.id for one in office.see(audience, evening, TODAY)] == [fatou.id]
    everybody = office.evening("2026-10-21 18:00")
    assert [one.id for one in office.see(audience, everybody, TODAY)] == [fatou.id, awa.id, sonia.id]


def test_the_invited_are_those_a_person_decided_on(office: Office) -> None:
    fatou, _ = office.mother("Fatou"), office.mother("Awa")
    evening = office.evening("2026-10-20 18:00")
    office.do(invites, evening, [fatou], office.now, office.now)
    assert [one.id for one in office.see(invited, evening)] == [fatou.id]


def test_people_are_shown_by_family_code_and_first_name(office: Office) -> None:
    fatou = office.mother("Fatou")
    code = office.all(Family)[0].code
    assert office.see(labels, [fatou.id]) == {fatou.id: f"{code} Fatou"}
    assert office.see(label_of_contact, None) == "quelqu'un"


def new_group(session: Session, member: Adult, former: Adult) -> int | None:
    """The Tuesday group: one of them has left it."""
    group = Group(name="Mardi")
    session.add(group)
    session.flush()
    for adult, until in ((member, None), (former, TODAY)):
        session.add(Membership(group_id=group.id, adult_id=adult.id, since=date(2026, 9, 1), until=until))
    return group.id
