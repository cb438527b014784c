"""The console's door: commands, buttons that no longer serve, things that are not words, the way in."""

import pytest

from bot.console.cards import LONGEST, pages, units
from messages.contacts import contacts_at
from messages.tokens import EDUCATOR, JOIN, issue
from tests.console.desk import LINE, Desk


def test_the_commands_are_listed(desk: Desk) -> None:
    for text in ("/aide", "/start", "/help"):
        assert "/nouveau" in desk.says(text)


@pytest.mark.parametrize("text", ["/Présences", "/presences@RelaisBot", "/PRESENCES"])
def test_a_command_is_known_however_it_is_written(desk: Desk, text: str) -> None:
    assert "Aucune rencontre" in desk.says(text)


@pytest.mark.parametrize("text", ["/truc", "/", "", "   ", "?", "👍", "12", "a" * 4096, "/nouveau@", "\u202e"])
def test_odd_texts_get_a_kind_word(desk: Desk, text: str) -> None:
    assert desk.says(text)
    assert desk.activities() == []


@pytest.mark.parametrize("kind", ["media", "contact", "edited"])
def test_what_is_not_a_text_gets_a_kind_word(desk: Desk, kind: str) -> None:
    assert desk.says("", kind=kind)


@pytest.mark.parametrize("kind", ["blocked", "unblocked", "other"])
def test_what_needs_no_answer_gets_none(desk: Desk, kind: str) -> None:
    assert desk.says("", kind=kind) == ""


@pytest.mark.parametrize("data", ["", "forged:0", "0" * 32 + ":1", "x"])
def test_a_forged_button_does_nothing(desk: Desk, data: str) -> None:
    assert "ne sert plus" in desk.presses_data(data)


def test_a_double_press_says_what_was_done(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    desk.presses("Oui")
    assert desk.presses("Oui") == "C'est déjà fait."


def test_every_word_said_back_leaves_through_the_outbox(desk: Desk) -> None:
    desk.says("/aide")
    (said,) = desk.messages("console")
    assert (said.hours, said.contact_id, said.address_id) == ("staff", desk.claire.id, desk.address.id)


def test_her_link_lets_her_in(desk: Desk) -> None:
    assert desk.claire.id is not None
    secret = issue(desk.session, EDUCATOR, desk.claire.id, "command", desk.now)
    assert desk.enters_by(secret, "7999").startswith("Bonjour Claire.")
    assert desk.enters_by(secret, "7998") == ""


def test_a_parents_link_does_not_open_the_console(desk: Desk) -> None:
    fatou = desk.parent("Fatou", medium="telegram")
    assert fatou.contact_id is not None
    assert desk.enters_by(issue(desk.session, JOIN, fatou.contact_id, "educator", desk.now), "7999") == ""
    assert desk.enters_by(issue(desk.session, EDUCATOR, fatou.contact_id, "educator", desk.now), "7998") == ""
    assert [contact.name for contact in contacts_at(desk.session, desk.address)] == ["Claire"]


@pytest.mark.parametrize("text", ["", "a", "ligne\n" * 3000, "é" * 20000, "😀" * 9000])
def test_a_page_never_exceeds_what_telegram_takes(text: str) -> None:
    assert all(units(page) <= LONGEST for page in pages(text))
    assert "".join(pages(text)).replace("\n", "") == text.replace("\n", "")


def test_the_whole_path_on_both_databases(either_desk: Desk) -> None:
    fatou = either_desk.parent("Fatou")
    either_desk.announces()
    either_desk.signs_up(fatou, adults=1, children=1)
    either_desk.says("/deplacer jeudi 22 octobre 15h")
    either_desk.presses("Oui")
    assert "C'est déjà fait" in either_desk.presses("Oui")
    either_desk.asks(fatou, "c'est où ?")
    either_desk.says("/boite")
    either_desk.presses("Terminé")
    either_desk.to("2026-10-22 17:00")
    either_desk.says("/presences")
    assert "1 parent connu présent (1 adulte, 1 enfant)" in either_desk.presses("Enregistrer")
    assert either_desk.did() == ["drafted", "announced", "moved", "closed", "registered"]
