"""Coming in by SMS: the keyword, yes or no, the first name, and strangers of whom nothing is kept."""

from datetime import timedelta

import pytest
from sqlmodel import select

from messages.consents import Consent
from messages.contacts import Contact
from scheduler.people import Adult
from tests.conversations.village import Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("keyword", ["PARENT", "Inscription", "parent svp"])
def test_the_keyword_gets_one_question_and_makes_no_contact(village: Village, keyword: str) -> None:
    stranger = village.stranger()
    assert stranger.says(keyword) == ["welcome"]
    assert village.contacts(stranger) == []
    assert village.last_received().text == ""
    assert village.last_received().raw == ""


def test_oui_makes_a_contact_with_the_proof_of_her_yes(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    assert stranger.says("oui") == ["joined", "name"]
    proof = next(row for row in village.all(Consent) if row.contact_id == village.contact(stranger).id)
    assert proof.evidence == f"received-{village.last_received().id}"
    assert village.consents(stranger) is True
    assert village.contact(stranger).language == "fr"


def test_her_adult_has_no_family_yet(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    stranger.says("oui")
    adult = village.store.reading(lambda session: session.exec(select(Adult)).one())
    assert adult.family_id is None


def test_evet_is_a_yes_that_chooses_turkish(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    stranger.says("evet")
    assert village.contact(stranger).language == "tr"


def test_her_first_name_is_kept_once_she_gives_it(village: Village) -> None:
    stranger = village.stranger()
    for text in ("PARENT", "oui", "moi c'est Fatou"):
        stranger.says(text)
    assert village.contact(stranger).name == "Fatou"
    assert village.items() == ["join"]


def test_non_is_thanked_and_nothing_is_kept(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    assert stranger.says("non") == ["declined"]
    assert village.contacts(stranger) == []
    assert village.last_received().text == ""


def test_an_unclear_answer_is_asked_once_then_read_by_a_person(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    assert stranger.says("zblurg trak") == ["clarify/consent"]
    assert stranger.says("zblurg trak") == ["handed-over"]
    assert "unclear" in village.items()
    assert village.last_received().text == "zblurg trak"


def test_who_are_you_is_answered_and_the_question_stays_open(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    assert stranger.says("c qui ?") == ["who"]
    assert stranger.says("oui") == ["joined", "name"]


def test_a_yes_eight_days_later_makes_no_contact(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    village.now += timedelta(days=8)
    stranger.says("oui")
    assert village.contacts(stranger) == []


def test_a_stranger_is_told_nothing_and_answered_once(village: Village) -> None:
    stranger = village.stranger()
    assert stranger.says("c est le voisin de Fatou elle vient quand") == ["handed-over"]
    assert stranger.says("vous etes la je vous demande quelque chose") == []
    assert village.items() == ["stranger", "stranger"]
    assert village.last_received().text != ""


@pytest.mark.parametrize("sender", ["Orange", "36180", "Banque"])
def test_machines_are_never_answered(village: Village, sender: str) -> None:
    machine = village.stranger(sender)
    assert machine.says("Votre code est 1234, ne le donnez a personne") == []
    assert village.items() == ["stranger"]


def test_an_automatic_reply_of_a_stranger_is_dropped(village: Village) -> None:
    stranger = village.stranger()
    assert stranger.says("Je suis au volant, je vous rappelle") == []
    assert village.last_received().text == ""


def test_start_from_a_number_never_enrolled_asks_for_a_yes(village: Village) -> None:
    stranger = village.stranger()
    assert stranger.says("START") == ["welcome"]
    assert len(village.all(Contact)) == 1


def test_the_keyword_from_somebody_who_is_in_reaches_a_person(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says("PARENT") == ["handed-over"]
    assert village.items() == ["join"]


def test_a_second_oui_is_no_second_contact(village: Village) -> None:
    stranger = village.stranger()
    for text in ("PARENT", "oui", "oui"):
        stranger.says(text)
    assert len(village.contacts(stranger)) == 1


@pytest.mark.parametrize("text", ["jpe pas mardi dsl", "je vous raconte ma vie et celle de ma voisine"])
def test_words_that_are_no_name_are_read_by_a_person(village: Village, text: str) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    stranger.says("oui")
    assert stranger.says(text) == ["handed-over"]
    assert village.contact(stranger).name == ""


def test_somebody_entered_without_a_yes_is_asked_for_it(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("STOP")
    village.store.writing(lambda session: setattr(session.merge(village.address(fatou)), "stopped_at", None))
    assert fatou.says("PARENT") == ["welcome"]
    assert fatou.says("non") == ["declined"]
    assert village.consents(fatou) is False
    assert fatou.says("PARENT") == ["welcome"]
    assert fatou.says("oui") == ["joined"]
    assert village.consents(fatou) is True


def test_thanks_is_no_answer_to_may_we_write(village: Village) -> None:
    stranger = village.stranger()
    stranger.says("PARENT")
    assert stranger.says("merci") == []
    assert stranger.says("vous pouvez mappeler svp jai plus de credit") == ["handed-over"]
    assert stranger.says("oui") == ["joined", "name"]


def test_the_keyword_comes_back_after_a_stop(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("STOP")
    assert fatou.says("INSCRIPTION") == ["started"]
