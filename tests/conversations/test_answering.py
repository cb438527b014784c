"""How it was: the score, the word, "I was not there"."""

from datetime import timedelta

import pytest

from scheduler.ratings import Rating
from tests.conversations.village import OUTING, Phone, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def asked(village: Village, medium: str = "sms") -> Phone:
    """Fatou has just been asked how the outing was."""
    fatou = village.parent("Fatou", medium=medium)
    outing = village.announce()
    village.now = OUTING + timedelta(days=1)
    village.invite(outing, fatou, kind="feedback", asks="rating")
    return fatou


def rating(village: Village) -> Rating:
    return village.all(Rating)[0]


def test_a_five_is_kept_and_a_word_is_asked(village: Village) -> None:
    fatou = asked(village)
    assert fatou.says("5") == ["feedback/words"]
    assert fatou.says("les enfants ont adoré le bateau") == ["feedback/thanks"]
    assert (rating(village).score, rating(village).comment) == (5, "les enfants ont adoré le bateau")


def test_nothing_to_add_is_fine(village: Village) -> None:
    fatou = asked(village)
    fatou.says("4")
    assert fatou.says("non merci") == ["feedback/thanks"]
    assert rating(village).comment is None


def test_a_score_with_words_needs_no_second_question(village: Village) -> None:
    fatou = asked(village)
    assert fatou.says("4 mais la salle etait froide") == ["feedback/thanks"]
    assert (rating(village).score, rating(village).comment) == (4, "4 mais la salle etait froide")


def test_a_button_is_a_score(village: Village) -> None:
    fatou = asked(village, "telegram")
    assert fatou.presses("5 très bien") == ["feedback/words"]
    assert rating(village).score == 5


def test_her_last_score_wins(village: Village) -> None:
    fatou = asked(village, "telegram")
    fatou.presses("5 très bien")
    fatou.presses("2")
    assert rating(village).score == 2


def test_seven_is_asked_again_once(village: Village) -> None:
    fatou = asked(village)
    assert fatou.says("7") == ["clarify/rating"]
    assert fatou.says("7") == ["handed-over"]
    assert all(row.score is None for row in village.all(Rating))


def test_i_was_not_there_is_a_flag_for_the_educator(village: Village) -> None:
    fatou = asked(village)
    assert fatou.says("jy etai pas") == ["feedback/thanks"]
    assert (rating(village).not_there, rating(village).score) == (True, None)
    assert village.items() == ["not-there"]


def test_an_opinion_without_a_score_is_kept_as_words(village: Village) -> None:
    fatou = asked(village)
    assert fatou.says("c'etait bien") == ["feedback/thanks"]
    assert (rating(village).score, rating(village).comment) == (None, "c'etait bien")


def test_merci_leaves_the_question_open(village: Village) -> None:
    fatou = asked(village)
    assert fatou.says("merci") == []
    assert fatou.says("5") == ["feedback/words"]


def test_oui_to_a_word_to_add_waits_for_the_word(village: Village) -> None:
    fatou = asked(village)
    fatou.says("5")
    assert fatou.says("oui") == []
    assert fatou.says("le bateau etait super") == ["feedback/thanks"]
    assert rating(village).comment == "le bateau etait super"


def test_a_bare_figure_corrects_the_score(village: Village) -> None:
    fatou = asked(village)
    fatou.says("1")
    assert fatou.says("5") == ["feedback/thanks"]
    assert (rating(village).score, rating(village).comment) == (5, None)


def test_words_that_may_be_about_another_date_are_shown_to_a_person(village: Village) -> None:
    fatou = asked(village)
    fatou.says("5")
    fatou.says("je viens pas mardi prochain")
    assert len(village.items()) == 1


def test_in_fact_three_corrects_the_score(village: Village) -> None:
    fatou = asked(village)
    fatou.says("5")
    assert fatou.says("en fait 3") == ["feedback/thanks"]
    assert rating(village).score == 3
