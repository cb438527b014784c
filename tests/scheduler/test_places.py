"""What a person decides about places: who passes first, how many there are; her own hours hold an offer."""

from typing import Any

import pytest
from sqlmodel import Session

from scheduler import places
from scheduler.activities import Activity
from scheduler.offers import OPEN
from scheduler.register import enter
from scheduler.signups import NO
from tests.cast import group_evening, mornings, paris, says
from tests.office import Office
from tests.scheduler.test_offers import OUTING, full, offers


def test_first_timers_come_first_where_a_person_wishes_it(office: Office) -> None:
    cast = full(office)
    office.do(was_there, cast["Awa"])
    office.do(
        lambda s: places.prefer_first_timers(s, s.get_one(Activity, cast["outing"].id), True, "educator", office.now)
    )
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert (office.received("Awa"), office.received("Leïla")) == ([], ["offer"])


def test_a_person_lets_one_pass_first_and_says_why(office: Office) -> None:
    cast = full(office)
    office.do(places.let_pass_first, cast["outing"], cast["Leïla"], "vient seule", "educator", office.now)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert office.received("Leïla") == ["offer"]


def test_own_hours_hold_the_offer_until_she_can_be_written_to(office: Office) -> None:
    fatou, awa = office.mother("Fatou"), office.mother("Awa", **mornings())
    office.now = paris("2026-10-05 13:00")
    outing = office.evening(OUTING, capacity=1, yes=fatou)
    office.do(says, awa, outing, at=office.now)
    office.do(says, fatou, outing, NO, at=office.now)
    office.to("2026-10-06 09:00")
    assert office.left("offer") == ["tue 06 oct 09:00"]


def test_more_places_make_offers_flow_and_never_fewer_than_are_held(office: Office) -> None:
    cast = full(office)
    office.do(places.set_capacity, cast["outing"], 3, "educator", office.now)
    office.send()
    assert offers(office) == [(1, OPEN), (1, OPEN)]
    with pytest.raises(places.NoRoomError) as refused:
        office.do(places.set_capacity, cast["outing"], 2, "educator", office.now)
    assert refused.value.places == 3


def was_there(session: Session, adult: Any) -> None:
    enter(
        session, group_evening(session, "2026-09-20 18:00"), {adult.id: (1, 0)}, "educator", paris("2026-09-21 10:00")
    )
