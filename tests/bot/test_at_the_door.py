"""Starting Relais: whose files these are, a second Relais, a port that is taken."""

import socket
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from bot.cli import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this Relais is told to keep its data; nothing is there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELAIS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RELAIS_REHEARSAL", "1")
    return tmp_path / "data"


def mode(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:o}"


def test_only_its_own_account_reads_the_data(folder: Path) -> None:
    assert CliRunner().invoke(app, ["migrate"]).exit_code == 0
    assert mode(folder) == "700"
    assert {mode(path) for path in folder.iterdir()} == {"600"}


def test_a_database_left_open_to_others_is_closed_to_them(folder: Path) -> None:
    CliRunner().invoke(app, ["migrate"])
    (folder / "relais.sqlite").chmod(0o644)
    CliRunner().invoke(app, ["migrate"])
    assert mode(folder / "relais.sqlite") == "600"


def test_a_second_relais_on_the_same_database_is_refused_with_a_sentence(folder: Path) -> None:
    CliRunner().invoke(app, ["migrate"])
    with FileLock(folder / "relais.sqlite.dispatcher.lock"):
        said = CliRunner().invoke(app, ["run", "--port", "0"])
    assert said.exit_code == 1
    assert said.stderr.splitlines()[-1] == "Un autre Relais travaille déjà avec cette base : arrêtez-le d'abord."


@pytest.mark.parametrize("command", ["web", "worker"])
def test_a_sqlite_file_is_for_one_process(folder: Path, command: str) -> None:
    said = CliRunner().invoke(app, [command])
    assert said.exit_code == 1
    assert said.stderr.startswith("Avec SQLite, tout tient dans un seul Relais : lancez relais run.")


def test_a_port_that_is_taken_is_said_before_anything_starts(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = CliRunner().invoke(app, ["run", "--port", str(port)])
    assert said.exit_code == 1
    assert f"Le port {port} de 127.0.0.1 est déjà pris" in said.stderr


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_does_not_exist_is_refused_with_a_sentence(folder: Path, port: str) -> None:
    assert "PORT en choisit un autre" in CliRunner().invoke(app, ["run", "--port", port]).stderr
