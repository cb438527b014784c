"""`relais import contacts` and `relais person …`, as somebody at a computer types them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

LIST = (
    "Prénom;Téléphone;Famille;Date de l'accord;Lieu de l'accord\n"
    "Fatou;06 39 98 55 01;A;03/10/2026;école\n"
    "Omar;06 39 98 55 02;A;03/10/2026;école\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with a list in it, in rehearsal at the first day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELAIS_DATA", str(tmp_path))
    monkeypatch.setenv("RELAIS_REHEARSAL", "1")
    (tmp_path / "liste.csv").write_text(LIST)
    return tmp_path


def relais(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=typed)


def test_a_list_is_shown_then_entered_then_known(folder: Path) -> None:
    shown = relais("import", "contacts", "liste.csv")
    assert (shown.exit_code, "2 personnes à entrer" in shown.output) == (0, True)
    assert relais("person", "list").output == "Personne de ce nom.\n"
    assert "C'est fait : 2 personnes" in relais("import", "contacts", "liste.csv", "--apply").output
    assert relais("person", "list").output == "n°1  F1 Fatou  (…01)\nn°2  F1 Omar  (…02)\n"
    assert "Rien n'a changé." in relais("import", "contacts", "liste.csv", "--apply").output


def test_one_wrong_line_and_nobody_is_entered(folder: Path) -> None:
    (folder / "liste.csv").write_text(f"{LIST}Zoé;3615;;03/10/2026;école\n")
    said = relais("import", "contacts", "liste.csv", "--apply")
    assert said.exit_code == 1
    assert "Ligne 4, Zoé : C'est un numéro court" in said.output
    assert relais("person", "list").output == "Personne de ce nom.\n"


def test_one_yes_can_hold_for_all(folder: Path) -> None:
    (folder / "liste.csv").write_text("Prénom,Téléphone\nFatou,06 39 98 55 01\n")
    refused = relais("import", "contacts", "liste.csv")
    assert (refused.exit_code, refused.output.count("--agreed")) == (1, 1)
    assert relais("import", "contacts", "liste.csv", "--agreed", "accord oral, 3 octobre, école").exit_code == 0


def test_excel_is_told_how_the_letters_of_the_template_are_written() -> None:
    assert relais("import", "contacts", "--template").output.startswith("\ufeffPrénom;")


def test_the_template_is_a_list_that_can_be_read(folder: Path) -> None:
    (folder / "modele.csv").write_text(relais("import", "contacts", "--template").output)
    assert "1 personne à entrer" in relais("import", "contacts", "modele.csv").output


@pytest.mark.parametrize("words", [("absent.csv",), (".",), ()])
def test_what_is_no_file_is_said_in_a_sentence(folder: Path, words: tuple[str, ...]) -> None:
    said = relais("import", "contacts", *words)
    assert said.exit_code in (1, 2)
    assert "Traceback" not in said.output
    assert said.output.count("\n") == 1


def test_a_number_is_changed_after_a_question(folder: Path) -> None:
    relais("import", "contacts", "liste.csv", "--apply")
    assert relais("person", "phone", "F1 Fatou", "06 39 98 44 99", typed="n\n").exit_code == 0
    assert "(…01)" in relais("person", "list", "fatou").output
    assert "est noté" in relais("person", "phone", "F1 Fatou", "06 39 98 44 99", typed="y\n").output
    assert relais("person", "list", "fatou").output == "n°1  F1 Fatou  (…99)\n"


def test_a_shared_phone_is_asked_about(folder: Path) -> None:
    relais("import", "contacts", "liste.csv", "--apply")
    said = relais("person", "phone", "fatou", "06 39 98 55 02", "--yes", typed="n\n")
    assert "F1 Omar" in said.output
    assert "(…01)" in relais("person", "list", "fatou").output


def test_a_phone_is_handed_on_once(folder: Path) -> None:
    relais("import", "contacts", "liste.csv", "--apply")
    assert relais("person", "handed-on", "omar", "--yes").exit_code == 0
    assert "aucun moyen" in relais("person", "list", "omar").output
    assert relais("person", "handed-on", "omar", "--yes").exit_code == 1


def test_two_entries_become_one(folder: Path) -> None:
    relais("import", "contacts", "liste.csv", "--apply")
    said = relais("person", "merge", "n°1", "F1 Omar", "--yes").output
    assert said.endswith("C'est fait. Il reste une fiche : F1 Fatou.\n")
    assert relais("person", "list").output == "n°1  F1 Fatou  (…01, …02)\n"


@pytest.mark.parametrize("who", ["F1", "personne", "n°99", "", "Claire"])
def test_somebody_unknown_or_not_the_only_one_is_said(folder: Path, who: str) -> None:
    relais("import", "contacts", "liste.csv", "--apply")
    said = relais("person", "handed-on", who, "--yes")
    assert said.exit_code == 1
    assert "Traceback" not in said.output
