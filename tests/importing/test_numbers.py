"""Every way of writing a number that is known to arrive in a list, and what becomes of it: one case a line."""

import pytest

from bot.importing.rows import Row
from tests.importing.lists import FATOU, HEADER, one, read, saved, text, workbook

HERS = "+33639981234"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("06 39 98 12 34", HERS),
        ("+33(0)639981234", HERS),
        ("0033639981234", HERS),
        ("33639981234", HERS),
        ("+33639981234\u00a0\u200b\u200f", HERS),
        ("٠٦٣٩٩٨١٢٣٤", HERS),
        ("O6 39 98 l2 34", HERS),
        ("06.39.98.12.34 (maman)", HERS),
        ("639981234", HERS),
        ("639981234.0", HERS),
        ("6,39981234E+08", HERS),
        ("6.39981234E+08", HERS),
        ("3,3639981234E+10", HERS),
        ('="0639981234"', HERS),
        ("'0639981234", HERS),
        ("’0639981234", HERS),
        ("+262 692 12 34 56", "+262692123456"),
        ("+590 690 12 34 56", "+590690123456"),
        ("+594 694 12 34 56", "+594694123456"),
        ("+596 696 12 34 56", "+596696123456"),
        ("+508 55 12 34", "+508551234"),
        ("+687 75 12 34", "+687751234"),
        ("+689 87 12 34 56", "+68987123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("+41 78 123 45 67", "+41781234567"),
        ("+34 612 34 56 78", "+34612345678"),
    ],
)
def test_a_number_is_understood_or_put_back_together(cell: str, number: str) -> None:
    row = one(cell)
    assert isinstance(row, Row), row
    assert row.number == number


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("", "manque le numéro"),
        ("6,4E+08", "format « Texte »"),
        ("6.40E+08", "format « Texte »"),
        ("3,364E+10", "format « Texte »"),
        ("06 39 98 12 3", "manque des chiffres"),
        ("06 39 98 12 34 5", "trop de chiffres"),
        ("01 39 98 12 34", "numéro fixe"),
        ("+33 9 39 98 12 34", "numéro fixe"),
        ("+33700012345678", "appareil"),
        ("08 99 12 34 56", "spécial"),
        ("3615", "court"),
        ("+1234567890123456", "trop"),
        ("06 39 98 12 34 / 06 39 98 56 78", "deux numéros"),
        ("06 39 98 00 01", "Relais lui-même"),
        ("#REF!", "manque le numéro"),
    ],
)
def test_what_cannot_receive_a_text_is_named_in_a_sentence(cell: str, word: str) -> None:
    assert word in str(one(cell))


@pytest.mark.parametrize("value", [639981234, 639981234.0, 33639981234, "0639981234", "06 39 98 12 34"])
def test_a_figure_of_a_workbook_is_a_number_too(value: object) -> None:
    assert read(saved(workbook(HEADER, ("Fatou", value)))).rows[0].number == HERS


def test_no_sentence_shows_more_than_the_last_two_digits() -> None:
    [fault] = read(text(HEADER, ("Fatou", "01 39 98 12 34"))).faults
    assert (fault.name, fault.tail) == ("Fatou", "34")
    assert not any(sign.isdigit() for sign in fault.sentence)


def test_a_number_in_the_column_of_names_is_not_shown() -> None:
    [fault] = read(text(HEADER, ("06 39 98 12 34", ""))).faults
    assert fault.name == ""


def test_the_same_number_twice_is_read_twice_and_compared_later() -> None:
    assert [row.number for row in read(text(HEADER, FATOU, ("Omar", FATOU[1]))).rows] == [HERS, HERS]
