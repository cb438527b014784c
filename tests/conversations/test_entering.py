"""Entering somebody after an oral yes: proof, first text, link, and what to know about the phone."""

from dataclasses import replace
from datetime import time

import pytest

from bot.conversations.entering import Entered, NewParent, NotEnteredError, enter_parent
from messages import consents
from messages.consents import Consent
from messages.contacts import Contact
from messages.hours import Hours
from messages.outbox import Message
from messages.phones import NotAPhone
from scheduler.families import Family
from tests.conversations.village import Phone, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


FATOU = NewParent(name="Fatou", evidence="accord oral, 3 octobre, école", phone="06 39 98 44 10")


def entered(village: Village, parent: NewParent = FATOU) -> Entered:
    return village.store.writing(enter_parent, parent, "educator", village.programme, village.now)


def test_her_oral_yes_is_written_down_with_its_proof(village: Village) -> None:
    fatou = entered(village).contact
    proof = next(row for row in village.all(Consent) if row.contact_id == fatou.id)
    assert (proof.given, proof.evidence, proof.by) == (True, "accord oral, 3 octobre, école", "educator")


def test_the_first_text_recalls_her_yes_and_is_posted_once(village: Village) -> None:
    fatou = entered(village).contact
    texts = [message for message in village.all(Message) if message.contact_id == fatou.id]
    assert [(text.kind, text.hours, text.capped) for text in texts] == [("welcome/entered", "automatic", False)]
    assert texts[0].facts == {"educator": "Claire", "name": "Fatou"}


def test_somebody_without_a_number_gets_a_link_and_no_text(village: Village) -> None:
    fatou = entered(village, replace(FATOU, phone=None))
    assert village.all(Message) == []
    telegram = village.stranger("9001", "telegram")
    assert telegram.sends("start", text=fatou.telegram_token) == ["joined", "phone"]


def test_her_hours_languages_and_discretion_are_kept(village: Village) -> None:
    hours = Hours(time(9), time(12))
    contact = entered(village, replace(FATOU, language="fr", speaks="ar", discreet=True, hours=hours)).contact
    assert (contact.speaks, contact.discreet, contact.own_from, contact.own_until) == ("ar", True, time(9), time(12))


def test_her_family_is_found_by_its_code(village: Village) -> None:
    village.parent("Omar", "F12")
    adult = entered(village, replace(FATOU, family="f12", role="mother")).adult
    family = village.all(Family)[0]
    assert (adult.family_id, adult.role) == (family.id, "mother")


def test_the_same_number_for_two_people_is_allowed_and_said(village: Village) -> None:
    omar = village.parent("Omar", "F12")
    assert entered(village, replace(FATOU, phone=omar.value)).remarks == ("Téléphone partagé avec F12 Omar.",)


def test_a_stop_said_on_a_shared_phone_is_not_lifted_by_another_s_yes(village: Village) -> None:
    omar = village.parent("Omar", "F12")
    omar.says("STOP")
    remarks = entered(village, replace(FATOU, phone=omar.value)).remarks
    assert len(remarks) == 2
    assert village.address(omar).stopped_at is not None


def test_an_oral_yes_on_a_number_of_her_own_lifts_an_old_stop(village: Village) -> None:
    phone = Phone(village, "sms", "+33639984410")
    phone.says("STOP")
    contact = entered(village).contact
    assert village.address(phone).stopped_at is None
    assert village.store.reading(consents.consenting, [contact.id or 0]) == {contact.id: True}


def test_the_number_of_the_educator_is_refused(village: Village) -> None:
    claire = village.parent("Claire", staff=True)
    with pytest.raises(NotAPhone, match="éducatrice"):
        entered(village, replace(FATOU, phone=claire.value))


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (replace(FATOU, name=" "), "prénom"),
        (replace(FATOU, evidence=""), "accord"),
        (replace(FATOU, family="F99"), "famille"),
        (replace(FATOU, phone="01 39 98 12 34"), "fixe"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence_and_nothing_is_written(
    village: Village, wrong: NewParent, word: str
) -> None:
    with pytest.raises((NotEnteredError, NotAPhone), match=word):
        entered(village, wrong)
    assert [contact.name for contact in village.all(Contact)] == ["Claire"]


def test_the_same_person_is_not_entered_twice(village: Village) -> None:
    entered(village)
    with pytest.raises(NotEnteredError, match="déjà dans la liste"):
        entered(village, replace(FATOU, name="fatou"))


def test_a_language_that_does_not_exist_is_refused(village: Village) -> None:
    with pytest.raises(NotEnteredError, match="langue"):
        entered(village, replace(FATOU, language="zz"))


def test_the_number_we_write_from_is_nobody_s(village: Village) -> None:
    with pytest.raises(NotAPhone):
        entered(village, replace(FATOU, phone="07 57 90 00 00", ours=("+33757900000",)))


def test_hours_in_which_nothing_ever_leaves_are_refused(village: Village) -> None:
    with pytest.raises(NotEnteredError, match="entre 9h et 20h"):
        entered(village, replace(FATOU, hours=Hours(time(21), time(22))))
    assert village.all(Consent) == []
