"""Arabic reads rightly: every line begins in Arabic, names and numbers stay whole."""

import re
from itertools import product

import pytest

from messages.directions import isolate, isolate_numbers, plain_value
from tests.wording.cast import BUS, KINDS, MEDIA, said

EVERY = list(product(KINDS, (False, True)))
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
ISLAND = re.compile("\u2068[^\u2068\u2069]*\u2069")


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize(("kind", "discreet"), EVERY)
def test_each_line_begins_with_an_arabic_letter(kind: str, discreet: bool, medium: str) -> None:
    lines = said(kind, "ar", medium, discreet, title="Parc Mosaïc", **BUS).text.split("\n")
    assert [line for line in lines if not ARABIC_LETTER.match(line)] == []


@pytest.mark.parametrize(("kind", "discreet"), EVERY)
def test_the_date_and_the_hour_have_a_line_each(kind: str, discreet: bool) -> None:
    lines = said(kind, "ar", "sms", discreet, **BUS).text.split("\n")
    assert [line for line in lines if "أكتوبر" in line and re.search(r"\d:\d", line)] == []


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize(("kind", "discreet"), EVERY)
def test_digits_are_western_and_nothing_is_bracketed(kind: str, discreet: bool, medium: str) -> None:
    assert not re.search("[٠-٩۰-۹()\\[\\]/\\\\]", said(kind, "ar", medium, discreet, **BUS).text)


@pytest.mark.parametrize(("kind", "discreet"), EVERY)
def test_on_telegram_every_name_and_number_is_an_island(kind: str, discreet: bool) -> None:
    text = said(kind, "ar", "telegram", discreet, title="Parc Mosaïc", **BUS).text
    assert not re.search("[0-9A-Za-zÀ-ÿ\u2068\u2069]", ISLAND.sub("", text))


@pytest.mark.parametrize("language", ["ar", "fr", "en", "tr"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_direction_mark_is_ever_sent_by_sms(kind: str, language: str) -> None:
    assert not re.search("[\u2066-\u2069]", said(kind, language, **BUS).text)


def test_a_typed_name_cannot_turn_the_text_round_or_break_a_line() -> None:
    text = said("facts/where", "ar", "telegram", place="\u202eCentre\n\u2069 Lazare").text
    assert text.split("\n")[0] == "المكان: \u2068Centre Lazare\u2069"
    assert plain_value("\u202eCentre\n\u2069 Lazare ") == "Centre Lazare"


def test_an_island_is_left_whole_when_numbers_are_isolated() -> None:
    assert isolate_numbers(f"يوم 20 {isolate('salle 3')}") == "يوم \u206820\u2069 \u2068salle 3\u2069"
    assert isolate("") == ""


def test_french_on_telegram_needs_no_islands() -> None:
    assert "\u2068" not in said("invitation", "fr", "telegram").text
