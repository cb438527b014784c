"""The name somebody gives, without the remarks around it; the language she asks for, where others are refused."""

from datetime import UTC, datetime

import pytest

from bot.reading.heard import Heard, listen
from bot.reading.languages import wished_language
from bot.reading.names import answered_name
from bot.reading.reader import read

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)


def heard(text: str, asked: str) -> Heard:
    """A text as the rules see it."""
    return listen(text, asked, "fr", NOW)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fatoumata mais tout le monde dit fatou", "Fatoumata"), ("moi abdoulaye", "Abdoulaye"),
        ("Bernadette, la mamie de Jules", "Bernadette"), ("on mappelle rosa", "Rosa"), ("Rose comme la fleur", "Rose"),
        ("kadiatou mais ecrivez kadi", "Kadi"), ("ecrivez aïcha avec un trema", "Aïcha"), ("rosa 34 ans", "Rosa"),
        ("Jean-Pierre, retraité", "Jean-Pierre"), ("julie pas juliette", "Julie"), ("pas Sabine, Sabrina", "Sabrina"),
        ("Ahmed. Mes enfants disent le chef", "Ahmed"), ("papa hakim", "Hakim"), ("Fatou Diallo", "Fatou Diallo"),
        ("je m'appelle Marie Claire", "Marie Claire"),
        ("call me blessing", "Blessing"), ("Vanessa, et mon petit vous fait coucou", "Vanessa"),
    ],
)  # fmt: skip
def test_a_name_is_given_without_the_remarks_around_it(text: str, name: str) -> None:
    assert answered_name(heard(text, "name")) == name


@pytest.mark.parametrize(
    "text", ["je suis malade", "pourquoi vous voulez savoir", "la maman de Lina", "je comprends pas"]
)
def test_a_sentence_is_no_name(text: str) -> None:
    assert "name" not in read(text, "name", "fr", NOW).fields


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("pas francais larabe svp", "ar"), ("je parle francais mais pour lire le portugais", "pt"),
        ("mon mari parle turc moi je lis français", "fr"), ("je parle arabe je lis turc", "tr"),
        ("je lis mal le français, arabe ça va", "ar"), ("langue maternelle turc", "tr"),
        ("larabe pas le turc", "ar"), ("anglais plutôt que français", "en"), ("roumain. le francais c mon mari", "ro"),
        ("francais moi. ma belle mere l'arabe", "fr"), ("turc si possible mon francais c pas bon", "tr"),
        ("ukrainien possible ? sinon anglais ok", "uk"), ("plus en arabe svp je lis mieux le francais", "fr"),
        ("la troisieme", "en"), ("numero quatre", "tr"), ("4 pas 2", "tr"), ("en francé svp", "fr"),
    ],
)  # fmt: skip
def test_the_language_she_wants_is_neither_the_refused_one_nor_anothers(text: str, language: str) -> None:
    assert wished_language(heard(text, "language")) == language


def test_a_refusal_alone_asks_for_no_language() -> None:
    assert wished_language(heard("pas arabe svp", "language")) is None
