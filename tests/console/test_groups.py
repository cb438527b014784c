"""/groupes: a group in one line, its members by their names, and every slip answered kindly."""

import pytest
from sqlmodel import select

from scheduler.groups import Group, Membership, all_groups
from tests.console.desk import Desk

LINE = "/groupe Café des parents, mot café, sud, en arabe"


def cafe(desk: Desk) -> Group:
    desk.says(LINE)
    desk.presses("Oui")
    return all_groups(desk.session)[0]


def inside(desk: Desk) -> list[int]:
    rows = desk.session.exec(select(Membership))
    return [row.adult_id for row in rows if row.until is None]


def test_without_groups_she_learns_how_to_make_one(desk: Desk) -> None:
    assert "/groupe Café des parents, mot CAFE" in desk.says("/groupes")


def test_one_line_is_read_back_and_makes_a_group(desk: Desk) -> None:
    said = desk.says(LINE)
    assert said == "Groupe Café des parents\nMot : CAFE\nTerritoire : sud\nLangue : arabe\n\nCréer ce groupe ?"
    assert all_groups(desk.session) == []
    assert desk.presses("Oui").startswith("C'est fait.\n\nGroupe Café des parents")
    group = all_groups(desk.session)[0]
    assert (group.name, group.keyword, group.territory, group.language) == ("Café des parents", "CAFE", "sud", "ar")


def test_non_makes_nothing(desk: Desk) -> None:
    desk.says(LINE)
    assert "Rien n'est créé" in desk.presses("Non")
    assert all_groups(desk.session) == []


def test_a_double_press_makes_one_group(desk: Desk) -> None:
    cafe(desk)
    assert desk.presses("Oui").startswith("C'est déjà fait.")
    assert len(all_groups(desk.session)) == 1


@pytest.mark.parametrize(
    "word", ["OUI", "Non", "stop", "PAUSE", "retrait", "Agenda", "aide", "PARENT", "arabe", "turc"]
)
def test_a_word_that_means_something_already_is_refused(desk: Desk, word: str) -> None:
    assert "veut déjà dire autre chose" in desk.says(f"/groupe Thé, mot {word}")
    assert all_groups(desk.session) == []


def test_the_word_of_another_group_is_refused_whatever_its_accents(desk: Desk) -> None:
    cafe(desk)
    said = desk.says("/groupe Thé, mot Cafè")
    assert said == "Le mot « CAFE » est déjà celui du groupe Café des parents. Choisissez un autre mot."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (", mot CAFE", "Il manque le nom"),
        ("!!!", "Il manque le nom"),
        ("Thé, mot DEUX MOTS", "un seul mot"),
        ("Thé, mot 12", "un seul mot"),
        ("Thé, le mardi", "Je n'ai pas compris « le mardi »"),
        ("T" * 60, "trop long"),
    ],
)
def test_a_slip_is_named_and_nothing_is_made(desk: Desk, line: str, said: str) -> None:
    assert said in desk.says(f"/groupe {line}")
    assert all_groups(desk.session) == []


def test_the_same_name_changes_the_group_instead(desk: Desk) -> None:
    cafe(desk)
    assert "C'est changé.\n\nGroupe Café des parents\nMot : TASSE" in desk.says("/groupe cafe des PARENTS, mot tasse")
    assert len(all_groups(desk.session)) == 1


def test_a_group_can_lose_its_word(desk: Desk) -> None:
    cafe(desk)
    assert "Sans mot" in desk.says("/groupe Café des parents, sans mot")
    assert all_groups(desk.session)[0].keyword is None


def test_members_are_added_by_their_first_names(desk: Desk) -> None:
    fatou, karim = desk.parent("Fatou"), desk.parent("Karim")
    cafe(desk)
    desk.presses("Ajouter")
    said = desk.says("Fatou et Karim")
    assert said.startswith("Ajouté : F1 Fatou et F2 Karim.")
    assert "2 membres\n- F1 Fatou\n- F2 Karim" in said
    assert inside(desk) == [fatou.id, karim.id]
    assert "Café des parents (mot CAFE) : 2 membres" in desk.says("/groupes")


def test_adding_twice_is_harmless_and_said(desk: Desk) -> None:
    desk.parent("Fatou")
    cafe(desk)
    for _ in range(2):
        desk.presses("Ajouter")
        said = desk.says("Fatou")
    assert said.startswith("F1 Fatou y était déjà.")
    assert len(inside(desk)) == 1


@pytest.mark.parametrize("typed", ["Brigitte", "les papas", "😀", "?"])
def test_who_is_not_known_is_asked_again(desk: Desk, typed: str) -> None:
    cafe(desk)
    desk.presses("Ajouter")
    assert "Écrivez les prénoms" in desk.says(typed)
    assert inside(desk) == []


def test_of_two_of_one_name_she_taps_one(desk: Desk) -> None:
    desk.parent("Fatou")
    other = desk.parent("Fatou")
    cafe(desk)
    desk.presses("Ajouter")
    assert desk.says("Fatou") == "« fatou » : lequel ?"
    assert "Ajouté : F2 Fatou." in desk.presses("F2 Fatou")
    assert inside(desk) == [other.id]


@pytest.mark.parametrize("by", ["a tap", "her name"])
def test_a_member_leaves_and_her_days_stay_on_record(desk: Desk, by: str) -> None:
    desk.parent("Fatou")
    cafe(desk)
    desk.presses("Ajouter")
    desk.says("Fatou")
    desk.presses("Retirer")
    said = desk.presses("F1 Fatou") if by == "a tap" else desk.says("fatou")
    assert said.startswith("Retiré : F1 Fatou.")
    assert inside(desk) == []
    assert len(list(desk.session.exec(select(Membership)))) == 1


def test_a_group_is_opened_from_the_list_and_by_its_name(desk: Desk) -> None:
    cafe(desk)
    desk.says("/groupes")
    by_tap = desk.presses("Café des parents")
    assert by_tap == desk.says("/groupe café") == desk.says("/groupe Café des parents")
