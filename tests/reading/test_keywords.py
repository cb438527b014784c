"""A group's keyword means nothing else, and is heard only where it is all that is said."""

from datetime import UTC, datetime

import pytest

from bot.reading.keywords import as_keyword, keyword_said, why_not

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
WORDS = {"CAFE", "PAPAS", "خياطه"}


@pytest.mark.parametrize(
    "typed", ["CAFE", "Café !", " «café» ", "bonjour café svp", "Café s'il vous plaît", "mot CAFE"]
)
def test_the_word_alone_or_said_politely_is_heard(typed: str) -> None:
    assert keyword_said(typed, WORDS, NOW) == "CAFE"


@pytest.mark.parametrize("typed", ["خياطة", "خِياطة", "خياطه"])
def test_a_keyword_in_arabic_letters_is_heard_however_it_is_spelt(typed: str) -> None:
    assert keyword_said(typed, WORDS, NOW) == "خياطه"


@pytest.mark.parametrize(
    "typed", ["je veux un café", "café oui", "café non", "café 2", "café papas", "bonjour je m'appelle Fatou café", ""]
)
def test_anything_more_is_left_to_the_reader(typed: str) -> None:
    assert keyword_said(typed, WORDS, NOW) is None


@pytest.mark.parametrize("word", ["café", "papas", "couture", "jardin", "kahve", "خياطة", "Rose"])
def test_a_word_that_means_nothing_else_can_be_a_keyword(word: str) -> None:
    assert why_not(as_keyword(word), NOW) == ""


@pytest.mark.parametrize(
    "word",
    [
        "OUI",
        "NON",
        "STOP",
        "START",
        "PAUSE",
        "RETRAIT",
        "AGENDA",
        "AIDE",
        "PARENT",
        "arabe",
        "français",
        "english",
        "türkçe",
        "العربية",
        "نعم",
        "EVET",
        "mardi",
        "demain",
        "peut-être",
        "merci",
        "quand",
        "sortie",
    ],
)
def test_a_word_that_means_something_is_refused_and_the_educator_is_told(word: str) -> None:
    assert "autre" in why_not(as_keyword(word), NOW) or "seul mot" in why_not(as_keyword(word), NOW)


@pytest.mark.parametrize("word", ["", "A", "DEUX MOTS", "CAFE2", "12", "x" * 40, "😀"])
def test_a_keyword_is_one_word_of_letters(word: str) -> None:
    assert "un seul mot" in why_not(as_keyword(word), NOW)
