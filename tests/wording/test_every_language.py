"""Every message exists in every language, with the same facts in it."""

import re
from itertools import product

import pytest
from babel.messages.pofile import read_po

from messages.catalogue import WORDING
from messages.phrases import Phrases
from tests.wording.cast import (
    BARE,
    BUS,
    CATALOGUE,
    DISCREET,
    FRENCH,
    KINDS,
    LANGUAGES,
    MEDIA,
    MONDAY,
    USUAL,
    facts_for,
    said,
)

TRANSLATED = tuple(language for language in LANGUAGES if language != "fr")
EVERYWHERE = tuple(key for key in FRENCH.keys if not key.endswith(".first"))
FACTS = {"full": USUAL | BUS, "usual": USUAL, "bare": BARE}


def placeholders(language: str, key: str) -> set[str]:
    phrases = Phrases(WORDING / f"{language}.po")
    return set(re.findall(r"\{(\w+)\}", phrases.find([key]) or phrases.counted(key, 11) or ""))


def french_beside(language: str) -> dict[str, str]:
    with (WORDING / f"{language}.po").open("rb") as file:
        return {str(message.id): " ".join(message.auto_comments) for message in read_po(file) if message.id}


def test_the_programme_speaks_four_languages_french_first() -> None:
    assert CATALOGUE.languages == LANGUAGES


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_every_phrase_and_no_other(language: str) -> None:
    keys = Phrases(WORDING / f"{language}.po").keys
    assert set(keys) == set(EVERYWHERE)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_tells_the_same_facts(language: str) -> None:
    differing = [key for key in EVERYWHERE if placeholders(language, key) != placeholders("fr", key)]
    assert differing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_french_beside_a_translation_is_the_french_of_today(language: str) -> None:
    beside = french_beside(language)
    stale = [key for key in beside if (french := FRENCH.find([key])) and beside[key] != french.replace("\n", " | ")]
    assert stale == []


@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said_with_many_facts_or_few(language: str, facts: dict[str, object]) -> None:
    for kind, medium, discreet in product(KINDS, MEDIA, (False, True)):
        text = CATALOGUE.render(kind, language, medium, facts_for(kind, facts), MONDAY, discreet).text
        assert text
        assert not re.search(r"[{}]|None|  |\n\n|^[ ,.:]| [,.]| $|\.\.|: *\.", text, re.MULTILINE), (kind, text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", DISCREET)
def test_a_discreet_message_gives_nothing_of_the_programme_away(language: str, kind: str) -> None:
    for medium in MEDIA:
        text = said(kind, language, medium, discreet=True, title="Parc Mosaïc", bus_place="métro").text
        phrases = Phrases(WORDING / f"{language}.po")
        telling = [phrases.find([f"activity/{what}"]) or "" for what in ("group", "outing", "workshop", "stay")]
        place = [] if kind == "facts/where" else ["Maison"]
        assert not [word for word in ("Atout", "Parc", "Fatou", "métro", *place, *telling) if word in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_names_the_activity_has_a_discreet_wording_too(language: str) -> None:
    for kind, medium in product(set(KINDS) - {"welcome"}, MEDIA):
        text = said(kind, language, medium, discreet=True, title="Parc Mosaïc").text
        assert "Parc" not in text
        assert "Atout" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_offered_on_telegram_only(language: str) -> None:
    for kind in KINDS:
        choices = [button.choice for button in said(kind, language, "telegram").buttons]
        assert choices == list(FRENCH.choices(kind))
        assert said(kind, language, "sms").buttons == ()


def test_the_buttons_of_an_invitation_stand_in_the_order_of_the_french_file() -> None:
    labels = [(button.label, button.choice) for button in said("invitation", medium="telegram").buttons]
    assert labels == [("Oui", "yes"), ("Non", "no"), ("Peut-être", "maybe")]
