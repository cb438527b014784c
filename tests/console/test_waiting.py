"""/attente and /places: who waits, who passes first and why, and how many places there are."""

from sqlmodel import Session, select

from messages.journal import Entry
from scheduler.offering import decide
from scheduler.offers import Offer
from scheduler.planning import plan
from scheduler.signups import SignUp
from tests.console.desk import Desk

EVERY = frozenset({"sms", "telegram"})


def waiting_for_a_place(desk: Desk) -> list[SignUp]:
    """Three places taken by Fatou's family; Awa waits for one, Nour for two."""
    parents = [desk.parent(name) for name in ("Fatou", "Awa", "Nour")]
    desk.announces()
    return [desk.signs_up(one, adults=number) for one, number in zip(parents, (3, 1, 2), strict=True)]


def test_the_list_says_who_waits_for_how_many_and_since_when(either_desk: Desk) -> None:
    waiting_for_a_place(either_desk)
    said = either_desk.says("/attente")
    assert "3 places : 3 prises, 0 offerte, 0 libre." in said
    assert "1. F2 Awa (1+0), 1 personne, depuis le lundi 5 octobre, 10h, première fois" in said
    assert "2. F3 Nour (2+0), 2 personnes" in said


def test_an_open_offer_shows_until_when(desk: Desk) -> None:
    waiting_for_a_place(desk)
    desk.says("/places 4")
    plan(desk.session, desk.programme, EVERY, desk.now)
    assert "place offerte jusqu'au mardi 6 octobre 2026, 10h" in desk.says("/attente 1")
    assert "F2 Awa (1+0), place offerte jusqu'au mardi 6 octobre 2026, 10h" in desk.says("/qui 1")


def test_who_cannot_be_offered_a_place_is_explained(desk: Desk) -> None:
    waiting_for_a_place(desk)
    desk.to("2026-10-20 11:30")
    assert "pas d'offre possible : trop peu de temps pour répondre à un message" in desk.says("/attente 1")


def test_one_passes_first_for_a_reason_that_is_kept(desk: Desk) -> None:
    waiting_for_a_place(desk)
    desk.says("/attente")
    assert "Pourquoi" in desk.presses("Passe devant : F3 Nour")
    assert "1. F3 Nour" in desk.says("n'est jamais venue, seule avec deux petits")
    whys = [entry.why for entry in desk.session.exec(select(Entry).where(Entry.did == "ranked-first"))]
    assert whys == ["n'est jamais venue, seule avec deux petits"]


def test_a_place_is_given_when_there_is_one_and_refused_when_there_is_none(desk: Desk) -> None:
    _, awa, _ = waiting_for_a_place(desk)
    desk.says("/attente")
    assert "0 place libre pour F2 Awa" in desk.presses("Donner une place : F2 Awa")
    desk.says("/places 1 4")
    desk.says("/attente")
    assert "F2 Awa vient, 1 personne" in desk.presses("Donner une place : F2 Awa")
    assert awa.answer == "yes"


def test_first_timers_first_can_be_turned_on_and_off(desk: Desk) -> None:
    waiting_for_a_place(desk)
    desk.says("/attente")
    desk.presses("Première fois d'abord")
    assert desk.activities()[0].first_timers_first
    desk.presses("Ordre d'arrivée")
    assert not desk.activities()[0].first_timers_first


def test_more_places_make_offers_flow(desk: Desk) -> None:
    waiting_for_a_place(desk)
    assert "5 places" in desk.says("/places 5")
    decide(desk.session, desk.programme, EVERY, desk.now)
    assert [offer.seats for offer in offers(desk.session)] == [1]


def test_fewer_than_are_taken_is_refused_with_the_lowest_possible(desk: Desk) -> None:
    waiting_for_a_place(desk)
    said = desk.says("/places 1 2")
    assert "3 places sont déjà prises ou offertes" in said
    assert "/places 1 3" in said
    assert desk.activities()[0].capacity == 3


def test_a_number_that_makes_no_sense_is_explained(desk: Desk) -> None:
    waiting_for_a_place(desk)
    for typed in ("/places", "/places beaucoup", "/places 0", "/places -3", "/places 1 99999"):
        assert "Par exemple : /places 2 12" in desk.says(typed)
    assert desk.activities()[0].capacity == 3


def test_with_nobody_waiting_it_says_so(desk: Desk) -> None:
    desk.announces()
    assert "Personne n'attend de place." in desk.says("/attente")
    assert "illimité" not in desk.says("/places 1 illimité")
    assert desk.activities()[0].capacity is None


def offers(session: Session) -> list[Offer]:
    return list(session.exec(select(Offer)))
