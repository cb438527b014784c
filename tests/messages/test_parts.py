"""What a text costs, and how French is spelt so that it costs less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.graphemes import graphemes
from messages.parts import parts, parts_line, straighten

REMINDER = "Bonjour Fatou, rappel : sortie à la forêt samedi 14h. Répondez OUI ou NON."


@pytest.mark.parametrize(
    ("text", "encoding", "count", "units"),
    [
        ("", "GSM-7", 1, 0),
        ("é" * 160, "GSM-7", 1, 160),
        ("é" * 161, "GSM-7", 2, 161),
        ("€" * 80, "GSM-7", 1, 160),
        ("a" + "€" * 80, "GSM-7", 2, 161),
        ("€" * 153, "GSM-7", 3, 306),
        ("a" * 306, "GSM-7", 2, 306),
        ("a" * 307, "GSM-7", 3, 307),
        ("ê" * 70, "UCS-2", 1, 70),
        ("ê" * 71, "UCS-2", 2, 71),
        ("€" + "ê" * 69, "UCS-2", 1, 70),
        ("😀" * 35, "UCS-2", 1, 70),
        ("ê" + "😀" * 35, "UCS-2", 2, 71),
        ("😀" * 67, "UCS-2", 3, 134),
        ("\ud800" * 70, "UCS-2", 1, 70),
    ],
)
def test_a_text_is_counted_as_it_is_cut(text: str, encoding: str, count: int, units: int) -> None:
    found = parts(text)
    assert (found.encoding, found.parts, found.units) == (encoding, count, units)


def test_a_family_emoji_is_not_cut_between_two_parts() -> None:
    family = "👨‍👩‍👧‍👦"
    assert parts("ê" * 60 + family + "ê" * 60).parts == 3
    assert parts("ê" * 56 + family + "ê" * 56).parts == 2


def test_the_characters_that_make_a_text_dear_are_named_once_in_order() -> None:
    assert parts("L’école, ça va ? « Oui », l’été ❤️").flips == ("’", "ç", "«", "»", "❤️")


def test_a_letter_with_a_loose_accent_is_one_character() -> None:
    assert parts("e\u0301te\u0301").flips == ("e\u0301",)


@pytest.mark.parametrize("seen", ["🇫🇷", "👍🏽", "❤️", "👩‍⚕️", "1️⃣", "मि", "مُ", "z̵̡"])
def test_what_looks_like_one_character_is_one(seen: str) -> None:
    assert graphemes("a" + seen + "b\r\n") == ["a", seen, "b", "\r", "\n"]


def test_flags_go_by_two() -> None:
    assert graphemes("🇫🇷🇩🇪🇫") == ["🇫🇷", "🇩🇪", "🇫"]


@given(st.text(max_size=400))
def test_any_text_is_counted_and_nothing_of_it_is_lost(text: str) -> None:
    found = parts(text)
    assert "".join(graphemes(text)) == text
    assert (found.encoding == "GSM-7") == (not found.flips)
    assert found.parts >= found.units / {"GSM-7": 160, "UCS-2": 70}[found.encoding]


def test_a_french_reminder_stays_in_one_cheap_sms() -> None:
    assert parts(REMINDER).parts == 2
    assert straighten(REMINDER) == REMINDER.replace("forêt", "foret")
    assert parts(straighten(REMINDER)).parts == 1


def test_quotes_dots_and_hard_spaces_become_plain() -> None:
    text = "«\u202fÇa va\u00a0?\u202f» L’œuvre… 9\u00a0h–11\u00a0h, À bientôt"
    assert straighten(text) == '"Ça va ?" L\'oeuvre... 9 h-11 h, A bientot'


def test_accents_that_cost_nothing_stay() -> None:
    assert straighten("É é è à ù Ç ö ü ñ 5 €") == "É é è à ù Ç ö ü ñ 5 €"


def test_a_loose_accent_is_joined_to_its_letter() -> None:
    assert straighten("re\u0301union, fore\u0302t") == "réunion, foret"


@pytest.mark.parametrize("text", ["مرحبا « Fatou »", "Yarın görüşürüz, çok teşekkürler", "Sortie annulée… 😢"])
def test_a_text_that_cannot_become_cheap_is_left_as_it_is(text: str) -> None:
    assert straighten(text) == text


@given(st.text(max_size=200))
def test_straightening_never_costs_more_and_is_done_once(text: str) -> None:
    once = straighten(text)
    assert straighten(once) == once
    assert once == text or parts(once).encoding == "GSM-7"


def test_a_line_is_answered_under_its_own_id() -> None:
    assert parts_line({"id": "7", "text": "ça va ?"}) == {
        "id": "7",
        "encoding": "UCS-2",
        "parts": 1,
        "units": 7,
        "flips": ["ç"],
    }


@pytest.mark.parametrize("text", [None, 12, ["a"]])
def test_a_line_without_a_text_is_told_so(text: object) -> None:
    assert "error" in parts_line({"id": 3, "text": text})
