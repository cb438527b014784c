"""Whom a date is for: all filters hold, one value of each is enough, and everybody left out is named with why."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.audiences import audience
from scheduler.families import new_family
from scheduler.groups import Group, found, join
from scheduler.invitations import Prospects, prospects
from scheduler.people import Adult
from scheduler.register import enter
from tests.cast import SEPTEMBER, contact_of, father, group_evening, holds, invites, mother, moves, says, stops
from tests.office import Office

MEDIA = frozenset({"sms", "telegram"})


def town(session: Session) -> dict[str, Adult]:
    """Fatou and Karim live in the south, Samira (Arabic) and Mehdi in the east."""
    south, east = new_family(session, "sud"), new_family(session, "est")
    return {
        "fatou": mother(session, "Fatou", family=south),
        "karim": father(session, "Karim", south),
        "samira": mother(session, "Samira", family=east, language="ar"),
        "mehdi": father(session, "Mehdi", east),
    }


def meant(office: Office, people: dict[str, Adult], audience_: dict[str, Any]) -> list[str]:
    evening = office.do(group_evening, "2026-10-20 18:00", audience=audience_)
    names = {adult.id: name for name, adult in people.items()}
    return [names[adult.id] for adult in office.see(audience, evening, office.now.date())]


def seen(office: Office, activity: Activity) -> Prospects:
    return office.see(prospects, activity, Programme(), MEDIA, office.now)


@pytest.mark.parametrize(
    ("filters", "who"),
    [
        ({}, ["fatou", "karim", "samira", "mehdi"]),
        ({"territories": ["sud"]}, ["fatou", "karim"]),
        ({"territories": ["sud", "est"], "roles": ["father"]}, ["karim", "mehdi"]),
        ({"languages": ["ar"]}, ["samira"]),
        ({"languages": ["ar"], "territories": ["sud"]}, []),
    ],
)
def test_filters_all_hold_and_one_value_of_each_is_enough(
    office: Office, filters: dict[str, Any], who: list[str]
) -> None:
    assert meant(office, office.do(town), filters) == who


def test_people_can_be_named_one_by_one(office: Office) -> None:
    people = office.do(town)
    assert meant(office, people, {"people": [people["mehdi"].id, people["fatou"].id]}) == ["fatou", "mehdi"]


def test_a_group_is_its_members_of_that_day(office: Office) -> None:
    people = office.do(town)
    group = office.do(found, Group(name="Café"), "educator", office.now)
    office.do(join, group, people["samira"], office.now.date(), "educator", office.now)
    office.do(join, group, people["karim"], office.now.date() + timedelta(days=1), "educator", office.now)
    assert meant(office, people, {"groups": [group.id]}) == ["samira"]


def test_a_choice_replaces_the_group_of_the_date(office: Office) -> None:
    people = office.do(town)
    group = office.do(found, Group(name="Café"), "educator", office.now)
    evening = office.do(group_evening, "2026-10-20 18:00", group_id=group.id, audience={"roles": ["father"]})
    who = [adult.id for adult in office.see(audience, evening, office.now.date())]
    assert who == [people["karim"].id, people["mehdi"].id]


@pytest.mark.parametrize(
    ("said", "who"),
    [(["yes"], ["fatou"]), (["maybe", "no"], ["karim", "samira"]), (["present"], ["mehdi"])],
)
def test_what_was_said_to_another_date_makes_an_audience(office: Office, said: list[str], who: list[str]) -> None:
    people = office.do(town)
    before = office.evening("2026-10-03 14:00")
    for name, answer in (("fatou", "yes"), ("karim", "maybe"), ("samira", "no")):
        office.do(says, people[name], before, answer)
    office.do(enter, before, {people["mehdi"].id: (1, 0)}, "educator", office.now)
    assert meant(office, people, {"answers": [{"activity": before.id, "said": said}]}) == who


def test_a_filter_nobody_knows_invites_nobody_by_mistake(office: Office) -> None:
    with pytest.raises(KeyError):
        meant(office, office.do(town), {"weather": ["rain"]})


def test_families_the_filters_exclude_are_counted_not_named(office: Office) -> None:
    office.do(town)
    found_ = seen(office, office.evening("2026-10-20 18:00", audience={"territories": ["sud"]}))
    assert (len(found_.adults), found_.left_out, found_.outside) == (2, [], 1)


def prefers_calls(session: Session, adult: Adult) -> None:
    contact = contact_of(session, adult)
    contact.calls_only = True
    session.add(contact)


def test_who_prefers_to_be_rung_is_left_out_by_name_and_is_to_be_called(office: Office) -> None:
    people = office.do(town)
    office.do(prefers_calls, people["fatou"])
    found_ = seen(office, office.evening("2026-10-20 18:00"))
    assert [(left.adult.id, left.reason) for left in found_.left_out] == [(people["fatou"].id, "calls-only")]
    assert [adult.id for adult in found_.to_call] == [people["fatou"].id]


def test_her_invitation_her_reminder_and_a_change_become_calls(office: Office) -> None:
    fatou = office.mother("Fatou", calls_only=True)
    evening = office.evening("2026-10-20 18:00")
    office.do(invites, evening, [fatou], office.now, office.now)
    office.send()
    office.do(says, fatou, evening, "yes", office.now)
    office.to("2026-10-19 19:00")
    office.do(moves, evening, "2026-10-20 19:00", office.now)
    office.to("2026-10-19 19:30")
    assert office.received("Fatou") == []
    assert {message.reason for message in office.messages()} == {"calls-only"}
    kinds = {message.id: message.kind.partition("/")[0] for message in office.messages()}
    assert [kinds[item.message_id] for item in office.items("call")] == ["invitation", "reminder", "change"]
    assert "À inviter par téléphone" in office.items("call")[0].note


@pytest.mark.parametrize("seed", range(3))
def test_in_and_left_out_together_are_the_audience_and_nobody_is_both(office: Office, seed: int) -> None:
    """Many people in many states: each is invited, or left out with a reason, never both, never neither."""
    adults = office.do(crowd, seed)
    evening = office.evening("2026-10-20 18:00", audience=[{}, {"languages": ["ar"]}, {"roles": ["mother"]}][seed % 3])
    found_ = seen(office, evening)
    inside = [adult.id for adult in found_.adults]
    outside = [left.adult.id for left in found_.left_out]
    assert sorted([*inside, *outside]) == [a.id for a in office.see(audience, evening, office.now.date())]
    assert not set(inside) & set(outside)
    assert all(left.reason for left in found_.left_out)
    assert set(inside) | set(outside) <= {adult.id for adult in adults}


def crowd(session: Session, seed: int) -> list[Adult]:
    """Twelve people; what each one has said or chosen depends on the seed."""
    people = []
    for number in range(12):
        state = (seed * 7 + number * 5) % 6
        adult = mother(session, f"P{number}", language="ar" if number % 2 else "fr", calls_only=state == 1)
        if state == 2:
            stops(session, adult, SEPTEMBER)
        if state == 3:
            holds(session, adult, "pause", SEPTEMBER)
        if state == 4:
            adult.role = "father"
            session.add(adult)
        people.append(adult)
    return people
