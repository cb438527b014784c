"""Who comes: the last word wins, seats are persons, and no more are given than there are."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlmodel import Session

from scheduler.activities import Activity
from scheduler.families import Family
from scheduler.people import Adult
from scheduler.signups import MAYBE, NO, WAITING, YES, SignUp, seats_taken, signups
from tests.cast import father, says
from tests.office import Office


def test_forty_at_once_never_take_more_than_three_places(office: Office) -> None:
    families = [office.mother(f"Maman {number}") for number in range(40)]
    evening = office.evening("2026-10-20 18:00", capacity=3)
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda adult: office.do(says, adult, evening, at=office.now), families))
    answers = [row.answer for row in office.all(SignUp)]
    assert (answers.count(YES), answers.count(WAITING)) == (3, 37)
    assert office.see(seats_taken, evening) == 3


def test_the_last_word_wins(office: Office) -> None:
    fatou, evening = office.mother("Fatou"), office.evening("2026-10-20 18:00")
    for answer in (YES, NO, MAYBE, YES, NO):
        office.do(says, fatou, evening, answer)
    assert [row.answer for row in office.see(signups, evening)] == [NO]


def test_a_no_gives_its_places_back(office: Office) -> None:
    fatou, awa = office.mother("Fatou"), office.mother("Awa")
    evening = office.evening("2026-10-20 18:00", yes=fatou, capacity=1)
    assert office.do(says, awa, evening).answer == WAITING
    office.do(says, fatou, evening, NO)
    assert office.do(says, awa, evening).answer == YES


def test_who_waits_keeps_her_rank_whatever_she_says_next(office: Office) -> None:
    fatou, awa = office.mother("Fatou"), office.mother("Awa")
    evening = office.evening("2026-10-20 18:00", yes=fatou, capacity=1)
    first = office.do(says, awa, evening, at=office.now)
    again = office.do(says, awa, evening, at=office.now + timedelta(days=1), total=2)
    assert again.waiting_since == first.waiting_since == office.now


def test_who_no_longer_waits_loses_her_rank(office: Office) -> None:
    fatou, awa = office.mother("Fatou"), office.mother("Awa")
    evening = office.evening("2026-10-20 18:00", yes=fatou, capacity=1)
    office.do(says, awa, evening, at=office.now)
    assert office.do(says, awa, evening, NO, at=office.now).waiting_since is None


def test_places_are_persons(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", capacity=5)
    assert office.do(says, office.mother("Fatou"), evening, total=4).answer == YES
    assert office.do(says, office.mother("Awa"), evening, total=2).answer == WAITING
    assert office.do(says, office.mother("Leïla"), evening, total=1).answer == YES


def test_two_adults_of_one_household_take_the_larger_number_not_the_sum(office: Office) -> None:
    fatou = office.mother("Fatou")
    karim = office.do(lambda session: father(session, "Karim", session.get_one(Family, fatou.family_id)))
    evening = office.evening("2026-10-20 18:00", capacity=4)
    office.do(says, fatou, evening, total=3)
    assert office.do(says, karim, evening, total=4).answer == YES
    assert office.see(seats_taken, evening) == 4


def test_two_adults_without_a_family_are_two_households(office: Office) -> None:
    fatou, awa = office.mother("Fatou"), office.mother("Awa")
    office.do(without_family, fatou, awa)
    evening = office.evening("2026-10-20 18:00", yes=fatou)
    office.do(says, awa, evening)
    assert office.see(seats_taken, evening) == 2


def test_a_larger_number_takes_her_own_places_into_account(office: Office) -> None:
    fatou = office.mother("Fatou")
    evening = office.evening("2026-10-20 18:00", yes=fatou, capacity=3)
    assert office.do(says, fatou, evening, total=3).answer == YES


def test_the_same_answer_again_keeps_its_moment(office: Office) -> None:
    fatou, evening = office.mother("Fatou"), office.evening("2026-10-20 18:00")
    office.do(says, fatou, evening, at=office.now)
    assert office.do(says, fatou, evening, at=office.now + timedelta(days=1), total=3).at == office.now


def test_without_a_limit_everybody_comes(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00")
    assert office.do(says, office.mother("Fatou"), evening, total=60).answer == YES
    assert office.all(Activity)[0].capacity is None


def without_family(session: Session, *adults: Adult) -> None:
    for adult in adults:
        session.get_one(Adult, adult.id).family_id = None
