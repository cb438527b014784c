"""A free place is held for the first household that fits, until a deadline, and then for the next."""

from typing import Any

from sqlmodel import Session

from scheduler import places
from scheduler.activities import Activity
from scheduler.families import Family
from scheduler.offers import ACCEPTED, DECLINED, LAPSED, LATE, OPEN, Offer
from scheduler.signups import MAYBE, NO, WAITING, YES, SignUp, seats_taken
from tests.cast import cancels, father, holds, moves, paris, says, stops
from tests.office import Office, said

OUTING = "2026-10-20 14:00"


def full(office: Office, capacity: int = 1, waiting: tuple[tuple[str, int], ...] = (("Awa", 1), ("Leïla", 1))) -> Any:
    """An outing whose places Fatou has, and who waits, in order, each with how many."""
    fatou = office.mother("Fatou")
    outing = office.evening(OUTING, capacity=capacity)
    office.do(says, fatou, outing, total=capacity)
    people = {"Fatou": fatou, "outing": outing}
    for name, total in waiting:
        people[name] = office.mother(name)
        office.do(says, people[name], outing, at=office.now, total=total)
    office.send()
    return people


def offers(office: Office) -> list[tuple[int, str]]:
    return [(offer.seats, offer.status) for offer in office.all(Offer)]


def answers(office: Office) -> list[str]:
    return [row.answer for row in office.all(SignUp)]


def test_a_freed_place_is_offered_to_the_first_and_held_for_her(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert office.received("Awa") == ["offer"]
    assert office.do(says, office.mother("Sonia"), cast["outing"], at=office.now).answer == WAITING
    assert office.do(says, cast["Awa"], cast["outing"], at=office.now).answer == YES
    assert offers(office) == [(1, ACCEPTED)]


def test_the_same_yes_twice_takes_one_place(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    for _ in range(2):
        assert office.do(says, cast["Awa"], cast["outing"], at=office.now).answer == YES
    office.send()
    assert (offers(office), office.see(seats_taken, cast["outing"])) == ([(1, ACCEPTED)], 1)


def test_a_no_passes_the_place_on_at_once(office: Office) -> None:
    cast = full(office)
    for name in ("Fatou", "Awa"):
        office.do(says, cast[name], cast["outing"], NO, at=office.now)
        office.send()
    assert offers(office) == [(1, DECLINED), (1, OPEN)]
    assert office.received("Leïla") == ["offer"]


def test_silence_passes_it_on_at_the_deadline_and_sends_her_behind(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.to("2026-10-06 12:00")
    assert [said(offer.until) for offer in office.all(Offer)] == ["tue 06 oct 10:00", "wed 07 oct 10:00"]
    assert offers(office) == [(1, LAPSED), (1, OPEN)]
    office.do(says, cast["Leïla"], cast["outing"], NO, at=office.now)
    office.send()
    assert [offer.adult_id for offer in office.all(Offer)] == [cast["Awa"].id, cast["Leïla"].id, cast["Awa"].id]


def test_a_late_yes_gets_what_nobody_else_is_offered(office: Office) -> None:
    cast = full(office, waiting=(("Awa", 1),))
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    office.now = paris("2026-10-06 12:00")
    assert office.do(says, cast["Awa"], cast["outing"], at=office.now).answer == YES
    assert offers(office) == [(1, LATE)]


def test_a_late_yes_after_the_place_was_passed_on_waits(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.to("2026-10-06 12:00")
    assert office.do(says, cast["Awa"], cast["outing"], at=office.now).answer == WAITING
    assert offers(office) == [(1, LATE), (1, OPEN)]


def test_the_other_adult_accepts_for_the_household(office: Office) -> None:
    cast = full(office, 2, (("Awa", 2),))
    karim = office.do(lambda s: father(s, "Karim", s.get_one(Family, cast["Awa"].family_id)))
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    word = office.do(says, karim, cast["outing"], at=office.now)
    assert (word.answer, word.total, offers(office)) == (YES, 2, [(2, ACCEPTED)])
    assert office.see(seats_taken, cast["outing"]) == 2


def test_a_family_of_four_keeps_its_rank_while_smaller_ones_pass(office: Office) -> None:
    cast = full(office, 4, (("Quatre", 4), ("Une", 1), ("Deux", 2)))
    office.do(says, cast["Fatou"], cast["outing"], at=office.now, total=2)
    office.send()
    assert office.received("Quatre") == []
    assert (office.received("Une"), office.received("Deux")) == (["offer"], [])
    office.do(says, cast["Une"], cast["outing"], NO, at=office.now)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert office.received("Quatre") == ["offer"]


def test_who_has_places_keeps_them_when_she_asks_for_more_than_there_are(office: Office) -> None:
    cast = full(office, 2)
    word = office.do(says, cast["Fatou"], cast["outing"], at=office.now, total=4)
    assert (word.answer, word.total, office.see(seats_taken, cast["outing"])) == (YES, 2, 2)


def test_a_larger_number_than_offered_keeps_the_offer_open(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    word = office.do(counts, cast["Awa"], cast["outing"], 3, office)
    assert (word.answer, word.total, offers(office)) == (WAITING, 1, [(1, OPEN)])
    assert office.do(says, cast["Awa"], cast["outing"], MAYBE, at=office.now).answer == WAITING
    assert offers(office) == [(1, OPEN)]


def test_an_offer_made_at_night_leaves_in_the_morning_and_holds_its_place(office: Office) -> None:
    cast = full(office)
    office.now = paris("2026-10-05 22:00")
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert office.received("Awa") == []
    assert office.do(says, office.mother("Sonia"), cast["outing"], at=office.now).answer == WAITING
    office.to("2026-10-06 09:30")
    assert office.left("offer") == ["tue 06 oct 09:00"]


def test_on_a_saturday_evening_it_leaves_on_monday(office: Office) -> None:
    cast = full(office)
    office.now = paris("2026-10-10 20:30")
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.to("2026-10-13 09:00")
    assert office.left("offer")[0] == "mon 12 oct 09:00"


def test_with_too_little_time_left_she_is_called(office: Office) -> None:
    cast = full(office, waiting=(("Awa", 1),))
    office.now = paris("2026-10-20 12:00")
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert office.all(Offer) == []
    [item] = office.items("call")
    assert "À appeler avant le 20/10 à 14h00" in item.note
    assert "trop peu de temps" in item.note


def test_who_cannot_be_reached_is_passed_over_explained_and_keeps_her_rank(office: Office) -> None:
    cast = full(office)
    office.do(holds, cast["Awa"], "danger", office.now)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert [row.passed_over for row in office.all(SignUp)] == ["", "danger", ""]
    assert (office.received("Leïla"), len(office.items("call"))) == (["offer"], 1)
    office.to("2026-10-06 09:00")
    assert len(office.items("call")) == 1


def test_nobody_calls_who_asked_for_silence(office: Office) -> None:
    cast = full(office)
    office.do(stops, cast["Awa"], office.now)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    assert (office.items("call"), office.received("Leïla")) == ([], ["offer"])


def test_a_stop_passes_the_offer_on(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    office.do(stops, cast["Awa"], office.now)
    office.send()
    assert office.received("Leïla") == ["offer"]


def test_after_two_offers_without_an_answer_a_person_calls(office: Office) -> None:
    cast = full(office, waiting=(("Awa", 1),))
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.to("2026-10-12 12:00")
    assert offers(office) == [(1, LAPSED), (1, LAPSED)]
    assert "deux offres" in office.items("call")[0].note
    assert office.do(says, cast["Awa"], cast["outing"], at=office.now).answer == YES


def test_a_move_takes_the_offer_back_and_makes_it_for_the_new_date(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    office.do(moves, cast["outing"], "2026-10-22 14:00", office.now)
    office.to("2026-10-05 11:00")
    assert [status for _, status in offers(office)] == ["withdrawn", OPEN]
    assert office.received("Awa") == ["offer", "change", "offer"]


def test_a_cancellation_takes_the_offer_back(office: Office) -> None:
    cast = full(office)
    office.do(says, cast["Fatou"], cast["outing"], NO, at=office.now)
    office.send()
    office.do(cancels, cast["outing"], office.now)
    office.to("2026-10-08 11:00")
    assert [status for _, status in offers(office)] == ["withdrawn"]
    assert office.received("Leïla") == ["cancellation"]


def counts(session: Session, adult: Any, activity: Activity, total: int, office: Office) -> SignUp:
    word = SignUp(activity_id=activity.id, adult_id=adult.id, answer=YES, total=total, counted=True, by="educator")
    return places.answer(session, activity, adult, word, office.now)
