"""Who is named beside whom: siblings, fathers, names, ages, remarks; lists as in a form."""

import pytest

from tests.reading.counted import UNCLEAR, counted, people


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("avec mes 2 grands et le bb", 1, 3),
        ("moi mes 2 grands mes 3 petits", 1, 5),
        ("je viens avec mes 2 gamins, ma fille, mon homme", 2, 3),
        ("les 3 gars mes deux soeurs et moi", 3, 3),
        ("je ramène les 2 filles et leur papa", 2, 2),
        ("mes jumelles et leur petit frère avec moi", 1, 3),
        ("avec mes 2 petites et le ptit frère", 1, 3),
        ("moi, ma fille et sa copine", 1, 2),
        ("moi et le papa des enfants", 2, 0),
        ("mon ex moi et notre fils", 2, 1),
        ("moi, lui et les 2 filles", 2, 2),
        ("avec ma soeur jumelle", 2, 0),
        ("1 adulte et 2 bébés jumeaux", 1, 2),
        ("je viens et ma mère aussi", 2, 0),
        ("ma présence ainsi que celle de mon mari", 2, 0),
    ],
)
def test_each_in_a_list_is_a_child_or_an_adult(text: str, adults: int, children: int) -> None:
    assert counted(text, "rsvp") == people(adults, children)


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("avec Lina et Yanis mes enfants", 2),
        ("moi et mes filles Sarah et Awa", 2),
        ("mon fils Yanis et moi", 1),
        ("je viens avec Awa (2 ans), Aya (5 ans)", 2),
        ("3 enfants de 2 à 8 ans et moi", 3),
        ("moi et mes gars (2)", 2),
        ("moi + mon fils (le petit)", 1),
    ],
)
def test_names_ages_and_brackets_tell_how_many_children(text: str, children: int) -> None:
    assert counted(text) == people(1, children)


def test_a_range_of_ages_tells_no_number() -> None:
    assert counted("moi et mes enfants de 2 à 8 ans") == UNCLEAR


@pytest.mark.parametrize(("text", "total"), [("moi, Karima et ses 2 enfants", 4), ("moi et 4 autres personnes", 5)])
def test_a_friend_with_children_and_others_count_in_the_total_alone(text: str, total: int) -> None:
    assert counted(text) == {"total": total}


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("avec le bébé, ma fille est allergique", 1),
        ("moi et ma fille, la dernière fois c'était super", 1),
        ("avec mes 2 fils, il me reste 1 ticket de bus", 2),
        ("pas de souci je viens avec mon fils", 1),
        ("avec mon fils bonne journée", 1),
        ("je viens avec 3 petits, l'ainé est au collège", 3),
        ("j'ai 4 enfants mais je viens avec 2", 2),
    ],
)
def test_a_remark_counts_nobody(text: str, children: int) -> None:
    assert counted(text, "rsvp") == people(1, children)


@pytest.mark.parametrize("text", ["je viens sans les petits", "je viens mais pas les enfants ils ont judo"])
def test_who_comes_without_the_children_comes_alone(text: str) -> None:
    assert counted(text, "rsvp") == people(1, 0)


def test_only_after_those_who_stay_says_who_comes() -> None:
    assert counted("pas d'enfants juste mon mari et moi") == people(2, 0)


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("2 A et 1 E", 2, 1),
        ("2 a. 3 e.", 2, 3),
        ("adultes : 2 enfants : 3", 2, 3),
        ("5 (2 adultes)", 2, 3),
        ("3 dont 2 enfants", 1, 2),
        ("2 personnes et un bb", 2, 1),
        ("2 personnes adultes 1 petit", 2, 1),
        ("présence de 3 adultes", 3, 0),
        ("on vient en couple", 2, 0),
    ],
)
def test_people_are_written_as_in_a_form(text: str, adults: int, children: int) -> None:
    assert counted(text) == people(adults, children)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("de 4 à 6 personnes", 4, 6), ("4 si ma soeur vient sinon 3", 3, 4)],
)
def test_a_range_has_two_ends_in_either_order(text: str, low: int, high: int) -> None:
    assert counted(text) == {"total_min": low, "total_max": high, "count_unclear": True}


@pytest.mark.parametrize(("text", "total"), [("on passe de 3 à 5", 5), ("je garde mon numéro on passe à 6", 6)])
def test_a_change_of_number_is_no_range(text: str, total: int) -> None:
    assert counted(text, "confirmed") == {"total": total}


@pytest.mark.parametrize(
    ("text", "language", "adults", "children"),
    [
        ("2 adults and a baby", "en", 2, 1),
        ("i will come with my baby and my mum", "en", 2, 1),
        ("annemle geliyoruz", "tr", 2, 0),
        ("ben ve kız kardeşim", "tr", 2, 0),
        ("eu si un copil", "ro", 1, 1),
        ("شخصان بالغان وطفل واحد", "ar", 2, 1),
        ("wladi 2 w ana", "ary-Latn", 1, 2),
        ("я з двома дітьми", "uk", 1, 2),
    ],
)
def test_lists_are_added_up_in_other_languages(text: str, language: str, adults: int, children: int) -> None:
    assert counted(text, language=language) == people(adults, children)


def test_children_are_counted_by_what_is_said_of_them_later() -> None:
    assert counted("juste les enfants et moi ils sont 3") == people(1, 3)


def test_families_are_not_counted_beside_their_members() -> None:
    assert counted("nous serons 2 familles, 4 adultes 5 enfants") == people(4, 5)


@pytest.mark.parametrize("text", ["on a 2 voitures donc oui", "je ramène 2 tartes"])
def test_things_are_nobody(text: str) -> None:
    assert counted(text, "rsvp") == {}


def test_a_little_word_before_the_number_is_no_article_in_darija() -> None:
    assert counted("wakha njiw b 3", "rsvp", "ary-Latn") == {"total": 3}


@pytest.mark.parametrize(
    ("text", "language"),
    [("on sera nombreux", "fr"), ("pareil que la dernière fois", "fr"), ("çocuklarla geliyorum", "tr")],
)
def test_how_many_is_not_said(text: str, language: str) -> None:
    assert counted(text, "rsvp", language) == UNCLEAR
