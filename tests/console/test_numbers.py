"""Another number from the inbox: proposed by its end, confirmed by her, and asked twice where it is shared."""

import pytest

from messages.contacts import addresses_of, contacts_at
from messages.outbox import Message
from scheduler.people import Adult
from tests.console.desk import Desk

NEW = "06 39 98 44 99"


def numbers(desk: Desk, adult: Adult) -> list[str]:
    assert adult.contact_id is not None
    return [place.value for place in addresses_of(desk.session, [adult.contact_id]).get(adult.contact_id, [])]


def shown(desk: Desk, adult: Adult, text: str, kind: str = "update_phone") -> str:
    desk.asks(adult, text, kind, kind=kind)
    return desk.says("/boite")


@pytest.fixture
def fatou(desk: Desk) -> Adult:
    return desk.parent("Fatou")


def test_the_number_she_wrote_is_proposed_by_its_last_two_digits(desk: Desk, fatou: Adult) -> None:
    card = shown(desk, fatou, f"j'ai changé de numéro c'est le {NEW}")
    said = desk.presses("Changer le numéro")
    assert said == "Nouveau numéro de F1 Fatou : il finit par 99. L'avez-vous vérifié de vive voix ?"
    assert "39 98" not in card
    assert numbers(desk, fatou) != ["+33639984499"]


def test_her_yes_changes_it_and_closes_the_card(desk: Desk, fatou: Adult) -> None:
    shown(desk, fatou, f"mon nouveau numéro {NEW}")
    desk.presses("Changer le numéro")
    assert desk.presses("Oui") == "Le nouveau numéro de F1 Fatou est noté."
    assert numbers(desk, fatou) == ["+33639984499"]
    assert [message.kind for message in desk.messages("number/noted")] == ["number/noted"]
    assert "Rien n'attend" in desk.says("/boite")


def test_her_no_changes_nothing(desk: Desk, fatou: Adult) -> None:
    before = numbers(desk, fatou)
    shown(desk, fatou, f"mon nouveau numéro {NEW}")
    desk.presses("Changer le numéro")
    assert "rien ne change" in desk.presses("Non")
    assert numbers(desk, fatou) == before


def test_without_a_number_in_the_text_she_types_it(desk: Desk, fatou: Adult) -> None:
    shown(desk, fatou, "mauvais numéro", "wrong_number")
    assert "Écrivez le nouveau numéro" in desk.presses("Changer le numéro")
    assert "fixe" in desk.says("03 20 12 34 56")
    assert "finit par 99" in desk.says(NEW)
    desk.presses("Oui")
    assert numbers(desk, fatou) == ["+33639984499"]


def test_she_can_leave_it(desk: Desk, fatou: Adult) -> None:
    shown(desk, fatou, "mauvais numéro", "wrong_number")
    desk.presses("Changer le numéro")
    assert "rien ne change" in desk.presses("Laisser")


def test_a_number_that_is_somebody_s_is_asked_about_again(desk: Desk, fatou: Adult) -> None:
    awa = desk.parent("Awa")
    shown(desk, fatou, f"mon nouveau numéro {numbers(desk, awa)[0]}")
    desk.presses("Changer le numéro")
    assert desk.presses("Oui") == "C'est déjà le numéro de F2 Awa. Partagent-ils ce téléphone ?"
    assert numbers(desk, fatou) != numbers(desk, awa)
    desk.presses("Oui")
    assert numbers(desk, fatou) == numbers(desk, awa)


def test_a_phone_that_is_hers_no_more_is_taken_away_after_one_question(desk: Desk, fatou: Adult) -> None:
    shown(desk, fatou, "mauvais numéro", "wrong_number")
    assert "n'est plus celui de F1 Fatou" in desk.presses("Ce n'est plus son téléphone")
    assert numbers(desk, fatou) != []
    assert desk.presses("Oui") == "F1 Fatou : 1 numéro en moins."
    assert numbers(desk, fatou) == []


def test_other_cards_have_no_such_button(desk: Desk, fatou: Adult) -> None:
    shown(desk, fatou, "c'est où ?", "question")
    assert "Changer le numéro" not in desk.labels()


def test_an_answer_to_an_old_question_never_goes_to_the_phone_she_left(desk: Desk, fatou: Adult) -> None:
    desk.asks(fatou, "c'est où ?")
    shown(desk, fatou, f"mon nouveau numéro {NEW}")
    desk.presses("Changer le numéro")
    desk.presses("Oui")
    desk.says("/boite")
    desk.presses("Répondre")
    desk.says("Au parc, à 14h.")
    [note] = desk.messages("note")
    assert isinstance(note, Message)
    assert note.address_id is None


def test_who_has_it_now_is_not_taken_for_her(desk: Desk, fatou: Adult) -> None:
    shown(desk, fatou, "mauvais numéro", "wrong_number")
    old = addresses_of(desk.session, [fatou.contact_id or 0])[fatou.contact_id or 0][0]
    desk.presses("Ce n'est plus son téléphone")
    desk.presses("Oui")
    assert contacts_at(desk.session, old) == []
    assert old.handed_at == desk.now
