"""Numbers as people write them, and the plain sentence for those that cannot receive a text."""

import pytest

from messages.phones import NotAPhone, parse_phone

FATOU = "+33639981234"


@pytest.mark.parametrize(
    "written",
    [
        "06 39 98 12 34",
        "0639981234",
        "06.39.98.12.34",
        "06-39-98-12-34",
        "06/39/98/12/34",
        "+33639981234",
        "+33 6 39 98 12 34",
        "+33(0)639981234",
        "+33 (0) 6 39 98 12 34",
        "0033639981234",
        "00 33 6 39 98 12 34",
        "33639981234",
        "639981234",
        "+33639981234 ",
        "+33\u00a06\u00a039\u00a098\u00a012\u00a034",
        "\u200b06399812\u200b34",
        "\u200f0639981234\u200f",
        "\u202a+33639981234\u202c",
        "٠٦٣٩٩٨١٢٣٤",
        "۰۶ ۳۹ ۹۸ ۱۲ ۳۴",
        "O6 39 98 12 34",
        "o639981234",
        "06 39 98 l2 34",
        "06 39 98 I2 34",
        "+33(O)639981234",
        "06.39.98.12.34 (maman)",
        "06 39 98 12 34 maman",
        "06 39 98 12 34 Olga",
        "06 39 98 12 34 (2 enfants)",
        "tel : 06 39 98 12 34",
        "06 39 98 12 34, 06 39 98 12 34",
        "06–39–98–12–34",
        "０６３９９８１２３４",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_written(written: str) -> None:
    assert parse_phone(written) == FATOU


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+262 692 12 34 56", "+262692123456"),
        ("+590 690 12 34 56", "+590690123456"),
        ("+594 694 12 34 56", "+594694123456"),
        ("+596 696 12 34 56", "+596696123456"),
        ("+508 55 12 34", "+508551234"),
        ("+687 75 12 34", "+687751234"),
        ("+689 87 12 34 56", "+68987123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("0032 470 12 34 56", "+32470123456"),
        ("+41 78 123 45 67", "+41781234567"),
        ("+34 612 34 56 78", "+34612345678"),
    ],
)
def test_a_number_from_overseas_or_abroad_is_fine(written: str, number: str) -> None:
    assert parse_phone(written) == number


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("", "manque le numéro"),
        (" \u200b ", "manque le numéro"),
        ("je ne sais pas", "manque le numéro"),
        ("06 39 98 12 3", "manque des chiffres"),
        ("06 39 98 12 34 5", "trop de chiffres"),
        ("+3361234567890123", "trop de chiffres"),
        ("+1234567890123456", "trop"),
        ("01 39 98 12 34", "fixe"),
        ("+33 9 39 98 12 34", "fixe"),
        ("09 39 98 12 34", "fixe"),
        ("+33700012345678", "appareil"),
        ("07000 12345 6789", "appareil"),
        ("08 99 12 34 56", "spécial"),
        ("08 00 12 34 56", "spécial"),
        ("3615", "court"),
        ("06 39 98 12 34 / 06 39 98 56 78", "deux numéros"),
        ("06 39 98 12 34 ou 06 39 98 56 78", "deux numéros"),
        ("06 39 98 12 34 06 39 98 56 78", "deux numéros"),
        ("+33639981234+33639985678", "deux numéros"),
        ("+999 12 34 56 78", "pays"),
    ],
)
def test_what_cannot_receive_a_text_is_refused_with_a_plain_sentence(written: str, word: str) -> None:
    with pytest.raises(NotAPhone, match=word):
        parse_phone(written)


def test_the_number_of_relais_itself_is_refused() -> None:
    with pytest.raises(NotAPhone, match="Relais lui-même"):
        parse_phone("06 39 98 12 34", own={FATOU})


def test_the_sentence_never_repeats_the_number() -> None:
    with pytest.raises(NotAPhone) as refusal:
        parse_phone("01 39 98 12 34")
    assert "39" not in str(refusal.value)
