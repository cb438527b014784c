"""How many SMS each message takes with usual facts: one in French and English, two at most elsewhere."""

import re
from typing import Any

import pytest

from messages.parts import parts
from tests.wording.cast import BUS, DISCREET, KINDS, said

EVERY = [(kind, False) for kind in KINDS] + [(kind, True) for kind in DISCREET]


def cost(message: str, /, language: str, discreet: bool = False, **changes: Any) -> tuple[str, int]:
    found = parts(said(message, language, discreet=discreet, **changes).text)
    return found.encoding, found.parts


@pytest.mark.parametrize(("kind", "discreet"), EVERY)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_usual_message_is_one_sms(language: str, kind: str, discreet: bool) -> None:
    assert cost(kind, language, discreet) == ("GSM-7", 1)


@pytest.mark.parametrize(("kind", "discreet"), EVERY)
@pytest.mark.parametrize("language", ["ar", "tr"])
def test_a_usual_message_in_arabic_or_turkish_is_two_sms_at_most(language: str, kind: str, discreet: bool) -> None:
    assert cost(kind, language, discreet)[1] <= 2


def test_the_figures_of_the_messages_that_are_sent_most() -> None:
    kinds = ("invitation", "reminder/day-before", "change", "confirmed/yes", "feedback")
    units = {language: [parts(said(kind, language).text).units for kind in kinds] for language in ("fr", "ar", "tr")}
    assert units == {
        "fr": [149, 147, 158, 128, 124],  # of 160
        "ar": [128, 127, 134, 129, 116],  # of 134, in two parts
        "tr": [134, 126, 130, 121, 112],  # of 134, in two parts
    }


def test_the_welcome_stays_one_sms_under_a_long_first_name() -> None:
    assert cost("welcome", "fr", educator="Marie-Christine") == ("GSM-7", 1)
    assert cost("welcome/entered", "fr", educator="Marie-Christine") == ("GSM-7", 1)


def test_the_greeting_goes_where_it_would_cost_an_sms() -> None:
    assert said("invitation", bring=None).text.startswith("Bonjour Fatou,\nrencontre")
    assert said("invitation").text.startswith("Rencontre entre parents")


def test_a_bus_makes_a_second_sms_and_keeps_the_greeting() -> None:
    assert cost("invitation", "fr", **BUS) == ("GSM-7", 2)
    assert said("invitation", **BUS).text.startswith("Bonjour Fatou")


def test_french_by_sms_is_spelt_with_cheap_letters_and_on_telegram_in_full() -> None:
    assert "Apportez : un gouter." in said("invitation").text
    assert "Apportez : un goûter." in said("invitation", medium="telegram").text
    assert not re.search("[âêîôûçœ’…]", said("cancellation/again").text)


def test_turkish_keeps_its_letters() -> None:
    assert "buluşması" in said("invitation", "tr").text
