"""Who comes, and how many, as families write it."""

import pytest

from tests.reading.counted import UNCLEAR, counted, people


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("moi et mon bébé de 4 moi", 1, 1),
        ("ma fille de 30 ans et moi", 2, 0),
        ("avec ma fille, elle a 21 ans", 2, 0),
        ("moi le grand de 8 ans la petite de 3", 1, 2),
        ("2 adultes 3 enfants de 4 7 et 11 ans", 2, 3),
        ("moi avec mes enfants ils ont 3, 5 et 8 ans", 1, 3),
        ("je viens avec Adam 4 ans et Lina 7 ans", 1, 2),
    ],
)
def test_an_age_tells_children_from_adults(text: str, adults: int, children: int) -> None:
    assert counted(text) == people(adults, children)


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("mes 2 garçons les 3 filles de mon frère et moi", 1, 5),
        ("moi et la copine de ma fille", 1, 1),
        ("moi et le mari de ma soeur", 2, 0),
    ],
)
def test_whose_child_it_is_counts_for_nobody(text: str, adults: int, children: int) -> None:
    assert counted(text) == people(adults, children)


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("les 3 petits sans moi", 3),
        ("que ma fille moi je travaille", 1),
        ("mes deux grands oui mais moi je viens pas", 2),
        ("je peux pas venir mais mes 2 filles viendront", 2),
        ("pour ma fille oui pas pour moi", 1),
    ],
)
def test_a_parent_may_send_children_and_stay_away(text: str, children: int) -> None:
    assert counted(text, "rsvp") == people(0, children)


@pytest.mark.parametrize(
    "text",
    [
        "moi je viens pas sans ma fille",
        "je viens pas seule, avec ma fille",
        "avec ma fille, moi j'ai pas de voiture",
        "avec ma fille, moi je sors du travail à 16h",
        "ma fille et moi, je peux pas venir plus tôt",
    ],
)
def test_a_negation_of_something_else_keeps_no_parent_away(text: str) -> None:
    assert counted(text).get("adults") != 0


def test_who_is_named_with_a_no_stays_away() -> None:
    assert counted("moi et mes 2 enfants, mon mari non") == people(1, 2)


@pytest.mark.parametrize("text", ["on sort de l'hôpital avec Kelyan, oui", "avec plaisir", "da vin cu drag"])
def test_not_every_unknown_word_after_with_is_somebody(text: str) -> None:
    assert counted(text, "rsvp") == {}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("on sera 3 la grande vient pas", 3),
        ("on sera que 3 mon mari travaille", 3),
        ("on est 3 mon mari vient aussi", 3),
        ("on vient tous les 5", 5),
        ("on viendra quatre", 4),
        ("on devait être 4 on sera que 3", 3),
        ("cinq madame", 5),
    ],
)
def test_a_number_of_everybody_is_no_number_of_what_follows_it(text: str, total: int) -> None:
    assert counted(text, "reminder") == {"total": total}


@pytest.mark.parametrize(
    ("text", "total"),
    [("présente, avec Mounia", 2), ("moi ainsi que Fanta et Oumou", 3), ("oui Jamila sera avec moi", 2)],
)
def test_named_people_count_in_the_total_alone(text: str, total: int) -> None:
    assert counted(text, "rsvp") == {"total": total}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("plus un enfant svp", 1),
        ("moins 2 enfants", -2),
        ("ajoutez moi un petit", 1),
        ("la grande vient aussi elle boude plus", 1),
        ("je prends aussi le neveu si ça gêne pas", 1),
        ("mes deux grands se désistent", -2),
        ("can i add one more child", 1),
    ],
)
def test_children_are_added_and_taken_off(text: str, change: int) -> None:
    assert counted(text, "confirmed") == {"delta_children": change, "count_unclear": True}


@pytest.mark.parametrize("text", ["moi plus la marmaille", "on vient à plusieurs", "je ramène du monde"])
def test_a_crowd_has_no_number(text: str) -> None:
    assert counted(text, "rsvp") == UNCLEAR


def test_one_and_one_are_two() -> None:
    assert counted("un + un") == {"total": 2}


def test_a_hyphen_between_neighbours_is_a_range() -> None:
    assert counted("5-6 je sais pas encore") == {"total_min": 5, "total_max": 6, "count_unclear": True}


@pytest.mark.parametrize("text", ["نعم سنأتي ثلاثة", "سنكون ثلاثة", "سنأتي ٣"])
def test_an_arabic_verb_says_that_we_come(text: str) -> None:
    assert counted(text, "rsvp", "ar") == {"total": 3}


@pytest.mark.parametrize(
    ("text", "language", "adults", "children"),
    [
        ("2 adultes et un bout de chou", "fr", 2, 1),
        ("oui 1 adl 2 enfs", "fr", 1, 2),
        ("moi et monsieur", "fr", 2, 0),
        ("je viens accompagnée de mes 3 filles", "fr", 1, 3),
        ("ana w ttwam", "ary-Latn", 1, 2),
        ("noi due più i due figli", "it", 2, 2),
        ("ja z bliźniakami", "pl", 1, 2),
        ("أنا و٣ أولاد", "ar", 1, 3),
        ("iyeh ana w wladi b tlata", "ary-Latn", 1, 3),
        ("me my wife and our boy", "en", 2, 1),
        ("2 mamans et 2 enfants chacune", "fr", 2, 4),
        ("les jumelles ont 5 ans elles viennent avec moi", "fr", 1, 2),
        ("le grand, le bébé et leur mère", "fr", 1, 2),
        ("oui 1 adulte 0 enfant", "fr", 1, 0),
        ("j'en ai 4 donc 5 avec moi", "fr", 1, 4),
        ("on sera les six, le papa et ses cinq filles", "fr", 1, 5),
        ("moi uniquement", "fr", 1, 0),
    ],
)
def test_people_have_many_names(text: str, language: str, adults: int, children: int) -> None:
    assert counted(text, language=language) == people(adults, children)
