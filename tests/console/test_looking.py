"""What is coming, and who comes."""

import pytest

from bot.console.agenda import agenda
from scheduler.families import new_family
from tests.console.desk import LINE, Desk

OPEN = LINE.replace(", 3 places", "")


def test_the_agenda_begins_empty(desk: Desk) -> None:
    assert "Aucune date n'est annoncée" in desk.says("/agenda")
    assert "Aucune date n'est annoncée" in desk.says("/qui")


def test_each_date_has_its_number_its_day_and_its_counts(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    desk.parent("Awa")
    desk.announces()
    desk.signs_up(fatou, adults=1, children=1)
    assert desk.says("/agenda") == (
        "1. Groupe d'échange\nmardi 20 octobre 2026, 14h\nMaison de quartier\n"
        "Invitations : elles partiront le lundi 5 octobre 2026.\n"
        "1 oui (1 adulte, 1 enfant ; 2 personnes sur 3 places), 0 non, 1 sans réponse"
    )


def test_a_draft_and_a_past_date_are_not_in_the_agenda(desk: Desk) -> None:
    desk.announces()
    desk.says("/nouveau atelier jeudi 22 octobre 10h École Michelet")
    desk.to("2026-10-20 15:00")
    assert agenda(desk.session, desk.programme, desk.now) == []


def test_qui_lists_everybody_by_label(desk: Desk) -> None:
    parents = [desk.parent(name) for name in ("Fatou", "Karim", "Awa", "Elif", "Nour")]
    desk.announces()
    for parent, said in zip(parents, ("yes", "yes", "maybe", "no"), strict=False):
        desk.signs_up(parent, said, adults=1, children=1)
    said = desk.says("/qui")
    assert "Places : 2 personnes sur 3 places." in said
    assert "Oui : 1 (1 adulte, 1 enfant)\n- F1 Fatou (1+1)" in said
    assert "En attente d'une place : 1\n- F2 Karim (1+1)" in said
    assert "Peut-être : 1\n- F3 Awa" in said
    assert "Sans réponse : 1\n- F5 Nour" in said


def test_persons_told_as_one_number_are_not_called_adults(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    desk.announces()
    signup = desk.signs_up(fatou, adults=1, children=2)
    signup.adults = signup.children = None
    assert "Oui : 1 (3 personnes sans détail)\n- F1 Fatou (3)" in desk.says("/qui")


def test_two_answers_of_one_family_are_flagged_and_counted_once(desk: Desk) -> None:
    home = new_family(desk.session)
    parents = [desk.parent(name, family=home) for name in ("Awa", "Ousmane")]
    desk.announces(OPEN)
    for parent in parents:
        desk.signs_up(parent, adults=2, children=1)
    said = desk.says("/qui")
    assert "Places : 3 personnes." in said
    assert "À vérifier, même famille : F1 Awa, F1 Ousmane" in said


def test_of_several_dates_she_chooses(desk: Desk) -> None:
    desk.announces()
    desk.announces("atelier jeudi 22 octobre 10h École Michelet")
    assert desk.says("/qui") == "Pour quelle date ?"
    assert desk.presses("2. Atelier, jeudi 22 octobre").startswith("2. Atelier")
    assert desk.says("/qui 1").startswith("1. Groupe")


def test_a_long_list_comes_in_several_messages(desk: Desk) -> None:
    for number in range(150):
        desk.parent(f"Maimouna-Adelaide-Marguerite-{number}")
    desk.says(f"/nouveau {OPEN}")
    desk.presses("Oui")
    desk.presses("Maintenant")
    desk.says("150")
    desk.says("/qui")
    texts = [str((message.facts or {})["text"]) for message in desk.messages("console")]
    assert max(len(text) for text in texts) <= 4096
    assert texts[-1].endswith("F150 Maimouna-Adelaide-Marguerite-149")


def test_once_the_invitations_have_left_the_agenda_keeps_quiet_about_them(desk: Desk) -> None:
    desk.announces()
    desk.to("2026-10-05 12:00")
    assert "Invitations" not in desk.says("/agenda")


def test_a_date_can_be_named_by_its_words(desk: Desk) -> None:
    desk.announces()
    desk.announces("atelier couture jeudi 22 octobre 10h École Michelet")
    assert "Atelier couture" in desk.says("/qui couture")
    assert "mardi 20 octobre 2026" in desk.says("/qui mardi 20")
    assert desk.says("/qui octobre") == "Pour quelle date ?"
    assert "Je ne trouve pas « piscine » ici" in desk.says("/qui piscine")


def test_until_the_invitations_leave_nobody_is_late_to_answer(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.says(f"/nouveau {LINE}")
    desk.presses("Oui")
    desk.presses("7 jours avant")
    assert "1 à inviter" in desk.says("/agenda")
    assert "À inviter : 1" in desk.says("/qui")
    desk.to("2026-10-13 18:00")
    assert "Sans réponse : 1" in desk.says("/qui")


@pytest.mark.parametrize("word", ["agenda", "Boite", "aide"])
def test_a_command_may_come_without_its_bar(desk: Desk, word: str) -> None:
    assert desk.says(word) == desk.says(f"/{word}")


def test_a_date_that_is_over_or_called_off_says_so(desk: Desk) -> None:
    desk.announces()
    desk.announces("atelier couture jeudi 22 octobre 10h École Michelet")
    desk.says("/annuler 2")
    desk.presses("Oui")
    assert "est annulée : Atelier couture" in desk.says("/annuler 2")
    desk.to("2026-10-20 16:00")
    assert "/presences 1" in desk.says("/qui 1")
