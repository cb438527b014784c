"""Who is named first and left out again: corrected, excepted, part of others, or kept at home."""

import pytest

from tests.reading.counted import UNCLEAR, counted, people


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("1 adulte 2 enfants pardon 3 enfants", 1, 3),
        ("2 grands et 3 petits ah non 2 petits", 2, 2),
        ("moi et mes 2 filles enfin non 3", 1, 3),
        ("3 adultes 1 enfant, je me suis trompée, 2 adultes 1 enfant", 2, 1),
        ("1 adulte 1 enfant et pas 2 enfants", 1, 1),
        ("4 enfants et moi euh non 5 enfants", 1, 5),
    ],
)
def test_the_later_number_of_the_same_people_stands(text: str, adults: int, children: int) -> None:
    assert counted(text) == people(adults, children)


def test_the_later_number_of_everybody_stands() -> None:
    assert counted("on sera 3 non 4 finalement") == {"total": 4}


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("le grand 14 ans, le moyen 9, la petite 2 et leur mère", 1, 3),
        ("l'ainé 15, la deuxieme 11, le dernier 3 et leur papa", 1, 3),
        ("le grand et 2 petits et moi", 1, 3),
        ("Yanis 10, Lina 7, Adam 3 et moi", 1, 3),
    ],
)
def test_a_number_after_one_child_is_its_age(text: str, adults: int, children: int) -> None:
    assert counted(text) == people(adults, children)


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("oui avec mes 4 sauf Ilyan qui a collège", 3),
        ("oui avec les 5 moins le bébé", 4),
        ("je viens avec mes 3 enfants mais pas Karim", 2),
        ("oui avec mes 3 enfants sauf imprévu", 3),
        ("oui avec mes 2, pas de poussette", 2),
        ("ok on vient mes 3 filles et moi sauf Inès", 2),
        ("oui avec mes 3 enfants mais la grande arrivera après le collège", 3),
    ],
)
def test_an_exception_is_subtracted(text: str, children: int) -> None:
    assert counted(text, "rsvp") == people(1, children)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("comme la dernière fois moins mon frère", "fr"),
        ("toute la famille sauf papi et mamie", "fr"),
        ("toute la smala sans le bébé", "fr"),
        ("comme d'habitude moins 2", "fr"),
        ("autant qu'avant moins la petite", "fr"),
        ("same as last time minus the baby", "en"),
    ],
)
def test_an_exception_to_who_is_not_counted_leaves_the_number_open(text: str, language: str) -> None:
    assert counted(text, language=language) == UNCLEAR


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("la dernière fois on était 3, cette fois 2 de plus", 5),
        ("la fois d'avant on était 6, cette fois 1 de moins", 5),
        ("5 viennent, 3 restent à la maison avec mamie", 5),
        ("on est 9 en tout, enlevez mes beaux-parents", 7),
        ("on était 6 mais mes nièces sont reparties toutes les deux, 4 donc", 4),
    ],
)
def test_of_several_numbers_of_everybody_those_who_come_are_counted(text: str, total: int) -> None:
    assert counted(text) == {"total": total}


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("3 enfants dont 1 bébé et moi", 1, 3),
        ("4 enfants dont 2 jumeaux et leur papa et moi", 2, 4),
        ("5 personnes dont 3 enfants", 2, 3),
        ("6 dont le petit et les 3 grands", 2, 4),
        ("4 y compris le bébé", 3, 1),
    ],
)
def test_a_part_is_counted_once(text: str, adults: int, children: int) -> None:
    assert counted(text) == people(adults, children)


@pytest.mark.parametrize(
    ("text", "language", "adults", "children"),
    [
        ("oui 2 adultes dont moi et 3 petits", "fr", 2, 3),
        ("4 adultes dont mon père et moi + 2 enfants", "fr", 4, 2),
        ("2 adultes avec moi et 1 enfant", "fr", 2, 1),
        ("4 adultes moi comprise et 1 bébé", "fr", 4, 1),
        ("2 adults including myself and 4 kids", "en", 2, 4),
        ("5 adultos contando conmigo y 1 niño", "es", 5, 1),
        ("2 adulți cu tot cu mine și 3 copii", "ro", 2, 3),
        ("benimle birlikte 2 yetişkin 1 çocuk", "tr", 2, 1),
    ],
)
def test_the_sender_who_counts_herself_in_is_counted_once(text: str, language: str, adults: int, children: int) -> None:
    assert counted(text, language=language) == people(adults, children)


def test_the_sender_beside_whom_others_are_counted_comes_too() -> None:
    assert counted("3 adultes en plus de moi et 2 petits") == people(4, 2)
    assert counted("4 en plus de moi") == {"total": 5}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("oui j'ai 3 enfants mais le grand il vient pas il a foot", people(1, 2)),
        ("on est 6 à la maison mais le papa travaille et le grand veut pas", {"total": 4}),
        ("on est 5 dans la famille mais le papa est en déplacement", {"total": 4}),
        ("on est 4 mais le petit a 6 mois", people(3, 1)),
        ("on é 7 ché nous mé la petite é mamie viene pa", {"total": 5}),
        ("on est 6 mais la grande, le petit et papa restent", {"total": 3}),
        ("à la maison on est 5 mais 2 viennent pas", {"total": 3}),
        ("j'ai 5 enfants mais 2 viennent pas", people(1, 3)),
        ("6 d'habitude sauf que la grande a piscine", {"total": 5}),
        ("on sera 5 mais mon mari travaille jusqu'à 15h", {"total": 5}),
    ],
)
def test_who_stays_at_home_is_subtracted_from_the_household(text: str, fields: dict[str, object]) -> None:
    assert counted(text) == fields


@pytest.mark.parametrize(
    ("text", "language", "fields"),
    [
        ("gelirim ama çocuklar gelmez", "tr", people(1, 0)),
        ("هو، زه به له خپلو دوو زامنو سره راشم", "ps", people(1, 2)),
        ("wi jvien samdi ak mé dé zanfan", "fr", people(1, 2)),
        ("je viens mais les enfants restent à la maison", "fr", people(1, 0)),
        ("finalement on vient qu'à 2 le grand a un match", "fr", {"total": 2}),
        ("five of us live here but one is staying home", "en", {"total": 4}),
    ],
)
def test_the_same_is_said_in_other_tongues(text: str, language: str, fields: dict[str, object]) -> None:
    assert counted(text, "rsvp", language) == fields
