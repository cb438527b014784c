"""Help to come: one question after a yes, and an answer that never touches the yes."""

import pytest

from scheduler.signups import SignUp
from tests.conversations.village import Phone, Village


@pytest.fixture
def fatou(village: Village) -> Phone:
    phone = village.parent("Fatou")
    village.invite(village.announce(asks_transport=True), phone)
    return phone


def word(village: Village) -> tuple[str, int, bool | None]:
    [signup] = village.all(SignUp)
    return signup.answer, signup.total, signup.transport


def test_after_a_yes_she_is_asked_whether_she_needs_help_to_come(village: Village, fatou: Phone) -> None:
    assert fatou.says("oui") == ["transport"]
    assert fatou.says("oui svp") == ["confirmed/yes"]
    assert word(village) == ("yes", 1, True)


def test_a_no_to_the_question_of_help_is_no_no_to_the_date(village: Village, fatou: Phone) -> None:
    fatou.says("oui on vient à 3")
    fatou.says("non merci")
    assert word(village) == ("yes", 3, False)


@pytest.mark.parametrize("text", ["finalement je viens plus", "on peut pas venir"])
def test_words_that_take_the_yes_back_do_so_all_the_same(village: Village, fatou: Phone, text: str) -> None:
    fatou.says("oui")
    assert fatou.says(text) == ["confirmed/no"]
    assert word(village)[0] == "no"


def test_a_number_said_instead_is_noted_and_the_question_put_again(village: Village, fatou: Phone) -> None:
    fatou.says("oui")
    assert fatou.says("on sera 4") == ["transport"]
    assert word(village) == ("yes", 4, None)


def test_what_she_says_in_one_breath_is_not_asked(village: Village, fatou: Phone) -> None:
    assert fatou.says("oui j'ai la voiture") == ["confirmed/yes"]
    assert word(village) == ("yes", 1, False)


def test_what_is_not_understood_is_asked_once_more_and_then_handed_over(village: Village, fatou: Phone) -> None:
    fatou.says("oui")
    assert fatou.says("peut-être") == ["clarify/transport"]
    assert fatou.says("zblurg") == ["handed-over"]
    assert word(village) == ("yes", 1, None)


def test_a_date_that_does_not_offer_it_does_not_ask(village: Village) -> None:
    phone = village.parent("Sandrine")
    village.invite(village.announce(), phone)
    assert phone.says("oui") == ["confirmed/yes"]


def test_the_buttons_say_the_same(village: Village) -> None:
    phone = village.parent("Mehdi", medium="telegram")
    village.invite(village.announce(asks_transport=True), phone)
    phone.presses("Oui")
    assert phone.presses("Non") == ["confirmed/yes"]
    assert word(village) == ("yes", 1, False)
