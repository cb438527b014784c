"""A group's keyword: joining at once after a yes, with the yes otherwise, never in doubt and never after a STOP."""

import pytest

from messages.consents import record
from messages.inbox import InboxItem
from scheduler.groups import Group, Membership, found
from scheduler.people import adult_of
from tests.conversations.village import Phone, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def cafe(village: Village) -> Group:
    return village.store.writing(found, Group(name="Café des parents", keyword="CAFE"), "educator", village.now)


def member(village: Village, phone: Phone) -> bool:
    adult = village.store.reading(adult_of, village.contact(phone).id)
    assert adult is not None
    return any(row.adult_id == adult.id and row.until is None for row in village.all(Membership))


def test_a_parent_joins_by_the_word_and_is_told(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says("Café svp") == ["group/joined"]
    assert "Votre groupe : Café des parents" in fatou.texts[0]
    assert member(village, fatou)
    assert village.items() == []


def test_a_second_time_she_is_told_it_is_noted_already(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("CAFE")
    assert fatou.says("cafe") == ["group/already"]
    assert len(village.all(Membership)) == 1


@pytest.mark.parametrize(("language", "words"), [("en", "Your group"), ("tr", "Grubunuz"), ("ar", "مجموعتكم")])
def test_she_is_told_in_her_language(village: Village, language: str, words: str) -> None:
    fatou = village.parent("Fatou", language=language)
    fatou.says("CAFE")
    assert words in fatou.texts[0]


def test_a_discreet_phone_does_not_name_the_group(village: Village) -> None:
    leila = village.parent("Leila", discreet=True)
    assert leila.says("CAFE") == ["group/joined"]
    assert leila.texts == ("Merci, c'est noté.",)


def test_an_open_question_stays_open_beside_the_word(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("CAFE")
    assert village.said(fatou) is None
    assert "confirmed/yes" in fatou.says("oui")


def test_a_stranger_is_asked_first_and_joins_with_her_yes(village: Village) -> None:
    stranger = village.stranger()
    assert stranger.says("CAFE") == ["welcome"]
    assert village.all(Membership) == []
    assert stranger.says("oui") == ["joined", "name"]
    assert "Votre groupe : Café des parents" in stranger.texts[0]
    assert member(village, stranger)


def test_the_wish_outlives_another_keyword_in_between(village: Village) -> None:
    stranger = village.stranger()
    for text in ("CAFE", "PARENT", "zblurg", "oui"):
        stranger.says(text)
    assert member(village, stranger)


def test_a_stranger_who_says_no_is_in_no_group(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("CAFE")
    assert stranger.says("non") == ["declined"]
    assert village.all(Membership) == []


def test_the_educator_sees_which_group_a_new_number_asks_for(village: Village) -> None:
    village.stranger().says("CAFE")
    assert "Café des parents" in village.all(InboxItem)[0].note


def test_somebody_known_without_a_yes_is_asked_first(village: Village) -> None:
    fatou = village.parent("Fatou")
    contact = village.contact(fatou)
    village.store.writing(record, contact, False, "oral", "educator", village.now)
    assert fatou.says("CAFE") == ["welcome"]
    assert not member(village, fatou)
    fatou.says("oui")
    assert member(village, fatou)


def test_a_stopped_phone_stays_silent(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("STOP")
    assert fatou.says("CAFE") == []
    assert village.all(Membership) == []
    assert village.items() == ["after-stop"]


@pytest.mark.parametrize("keyword", ["CAFE", "PARENT"])
def test_on_a_shared_phone_a_person_finds_out_who_joins(village: Village, keyword: str) -> None:
    awa = village.parent("Awa", family="F1")
    village.joins(awa, "Ousmane", family="F1")
    assert awa.says(keyword) == ["handed-over"]
    assert village.all(Membership) == []
    assert village.items() == ["shared"]


def test_a_sentence_that_holds_the_word_is_no_wish_to_join(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("je prends un café et j'arrive")
    assert village.all(Membership) == []
