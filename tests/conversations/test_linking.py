"""Coming in by Telegram: the one-use link, one's own card, refusing it, somebody else's card."""

import pytest
from sqlmodel import Session, select

from messages.contacts import Address, ContactAddress
from tests.conversations.village import Phone, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


HERS = {"own_card": True, "phone": "33639984410"}


def linked(village: Village) -> Phone:
    """A Telegram that has just opened Fatou's link; she has no number yet."""
    fatou = village.parent("Fatou", medium="telegram")
    token = village.token(fatou)
    village.store.writing(unlink, village.address(fatou))
    telegram = village.stranger("9001", "telegram")
    telegram.sends("start", text=token)
    return telegram


def unlink(session: Session, address: Address) -> None:
    """Fatou was entered after an oral yes, without any address."""
    for row in session.exec(select(ContactAddress).where(ContactAddress.address_id == address.id)):
        session.delete(row)


def test_the_link_brings_her_in_and_asks_for_her_number(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    telegram = village.stranger("9001", "telegram")
    assert telegram.sends("start", text=village.token(fatou)) == ["joined", "phone"]
    assert [one.name for one in village.contacts(telegram)] == ["Fatou"]


def test_somebody_whose_number_is_known_is_not_asked_for_it(village: Village) -> None:
    fatou = village.parent("Fatou")
    telegram = village.stranger("9001", "telegram")
    assert telegram.sends("start", text=village.token(fatou)) == ["joined"]


def test_a_link_serves_once(village: Village) -> None:
    token = village.token(village.parent("Fatou"))
    village.stranger("9001", "telegram").sends("start", text=token)
    other = village.stranger("9002", "telegram")
    assert other.sends("start", text=token) == ["link/expired"]
    assert village.contacts(other) == []


def test_any_payload_at_all_is_survived(village: Village) -> None:
    telegram = village.stranger("9001", "telegram")
    for payload in ("x" * 65, "é\u202e😀", "'; DROP TABLE contact"):
        assert telegram.sends("start", text=payload) == ["link/expired"]


def test_start_without_a_link_asks_for_a_yes(village: Village) -> None:
    telegram = village.stranger("9001", "telegram")
    assert telegram.sends("start") == ["welcome"]
    assert telegram.presses("Oui") == ["joined", "name"]
    assert telegram.says("Fatou") == ["phone"]


def test_her_own_card_links_her_number(village: Village) -> None:
    telegram = linked(village)
    assert telegram.sends("contact", **HERS) == ["phone/linked"]
    phone = village.stranger("+33639984410")
    assert [one.name for one in village.contacts(phone)] == ["Fatou"]


def test_refusing_the_card_is_fine(village: Village) -> None:
    telegram = linked(village)
    assert telegram.says("Non merci") == ["phone/skipped"]
    assert village.items() == []


def test_the_card_of_somebody_else_is_not_kept(village: Village) -> None:
    telegram = linked(village)
    assert telegram.sends("contact", own_card=False, phone="33639984411") == ["phone/not-yours"]
    assert village.items() == ["refer"]
    assert all("84411" not in address.value for address in village.all(type(village.address(telegram))))


def test_a_number_that_serves_somebody_else_already_is_shown_to_the_educator(village: Village) -> None:
    omar = village.parent("Omar")
    telegram = linked(village)
    assert telegram.sends("contact", own_card=True, phone=omar.value) == ["phone/linked"]
    assert village.items() == ["same-number"]


def test_a_card_with_a_landline_changes_nothing(village: Village) -> None:
    telegram = linked(village)
    assert telegram.sends("contact", own_card=True, phone="33139981234") == ["phone/skipped"]
    assert village.items() == ["update_phone"]


def test_the_card_of_a_stranger_keeps_nothing_before_a_yes(village: Village) -> None:
    telegram = village.stranger("9001", "telegram")
    assert telegram.sends("contact", **HERS) == ["welcome"]
    assert all(address.medium != "sms" for address in village.all(type(village.address(telegram))))


def test_yes_in_words_still_needs_the_button(village: Village) -> None:
    telegram = linked(village)
    assert telegram.says("oui") == ["phone"]
    assert telegram.sends("contact", **HERS) == ["phone/linked"]


def test_start_pressed_again_explains_how_it_works(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    assert fatou.sends("start") == ["help"]


def test_a_link_of_somebody_who_said_no_asks_again(village: Village) -> None:
    fatou = village.parent("Fatou")
    token = village.token(fatou)
    fatou.says("STOP")
    assert village.stranger("9001", "telegram").sends("start", text=token) == ["welcome"]


def test_a_second_telegram_on_one_link_of_hers_is_shown_to_the_educator(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.stranger("9001", "telegram").sends("start", text=village.token(fatou))
    assert village.items() == []
    village.stranger("9002", "telegram").sends("start", text=village.token(fatou))
    assert village.items() == ["second-telegram"]
