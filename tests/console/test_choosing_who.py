"""`Choisir qui`: she says who in her words; it is read back with counts, asked again in doubt, never guessed."""

from datetime import date
from typing import Any

import pytest

from bot.console.audience import meant_by
from bot.console.audience_words import in_words
from messages.programme import PARIS
from scheduler.families import Family
from scheduler.groups import Group, found, join
from scheduler.people import Adult
from tests.console.desk import BEGINS, LINE, Desk

FATOU, KARIM, SAMIRA, AWA = 1, 2, 3, 4


@pytest.fixture
def town(desk: Desk) -> Desk:
    """Fatou and Karim in the south, Samira (Arabic) in the east, Awa; a group; a past outing; a group's evenings."""
    fatou = desk.parent("Fatou")
    home = desk.session.get_one(Family, fatou.family_id)
    home.territory = "sud"
    desk.parent("Karim", family=home).role = "father"
    east = desk.session.get_one(Family, desk.parent("Samira", "ar").family_id)
    east.territory = "est"
    desk.parent("Awa")
    cafe = found(desk.session, Group(name="Café des parents", keyword="CAFE"), "educator", BEGINS)
    join(desk.session, cafe, fatou, date(2026, 9, 1), "educator", BEGINS)
    found(desk.session, Group(name="Parents et bébés"), "educator", BEGINS)
    for line in ("sortie parc mardi 13 octobre 14h", "groupe d'échange jeudi 8 octobre 14h"):
        desk.announces(line)
    desk.announces("groupe d'échange jeudi 15 octobre 14h")
    return desk


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        ("les papas du sud", {"roles": ["father"], "territories": ["sud"]}),
        ("papas, sud, en arabe", {"roles": ["father"], "territories": ["sud"], "languages": ["ar"]}),
        ("mamans et papas de l'est", {"roles": ["mother", "father"], "territories": ["est"]}),
        ("groupe café", {"groups": [1]}),
        ("CAFE", {"groups": [1]}),
        ("le groupe Parents et bébés", {"groups": [2]}),
        ("les mamans du groupe café", {"roles": ["mother"], "groups": [1]}),
        ("celles qui lisent l'arabe", {"languages": ["ar"]}),
        ("ceux qui ont dit oui à la sortie parc", {"answers": [{"activity": 1, "said": ["yes"]}]}),
        ("qui ont dit oui ou peut-être à la sortie", {"answers": [{"activity": 1, "said": ["yes", "maybe"]}]}),
        ("les présents du n° 2", {"answers": [{"activity": 2, "said": ["present"]}]}),
        ("en attente pour la sortie", {"answers": [{"activity": 1, "said": ["waiting"]}]}),
        ("Fatou, Karim et Samira", {"people": [FATOU, KARIM, SAMIRA]}),
        ("F1", {"people": [FATOU, KARIM]}),
        ("tout le monde", {}),
    ],
)
def test_her_words_are_understood(town: Desk, line: str, filters: dict[str, Any]) -> None:
    meant = meant_by(town.session, line, PARIS)
    assert meant.clear
    assert meant.filters == filters


@pytest.mark.parametrize(
    "line",
    [
        "les papas du sud et les mamans de l'est",
        "Fatou et les papas",
        "le groupe café et les papas",
        "tous les parents et Awa",
    ],
)
def test_two_audiences_in_one_line_are_refused(town: Desk, line: str) -> None:
    assert meant_by(town.session, line, PARIS).mixed


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("Fatou et Brigitte", ("brigitte",)),
        ("groupe zumba", ("groupe zumba",)),
        ("les papas sauf Karim", ("sauf",)),
        ("ceux qui ont dit oui à la piscine", ("qui ont dit oui a la piscine",)),
        ("les papas du nord est polaire", ("polaire",)),
    ],
)
def test_what_is_not_understood_is_named(town: Desk, line: str, unknown: tuple[str, ...]) -> None:
    meant = meant_by(town.session, line, PARIS)
    assert meant.unknown == unknown
    assert not meant.clear


@pytest.mark.parametrize("line", ["", " ", "😀", ",,,", "et", "/", "les", "n°", "\x00", "qui ont dit oui à"])
def test_nothing_is_understood_in_nothing(town: Desk, line: str) -> None:
    assert not meant_by(town.session, line, PARIS).clear


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        ("les papas du sud", {"roles": ["father"], "territories": ["sud"]}),
        ("groupe Papas", {"groups": [3]}),
        ("les papas du groupe sud", {"roles": ["father"], "groups": [4]}),
        ("le groupe des bébés", {"groups": [2]}),
    ],
)
def test_a_group_named_like_a_filter_needs_the_word_group(town: Desk, line: str, filters: dict[str, Any]) -> None:
    for name in ("Papas", "Sud"):
        found(town.session, Group(name=name), "educator", BEGINS)
    assert meant_by(town.session, line, PARIS).filters == filters


def test_words_of_any_group_do_not_name_one(town: Desk) -> None:
    assert meant_by(town.session, "groupe parents", PARIS).unknown == ("groupe parents",)


def test_two_dates_of_one_name_are_asked_about(town: Desk) -> None:
    meant = meant_by(town.session, "ceux qui étaient là au groupe d'échange", PARIS)
    assert meant.unsure is not None
    assert [number for _, number in meant.unsure[1]] == [3, 2]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"roles": ["father"], "territories": ["sud"]}, "les papas, territoire sud"),
        (
            {"groups": [1], "languages": ["ar", "fr"]},
            "les parents du groupe Café des parents, qui lisent l'arabe ou le français",
        ),
        ({"people": [FATOU, KARIM]}, "F1 Fatou et F1 Karim"),
        ({}, "toutes les familles"),
    ],
)  # fmt: skip
def test_who_is_meant_is_said_back(town: Desk, filters: dict[str, Any], words: str) -> None:
    assert in_words(town.session, filters, PARIS) == words


def choose(desk: Desk, line: str) -> str:
    desk.says(f"/nouveau {LINE}")
    desk.presses("Oui")
    desk.presses("Choisir qui")
    return desk.says(line)


def invited(desk: Desk) -> list[int | None]:
    return list(desk.activities()[-1].audience.get("people", []))


def test_the_choice_is_read_back_with_its_counts_then_sent(town: Desk) -> None:
    said = choose(town, "les papas du sud")
    assert said.startswith("Pour : les papas, territoire sud.\n1 invitation :")
    assert "2 familles restent en dehors." in said
    before = town.invited()
    assert town.presses("Maintenant") == "C'est parti : 1 invitation."
    assert town.invited() == before + 1


def test_a_choice_can_be_made_again(town: Desk) -> None:
    choose(town, "les papas du sud")
    town.presses("Choisir qui")
    assert "Pour : les parents du groupe Café des parents." in town.presses("Groupe Café des parents")
    town.presses("Choisir qui")
    assert town.presses("Tout le monde").startswith("4 invitations :")


def test_what_is_not_known_is_asked_again_and_nothing_changes(town: Desk) -> None:
    said = choose(town, "Fatou et Brigitte")
    assert said.startswith("Je ne connais pas « brigitte ».")
    assert town.activities()[-1].audience == {}
    assert "F1 Fatou" in town.says("Fatou")


def test_a_first_name_of_two_people_is_tapped(town: Desk) -> None:
    other: Adult = town.parent("Fatou")
    said = choose(town, "Fatou, Karim")
    assert said == "« fatou » : lequel ?"
    assert town.labels() == ["F1 Fatou", "F4 Fatou"]
    assert "F1 Karim et F4 Fatou" in town.presses("F4 Fatou")
    assert invited(town) == [other.id, KARIM]


def test_two_audiences_are_refused_in_words(town: Desk) -> None:
    assert choose(town, "Fatou et les papas").startswith("Je ne sais pas réunir deux publics")


def test_once_announced_the_choice_is_settled(town: Desk) -> None:
    choose(town, "les papas")
    data = town.data("Choisir qui")
    town.presses("Maintenant")
    assert "déjà" in town.presses_data(data)


def announced(desk: Desk, line: str) -> str:
    desk.says(f"/nouveau atelier {line} mardi 20 octobre 14h")
    return desk.presses("Oui")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("pour le groupe café", "Pour : les parents du groupe Café des parents.\n1 invitation :"),
        ("pour les papas", "Pour : les papas.\n1 invitation :"),
        ("groupe Café pour les mamans", "Pour : les mamans du groupe Café des parents.\n1 invitation :"),
        ("pour les papas du nord", "Pour : les papas, territoire nord.\nPersonne ne peut être invité"),
    ],
)
def test_the_line_of_the_announcement_may_say_who(town: Desk, line: str, said: str) -> None:
    assert announced(town, line).startswith(said)


def test_a_group_that_does_not_exist_invites_nobody_until_she_chooses(town: Desk) -> None:
    said = announced(town, "pour le groupe zumba")
    assert said.startswith("Pour : je ne connais pas « groupe zumba ».\nPersonne ne peut être invité")
    town.presses("Choisir qui")
    assert "4 invitations" in town.presses("Tout le monde")


def test_a_correction_may_say_who(town: Desk) -> None:
    town.says("/nouveau atelier mardi 20 octobre 14h")
    town.says("pour les papas")
    assert town.presses("Oui").startswith("Pour : les papas.")
