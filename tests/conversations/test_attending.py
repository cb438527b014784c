"""Yes, no, maybe, how many: what is recorded, what is said back."""

from datetime import timedelta

import pytest

from scheduler.activities import cancel
from scheduler.signups import signups
from tests.conversations.village import MONDAY, OUTING, Village


def test_oui_on_vient_a_deux_is_a_yes_for_two(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("oui on vient a 2") == ["confirmed/yes"]
    signup = village.answer_of(fatou)
    assert signup is not None
    assert (signup.answer, signup.total, signup.counted) == ("yes", 2, True)
    assert "2 personnes" in fatou.texts[0]


def test_a_plain_yes_is_one_person_where_children_do_not_come(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("oui") == ["confirmed/yes"]
    signup = village.answer_of(fatou)
    assert signup is not None
    assert (signup.total, signup.counted) == (1, False)


def test_where_children_come_the_number_is_asked_and_the_yes_already_counts(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(children=True), fatou)
    assert fatou.says("oui") == ["count"]
    assert village.said(fatou) == "yes"
    assert fatou.says("1 adulte 2 enfants") == ["confirmed/yes"]
    signup = village.answer_of(fatou)
    assert signup is not None
    assert (signup.adults, signup.children, signup.total) == (1, 2, 3)
    assert "1 adulte et 2 enfants" in fatou.texts[0]


def test_the_number_is_asked_once_more_then_left_to_a_person(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(children=True), fatou)
    fatou.says("oui")
    assert fatou.says("je sais pas") == ["clarify/count"]
    assert fatou.says("on verra") == ["handed-over"]
    assert village.said(fatou) == "yes"


def test_finalement_non_takes_a_yes_back(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("oui on vient a 2")
    assert fatou.says("finalement non dsl") == ["confirmed/no"]
    assert village.said(fatou) == "no"


def test_and_she_may_change_her_mind_again(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    for text in ("oui", "finalement non dsl"):
        fatou.says(text)
    assert fatou.says("oui en fait je peux venir") == ["confirmed/yes"]
    assert village.said(fatou) == "yes"


def test_non_after_the_reminder_frees_her_seat_without_a_question(village: Village) -> None:
    fatou, outing = village.parent("Fatou"), village.announce()
    village.invite(outing, fatou)
    fatou.says("oui")
    village.now = MONDAY + timedelta(days=14)
    village.invite(outing, fatou, kind="reminder/day-before", asks="reminder")
    assert fatou.says("non") == ["confirmed/no"]
    assert village.said(fatou) == "no"


def test_merci_after_the_reminder_changes_nothing(village: Village) -> None:
    fatou, outing = village.parent("Fatou"), village.announce()
    village.invite(outing, fatou)
    fatou.says("oui")
    village.invite(outing, fatou, kind="reminder/day-before", asks="reminder")
    assert fatou.says("merci") == []
    assert fatou.says("ok") == []
    assert village.said(fatou) == "yes"


def test_a_yes_to_the_reminder_keeps_the_number_she_gave(village: Village) -> None:
    fatou, outing = village.parent("Fatou"), village.announce()
    village.invite(outing, fatou)
    fatou.says("oui on vient a 3")
    village.invite(outing, fatou, kind="reminder/day-before", asks="reminder")
    assert fatou.says("oui on vient") == ["confirmed/yes"]
    signup = village.answer_of(fatou)
    assert signup is not None
    assert (signup.total, signup.counted) == (3, True)


def test_a_new_number_replaces_the_old_one(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("oui on vient a 4")
    assert fatou.says("finalement on sera 2") == ["confirmed/yes"]
    signup = village.answer_of(fatou)
    assert signup is not None
    assert signup.total == 2


def test_maybe_is_noted_and_ok_does_not_make_it_a_yes(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("peut etre") == ["confirmed/maybe"]
    assert fatou.says("ok merci") == []
    assert village.said(fatou) == "maybe"
    assert fatou.says("oui") == ["confirmed/yes"]


def test_when_full_a_yes_waits_and_is_told_so(village: Village) -> None:
    fatou, omar = village.parent("Fatou"), village.parent("Omar")
    village.invite(village.announce(capacity=3), fatou, omar)
    fatou.says("oui on vient a 2")
    assert omar.says("oui on vient a 2") == ["confirmed/waiting"]
    assert village.said(omar) == "waiting"
    assert "complet" in omar.texts[0]


def test_two_adults_of_one_family_are_flagged_and_the_larger_answer_counts(village: Village) -> None:
    fatou, omar = village.parent("Fatou", "F12"), village.parent("Omar", "F12")
    outing = village.announce(capacity=3)
    village.invite(outing, fatou, omar)
    fatou.says("oui on vient a 3")
    assert omar.says("oui on vient a 2") == ["confirmed/yes"]
    assert village.items() == ["two-adults"]
    assert len(village.store.reading(signups, outing)) == 2


def test_a_yes_to_a_cancelled_date_is_not_recorded(village: Village) -> None:
    fatou, outing = village.parent("Fatou"), village.announce()
    village.invite(outing, fatou)
    village.store.writing(lambda session: cancel(session, session.merge(outing), "educator", village.now))
    assert fatou.says("oui") == ["cancelled"]
    assert village.said(fatou) is None


def test_a_yes_to_a_past_date_is_not_recorded(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(starts_at=OUTING - timedelta(days=14)), fatou)
    village.now = MONDAY + timedelta(days=2)
    assert fatou.says("oui") == ["past"]
    assert village.said(fatou) is None


def test_oui_mais_c_ou_records_the_yes_and_answers(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("oui mais c ou") == ["confirmed/yes", "facts/where"]
    assert village.said(fatou) == "yes"
    assert village.items() == ["question"]


def test_je_viens_pas_long_after_her_yes_is_still_a_no(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(starts_at=OUTING + timedelta(days=30)), fatou)
    fatou.says("oui")
    village.now = MONDAY + timedelta(days=20)
    assert fatou.says("je viens pas finalement") == ["confirmed/no"]
    assert village.said(fatou) == "no"


def test_three_hundred_persons_are_never_recorded(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("oui on vient a 300")
    signup = village.answer_of(fatou)
    assert signup is None or signup.total == 1


@pytest.mark.parametrize("answer", ["Oui", "Non", "Peut-être"])
def test_a_button_says_what_its_word_says(village: Village, answer: str) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    village.invite(village.announce(), fatou)
    fatou.presses(answer)
    assert village.said(fatou) == {"Oui": "yes", "Non": "no", "Peut-être": "maybe"}[answer]


def test_an_old_button_pressed_again_is_a_change_of_mind(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    village.invite(village.announce(), fatou)
    fatou.presses("Oui")
    assert fatou.presses("Non") == ["confirmed/no"]
    assert fatou.presses("Oui") == ["confirmed/yes"]
    assert village.said(fatou) == "yes"


def test_a_forged_button_does_nothing(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    village.invite(village.announce(), fatou)
    assert fatou.sends("press", press="0" * 32 + ":0") == []
    assert village.said(fatou) is None
    assert village.items() == []


def test_a_discreet_parent_gets_no_echo_of_her_answer(village: Village) -> None:
    fatou = village.parent("Fatou", discreet=True)
    village.invite(village.announce(), fatou)
    fatou.says("oui")
    assert fatou.texts == ("Bien noté, merci.",)


def test_zeynep_is_answered_in_turkish(village: Village) -> None:
    zeynep = village.parent("Zeynep", language="tr")
    village.invite(village.announce(), zeynep)
    assert zeynep.says("evet 2 cocukla gelecegim") == ["confirmed/yes"]
    signup = village.answer_of(zeynep)
    assert signup is not None
    assert (signup.adults, signup.children) == (1, 2)
