"""Words in classes of sense: what a speaker writes into a file is understood, with no code touched."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from bot.reading import vocabulary
from bot.reading.normalise import plain
from bot.reading.vocabulary import classes_of, spoken, vocabularies


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The vocabulary in a folder of its own, read anew before and after."""
    folder = tmp_path / "lexicons"
    copytree(Path(vocabulary.__file__).parent / "lexicons", folder)
    monkeypatch.setattr(vocabulary, "_FOLDER", str(folder))
    _forget()
    yield folder
    monkeypatch.undo()
    _forget()


def test_a_word_that_a_speaker_adds_is_used(files: Path) -> None:
    words = (files / "fr.words").read_text("utf-8")
    (files / "fr.words").write_text(words.replace("\ncome: ", "\ncome: zigouliner ", 1), "utf-8")
    assert "come" in classes_of("zigouliner", "fr")


def test_it_is_used_by_ear_too(files: Path) -> None:
    words = (files / "fr.words").read_text("utf-8")
    (files / "fr.words").write_text(words.replace("\ncome: ", "\ncome: zigouliner ", 1), "utf-8")
    assert "come" in classes_of("zigoulinais", "fr")


def test_a_speaker_may_write_accents(files: Path) -> None:
    (files / "pl.words").write_text("# polish\nyes: tàk\n", "utf-8")
    assert classes_of("tak", "pl") == ("yes",)


def test_a_new_language_is_one_file(files: Path) -> None:
    (files / "eu.words").write_text("# basque\nyes: bai\ncome: nator gatoz\n", "utf-8")
    assert spoken(["bai", "gatoz"], None) == "eu"
    assert classes_of("gatoz", "eu") == ("come",)


@pytest.mark.parametrize(("word", "sense"), [("vien", "come"), ("viens", "come"), ("pa", "not"), ("enfan", "child")])
def test_french_is_known_by_ear(word: str, sense: str) -> None:
    assert sense in classes_of(word, "fr")


@pytest.mark.parametrize(
    ("text", "language"),
    [("je peux pas venir", "fr"), ("evet gelecegim", "tr"), ("nu pot sa vin", "ro"), ("نعم سأحضر", "ar"),
     ("przepraszam nie moge", "pl"), ("дякую буду", "uk"), ("i can come tomorrow", "en")],
)  # fmt: skip
def test_the_language_is_recognised(text: str, language: str) -> None:
    assert spoken(plain(text).split(), None) == language


def test_every_word_stands_in_its_plain_form() -> None:
    assert {word for known in vocabularies().values() for word in known.words if plain(word) != word} == set()


def _forget() -> None:
    for remembered in (vocabularies, vocabulary._speakers, classes_of):
        remembered.cache_clear()
