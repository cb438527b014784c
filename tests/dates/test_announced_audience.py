"""The line of an announcement may say whom it is for; those words leave the title alone."""

from datetime import datetime

import pytest

from bot.reading.announcement import announcement
from messages.programme import PARIS

MONDAY = datetime(2026, 10, 5, 10, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("line", "audience", "title"),
    [
        ("atelier cuisine pour les papas mardi 20 octobre 14h", "les papas", "Atelier cuisine"),
        ("sortie parc pour les papas du sud samedi 17 octobre 14h", "les papas du sud", "Sortie parc"),
        ("atelier pour les mamans et les papas mardi 14h", "les mamans et les papas", "Atelier"),
        ("atelier pour les mamans en arabe mardi 14h", "les mamans en arabe", "Atelier"),
        ("atelier vélo pour les papas en forêt mardi 14h", "les papas", "Atelier vélo en forêt"),
        ("atelier pour les familles de l'est jeudi 9h30 salle 3", "les familles de l'est", "Atelier"),
        ("atelier pour le groupe café des parents à la mairie mardi 14h", "le groupe café des parents", "Atelier"),
        ("atelier pour le groupe café 12 places mardi 14h", "le groupe café", "Atelier"),
        ("pour le groupe café atelier cuisine mardi 14h", "le groupe café", "Atelier cuisine"),
        ("pour ceux qui ont dit oui à la sortie, atelier mardi 14h", "ceux qui ont dit oui à la sortie", "Atelier"),
    ],
)
def test_whom_it_is_for_is_found(line: str, audience: str, title: str) -> None:
    read = announcement(line, MONDAY)
    assert (read.audience, read.title) == (audience, title)


@pytest.mark.parametrize(
    "line",
    [
        "atelier pour les parents mardi 14h",
        "goûter pour les enfants mercredi 15h",
        "sortie pour ceux qui veulent mardi 14h",
        "groupe d'échange mardi 14h pour le goûter",
        "pour le groupe d'échange mardi 14h",
    ],
)
def test_other_words_after_pour_are_left_where_they_are(line: str) -> None:
    assert announcement(line, MONDAY).audience is None
