"""A number that somebody writes about is never written to, and belongs to nobody until a person says so."""

import pytest

from messages.contacts import Address
from tests.conversations.village import Village

THEIRS = "06 39 98 77 01"
E164 = "+33639987701"


@pytest.mark.parametrize(
    "words",
    [
        f"ma voisine veut venir aussi, son numéro {THEIRS}",
        f"mon mari {THEIRS}",
        f"appelez mon mari au {THEIRS}",
        f"nouveau numéro {THEIRS}",
        f"j'ai changé de numéro c'est le {THEIRS}",
        f"écrivez à ma soeur {THEIRS} svp",
        THEIRS,
    ],
)
def test_a_number_in_a_text_gets_nothing(village: Village, words: str) -> None:
    fatou = village.parent("Fatou", "F12")
    village.invite(village.announce(), fatou)
    fatou.says(words)
    assert E164 not in {address.value for address in village.all(Address)}
    assert len(village.contacts(fatou)) == 1
    assert village.items() != []


def test_a_number_beside_a_yes_gets_nothing_and_counts_nobody(village: Village) -> None:
    fatou = village.parent("Fatou", "F12")
    village.invite(village.announce(), fatou)
    fatou.says(f"oui, et {THEIRS} aussi")
    assert E164 not in {address.value for address in village.all(Address)}
    answer = village.answer_of(fatou)
    assert answer is not None
    assert answer.total < 10


def test_her_new_number_waits_for_a_person(village: Village) -> None:
    fatou = village.parent("Fatou", "F12")
    fatou.says(f"j'ai changé de numéro c'est le {THEIRS}")
    assert village.items() == ["update_phone"]


def test_the_card_of_somebody_else_is_not_noted(village: Village) -> None:
    fatou = village.parent("Fatou", "F12", medium="telegram")
    assert fatou.sends("contact", phone=E164, own_card=False) == ["phone/not-yours"]
    assert E164 not in {address.value for address in village.all(Address)}


def test_a_stranger_s_words_about_a_number_write_to_nobody(village: Village) -> None:
    village.stranger().says(f"bonjour appelez ma femme {THEIRS}")
    assert E164 not in {address.value for address in village.all(Address)}
