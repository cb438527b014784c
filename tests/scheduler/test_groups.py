"""Standing groups: people come in and go by the day, and what was stays on record."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import IntegrityError

from messages.journal import Entry
from scheduler.groups import Group, Membership, all_groups, found, join, leave, members
from scheduler.people import Adult
from tests.office import Office

TODAY = date(2026, 10, 5)


def cafe(office: Office, name: str = "Café des parents", keyword: str | None = "CAFE") -> Group:
    return office.do(found, Group(name=name, keyword=keyword), "educator", office.now)


def names(office: Office, group: Group, day: date) -> list[int | None]:
    return [adult.id for adult in office.see(members, group, day)]


def comes(office: Office, group: Group, adult: Adult, day: date = TODAY) -> bool:
    return office.do(join, group, adult, day, "educator", office.now)


def test_a_member_is_one_from_her_day_on(office: Office) -> None:
    group, fatou = cafe(office), office.mother("Fatou")
    assert comes(office, group, fatou)
    assert names(office, group, TODAY - timedelta(days=1)) == []
    assert names(office, group, TODAY) == [fatou.id]


def test_joining_twice_changes_nothing(office: Office) -> None:
    group, fatou = cafe(office), office.mother("Fatou")
    assert [comes(office, group, fatou), comes(office, group, fatou)] == [True, False]
    assert len(office.all(Membership)) == 1


def test_two_who_add_her_at_once_add_her_once(office: Office) -> None:
    group, fatou, start = cafe(office), office.mother("Fatou"), Barrier(2)
    said: list[bool] = []

    def add() -> None:
        start.wait()
        said.append(comes(office, group, fatou))

    both = [Thread(target=add), Thread(target=add)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(said) == [False, True]
    assert len(office.all(Membership)) == 1


def test_leaving_keeps_what_was(office: Office) -> None:
    group, fatou = cafe(office), office.mother("Fatou")
    comes(office, group, fatou)
    left = TODAY + timedelta(days=30)
    assert office.do(leave, group, fatou, left, "educator", office.now)
    assert not office.do(leave, group, fatou, left, "educator", office.now)
    assert names(office, group, left) == []
    assert names(office, group, left - timedelta(days=1)) == [fatou.id]


def test_who_left_may_come_back(office: Office) -> None:
    group, fatou = cafe(office), office.mother("Fatou")
    comes(office, group, fatou)
    office.do(leave, group, fatou, TODAY, "educator", office.now)
    assert comes(office, group, fatou)
    assert names(office, group, TODAY) == [fatou.id]


@pytest.mark.parametrize("again", [{"name": "Café des parents", "keyword": None}, {"name": "Thé", "keyword": "CAFE"}])
def test_a_name_and_a_keyword_serve_one_group(office: Office, again: dict[str, str]) -> None:
    cafe(office)
    with pytest.raises(IntegrityError):
        cafe(office, **again)
    assert [group.name for group in office.see(all_groups)] == ["Café des parents"]


def test_who_did_what_is_in_the_journal(office: Office) -> None:
    group, fatou = cafe(office), office.mother("Fatou")
    comes(office, group, fatou)
    office.do(leave, group, fatou, TODAY, "educator", office.now)
    did = [(entry.did, entry.topic) for entry in office.all(Entry)][-3:]
    assert did == [(what, group.topic) for what in ("founded-group", "joined-group", "left-group")]
