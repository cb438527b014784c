"""Which column holds what, and what its cells mean."""

from datetime import time

import pytest

from bot.importing.rows import Row, Usual
from messages.hours import Hours
from tests.importing.lists import FATOU, HEADER, TODAY, one, read, text

NOBODYS_YES = Usual(today=TODAY)


@pytest.mark.parametrize("name", ["Prénom", "PRENOM", "prénom *", "Prénom (parent)", "First name", "Surnom"])
@pytest.mark.parametrize("phone", ["Téléphone", "Tél.", "TEL", "Portable", "N° de téléphone", "Mobile phone", "numéro"])
def test_columns_are_known_by_the_names_people_give_them(name: str, phone: str) -> None:
    assert len(read(text((name, phone), FATOU)).rows) == 1


def test_of_two_columns_of_numbers_the_mobile_one_is_read() -> None:
    reading = read(text(("Prénom", "Téléphone", "Portable"), ("Fatou", "03 20 12 34 56", "06 39 98 12 34")))
    assert reading.rows[0].number == "+33639981234"
    assert reading.remarks == ["Colonnes laissées de côté, pas gardées : « Téléphone »."]


def test_a_surname_a_child_and_a_nickname_on_telegram_are_not_kept() -> None:
    reading = read(text((*HEADER, "Nom", "Enfant", "Telegram"), (*FATOU, "Diallo", "Lina", "@fatou")))
    assert "Diallo" not in repr(reading.rows)
    assert len(reading.remarks) == 3
    assert "« Enfant »" in reading.remarks[2]


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("Langue", "arabe", "language", "ar"),
        ("Langue", "Arabic", "language", "ar"),
        ("Langue", "TR", "language", "tr"),
        ("Langue", "", "language", "fr"),
        ("Parle", "soninké", "speaks", "snk"),
        ("Parle", "portugais", "speaks", "pt"),
        ("Parle", "", "speaks", None),
        ("Lien", "Mère", "role", "mother"),
        ("Rôle", "papa", "role", "father"),
        ("Lien de parenté", "grand-mère", "role", "carer"),
        ("Lien", "", "role", "unknown"),
        ("Discret", "oui", "discreet", True),
        ("Discret", "x", "discreet", True),
        ("Discret", "", "discreet", False),
        ("Heures", "10:00-16:00", "hours", Hours(time(10), time(16))),
        ("Horaires", "9h à 12h30", "hours", Hours(time(9), time(12, 30))),
        ("Groupe", "Mardi, Cuisine", "groups", ("Mardi", "Cuisine")),
        ("Code famille", "f12", "family", "f12"),
        ("Secteur", "Sud", "territory", "sud"),
        ("Accord", "accord oral, 3 octobre, école", "evidence", "accord oral, 3 octobre, école"),
        ("Date de l'accord", "03/10/2026", "evidence", "accord oral, samedi 3 octobre 2026"),
    ],
)
def test_a_cell_means_what_people_mean_by_it(column: str, cell: str, field: str, value: object) -> None:
    row = one(cell, column)
    assert isinstance(row, Row), row
    assert getattr(row, field) == value


@pytest.mark.parametrize(
    ("column", "cell", "word"),
    [
        ("Langue", "martien", "« martien » n'est pas connue"),
        ("Lien", "cousin du voisin", "mère, père ou autre"),
        ("Discret", "plutôt", "oui ou non"),
        ("Heures", "le matin", "10:00-16:00"),
        ("Heures", "16:00-10:00", "finissent avant"),
        ("Accord", "non", "n'a pas dit oui"),
        ("Accord", "REFUS", "n'a pas dit oui"),
        ("Date de l'accord", "31/02/2026", "n'existe pas"),
        ("Date de l'accord", "03/10/2031", "après aujourd'hui"),
        ("Prénom", "\u202e\u200f", "manque le prénom"),
        ("Prénom", "x" * 41, "trop long"),
    ],
)
def test_what_a_cell_cannot_mean_is_said(column: str, cell: str, word: str) -> None:
    assert word in str(one(cell, column))


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+Fatou", "-Fatou", "@Fatou", "=1+1"])
def test_a_name_that_looks_like_a_formula_stays_a_name(name: str) -> None:
    assert one(name, "Prénom").name == name


def test_a_name_is_cleaned_of_marks_that_turn_text_around() -> None:
    assert one("Fa\u202etou\u0007", "Prénom").name == "Fatou"


def test_everything_wrong_with_a_line_is_said_at_once() -> None:
    reading = read(text((*HEADER, "Langue", "Lien"), ("", "3615", "martien", "voisine")))
    assert [fault.line for fault in reading.faults] == [2, 2, 2, 2]


def test_nobody_is_entered_without_a_yes() -> None:
    [fault] = read(text(HEADER, FATOU), NOBODYS_YES).faults
    assert "manque l'accord" in fault.sentence


def test_a_bare_yes_needs_its_day() -> None:
    columns = (*HEADER, "Accord", "Date", "Lieu")
    reading = read(text(columns, (*FATOU, "oui", "", ""), (*FATOU, "oui", "03/10/2026", "école")), NOBODYS_YES)
    assert [fault.line for fault in reading.faults] == [2]
    assert reading.rows[0].evidence == "accord oral, samedi 3 octobre 2026, école"


def test_a_no_is_not_drowned_in_the_yes_of_all() -> None:
    assert "n'a pas dit oui" in str(one("non", "Accord"))
