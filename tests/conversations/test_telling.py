"""AGENDA, what to bring, another language: answered from facts, by whoever may read them."""

from datetime import timedelta

from messages.contacts import Contact
from messages.journal import Entry
from tests.conversations.village import OUTING, Village


def test_agenda_lists_her_dates_and_what_she_said_of_each(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(title="Parc"), fatou)
    fatou.says("oui")
    village.invite(village.announce(title="Musée", starts_at=OUTING + timedelta(days=7)), fatou)
    assert fatou.says("AGENDA") == ["facts/agenda"]
    [text] = fatou.texts
    assert text.index("mardi 20 octobre") < text.index("vous venez") < text.index("mardi 27 octobre")
    assert "de vous dire" in text or "à vous de dire" in text


def test_agenda_leaves_out_what_she_refused_and_says_when_nothing_is_ahead(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("non")
    assert fatou.says("agenda") == ["facts/none"]


def test_agenda_names_nothing_to_a_discreet_phone_nor_to_a_shared_one(village: Village) -> None:
    leila, awa = village.parent("Leila", discreet=True), village.parent("Awa")
    village.joins(awa, "Ousmane")
    village.invite(village.announce(), leila, awa)
    leila.says("agenda")
    assert "Parc" not in leila.texts[0]
    assert awa.says("agenda") == ["handed-over"]


def test_what_to_bring_is_told_when_it_is_known_and_asked_of_claire_when_not(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(bring="des bottes"), fatou)
    assert fatou.says("il faut apporter quoi ?") == ["facts/bring"]
    assert "bottes" in fatou.texts[0]
    sandrine = village.parent("Sandrine")
    village.invite(village.announce(), sandrine)
    assert sandrine.says("il faut apporter quoi ?") == ["handed-over"]


def test_one_word_changes_the_language_and_the_answer_is_in_it(village: Village) -> None:
    samira = village.parent("Samira")
    assert samira.says("arabe") == ["language/changed"]
    assert "العربية" in samira.texts[0]
    assert [one.language for one in village.all(Contact) if one.name == "Samira"] == ["ar"]
    assert any(entry.did == "changed-language" for entry in village.all(Entry))


def test_the_question_that_was_open_stays_open_after_a_change_of_language(village: Village) -> None:
    grace = village.parent("Grace")
    village.invite(village.announce(), grace)
    grace.says("English please")
    assert grace.says("yes") == ["confirmed/yes"]


def test_a_language_we_do_not_write_reaches_a_person(village: Village) -> None:
    elena = village.parent("Elena")
    assert elena.says("roumain") == ["handed-over"]
    assert [one.language for one in village.all(Contact) if one.name == "Elena"] == ["fr"]


def test_nobody_s_language_changes_on_a_shared_phone(village: Village) -> None:
    awa = village.parent("Awa")
    village.joins(awa, "Ousmane")
    assert awa.says("arabe") == ["handed-over"]
    assert {one.language for one in village.all(Contact)} == {"fr"}
