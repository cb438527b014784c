"""Who joins the audience after the announcement: invited once, with the others or at once, and only if decided."""

from datetime import date, timedelta

from scheduler.activities import Activity
from scheduler.groups import Group, found, join
from scheduler.newcomers import invite_too, newcomers, take_out
from scheduler.people import Adult
from tests.cast import invites, says
from tests.office import Office

MEDIA = frozenset({"sms", "telegram"})


def new(office: Office, evening: Activity) -> list[int | None]:
    return [one.id for one in office.see(newcomers, evening, office.programme, MEDIA, office.now)]


def invite_also(office: Office, evening: Activity, *adults: Adult) -> None:
    office.do(lambda session: invite_too(
        session, session.get_one(Activity, evening.id), adults, office.programme, "educator", office.now
    ))  # fmt: skip


def announced(office: Office, leaves_in: timedelta = timedelta()) -> tuple[Activity, Adult]:
    """Fatou was to be invited to the evening of her group."""
    fatou, group = office.mother("Fatou"), office.do(found, Group(name="Café"), "educator", office.now)
    office.do(join, group, fatou, date(2026, 10, 1), "educator", office.now)
    evening = office.evening("2026-10-20 18:00", group_id=group.id)
    office.do(invites, evening, [fatou], office.now + leaves_in, office.now)
    return office.all(Activity)[0], fatou


def joins(office: Office, name: str) -> Adult:
    adult: Adult = office.mother(name)
    office.do(join, office.all(Group)[0], adult, office.now.date(), "educator", office.now)
    return adult


def test_only_who_joined_the_group_since_is_new(office: Office) -> None:
    evening, _ = announced(office)
    office.mother("Sonia")
    awa = joins(office, "Awa")
    assert new(office, evening) == [awa.id]


def test_nothing_leaves_to_them_of_itself(office: Office) -> None:
    announced(office)
    joins(office, "Awa")
    office.to("2026-10-06 12:00")
    assert office.received("Awa") == []


def test_they_are_invited_once_and_nobody_again(office: Office) -> None:
    announced(office)
    office.to("2026-10-06 10:00")
    awa = joins(office, "Awa")
    for _ in range(2):
        invite_also(office, office.all(Activity)[0], awa)
        office.to(office.now + timedelta(hours=1))
    assert [office.received(name) for name in ("Fatou", "Awa")] == [["invitation"], ["invitation"]]
    assert new(office, office.all(Activity)[0]) == []


def test_they_leave_with_the_others_who_are_still_to_leave(office: Office) -> None:
    evening, _ = announced(office, timedelta(days=3))
    invite_also(office, evening, joins(office, "Awa"))
    office.to("2026-10-07 12:00")
    assert office.received("Awa") == []
    office.to("2026-10-08 12:00")
    assert [office.received(name) for name in ("Fatou", "Awa")] == [["invitation"], ["invitation"]]


def test_who_has_answered_or_whose_date_is_over_is_not_new(office: Office) -> None:
    evening, _ = announced(office)
    office.do(says, joins(office, "Awa"), evening, "no", office.now)
    assert new(office, evening) == []
    joins(office, "Sonia")
    office.to("2026-10-21 10:00")
    assert new(office, office.all(Activity)[0]) == []


def test_a_draft_has_no_newcomers(office: Office) -> None:
    office.mother("Fatou")
    assert new(office, office.evening("2026-10-20 18:00")) == []


def test_taking_them_out_stops_what_was_not_written(office: Office) -> None:
    evening, _ = announced(office)
    office.send()
    awa = joins(office, "Awa")
    invite_also(office, office.all(Activity)[0], awa)
    assert office.do(take_out, evening, [awa], "educator", office.now)
    office.to("2026-10-06 12:00")
    assert office.received("Awa") == []
    invite_also(office, office.all(Activity)[0], awa)
    office.to("2026-10-06 14:00")
    assert not office.do(take_out, evening, [awa], "educator", office.now)
    assert office.received("Awa") == ["invitation"]
