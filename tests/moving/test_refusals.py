"""What `relais migrate --to` refuses, and that nothing half done ever stands in the other database."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.app import Relais as Process
from bot.cli import app
from bot.clock import Clock
from bot.moving.ends import MoveError
from bot.settings import Settings
from messages.contacts import Contact
from messages.presence import appear
from messages.roles import AT_WORK, MovingError, all_alone
from messages.store import Store
from scheduler.shares import PLANNING
from tests.cast import SEPTEMBER
from tests.moving.conftest import Pair
from tests.moving.filling import all_of, connected, fill

ROOT = Path(__file__).parents[2]
DIES = """
import os, signal, sys
from bot.moving.move import move
def tell(table):
    if table == "attempt":
        os.kill(os.getpid(), signal.SIGKILL)
move(sys.argv[1], sys.argv[2], tell)
"""
SPOILS = {
    "sqlite": """CREATE TRIGGER spoil AFTER INSERT ON message BEGIN
        UPDATE message SET due_local = 'spoilt' WHERE id = NEW.id; END""",
    "postgresql": """CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.due_local = 'spoilt'; RETURN NEW; END $$;
        CREATE TRIGGER spoil BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION spoil()""",
}


SETTINGS = {"RELAIS_REHEARSAL": "1"}


@contextmanager
def storing(url: str) -> Iterator[Store]:
    """The database, for a moment."""
    store = Store(url)
    yield store
    store.close()


def is_empty(url: str) -> bool:
    return not any(all_of(url).values())


def test_one_that_was_killed_half_way_has_left_nothing_and_is_done_again(pair: Pair) -> None:
    command = [sys.executable, "-c", DIES, pair.source, pair.target]
    assert subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode == -9
    assert is_empty(pair.target)
    assert pair.move().fresh
    assert all_of(pair.target) == all_of(pair.source)


def test_one_that_fails_while_replacing_a_copy_leaves_the_copy(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.move()
    before = all_of(pair.target)
    store = Store(pair.source)
    store.writing(lambda session: session.add(Contact(name="Rokia", created_at=SEPTEMBER)))
    store.close()
    monkeypatch.setattr("bot.moving.ends.count_on", lambda _connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pair.move()
    assert all_of(pair.target) == before
    monkeypatch.undo()
    assert pair.move().fresh


def test_a_copy_that_is_not_the_same_is_not_kept(pair: Pair) -> None:
    with connected(pair.target) as connection:
        connection.exec_driver_sql(SPOILS[connection.dialect.name])
    with pytest.raises(MoveError, match=r"pas la même chose \(message\)"):
        pair.move()
    assert is_empty(pair.target)


@pytest.mark.parametrize("which", ["source", "target"])
def test_neither_database_may_have_a_relais_at_work(pair: Pair, which: str) -> None:
    with all_alone(getattr(pair, which), [PLANNING]):
        with pytest.raises(MoveError, match="arrêtez-le"):
            pair.move()
        assert is_empty(pair.target)
    assert pair.move().fresh


@pytest.mark.parametrize("works", [True, False], ids=["worker", "web"])
@pytest.mark.parametrize("which", ["source", "target"])
async def test_a_worker_or_a_web_that_lives_is_noticed_until_it_is_stopped(
    which: str, works: bool, new_database: Callable[[str], str]
) -> None:
    pair = Pair(new_database("postgresql"), new_database("postgresql"))
    relais = Process(Settings.load(SETTINGS | {"RELAIS_DATABASE_URL": getattr(pair, which)}), Clock(), works)
    await relais.start()
    with pytest.raises(MoveError, match="arrêtez-le"):
        await asyncio.to_thread(pair.move)
    await relais.stop()
    if which == "source":
        assert (await asyncio.to_thread(pair.move)).fresh


async def test_a_web_that_died_is_noticed_for_less_than_a_minute(
    new_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = Pair(new_database("postgresql"), new_database("sqlite"))
    with storing(pair.source) as store:
        store.writing(appear, "web/1")
    with pytest.raises(MoveError, match="relais web"):
        pair.move()
    monkeypatch.setattr("messages.presence.GONE", -1)
    assert pair.move().fresh


@pytest.mark.parametrize("works", [True, False], ids=["worker", "web"])
async def test_nobody_begins_while_the_database_is_copied(works: bool, new_database: Callable[[str], str]) -> None:
    url = new_database("postgresql")
    with all_alone(url, [AT_WORK]), pytest.raises(MovingError, match="en train d'être copiée"):
        await Process(Settings.load(SETTINGS | {"RELAIS_DATABASE_URL": url}), Clock(), works).start()


def test_somebody_elses_tables_are_left_alone(pair: Pair) -> None:
    with connected(pair.target) as connection:
        connection.execute(text("CREATE TABLE invoice (id integer)"))
    with pytest.raises(MoveError, match="sert déjà à autre chose"):
        pair.move()
    assert is_empty(pair.target)


def test_a_relais_with_people_in_it_is_left_alone(pair: Pair) -> None:
    store = Store(pair.target)
    store.writing(lambda session: session.add(Contact(name="Rokia", created_at=SEPTEMBER)))
    before = all_of(pair.target)
    with pytest.raises(MoveError, match="contient déjà des données"):
        pair.move()
    assert all_of(pair.target) == before
    store.close()


def test_the_copy_of_another_database_is_left_alone(pair: Pair, new_database: Callable[[str], str]) -> None:
    pair.move()
    with pytest.raises(MoveError, match="copie d'une autre base"):
        Pair(new_database("sqlite"), pair.target).move()


def test_a_database_is_not_moved_onto_itself(tmp_path: Path, new_database: Callable[[str], str]) -> None:
    url = new_database("sqlite")
    with pytest.raises(MoveError, match="la même"):
        Pair(url, url.replace(str(tmp_path), f"{tmp_path}/../{tmp_path.name}")).move()


def test_a_source_that_is_not_there_is_not_made(tmp_path: Path, new_database: Callable[[str], str]) -> None:
    with pytest.raises(MoveError, match="n'existe pas"):
        Pair(f"sqlite:///{tmp_path}/nowhere.sqlite", new_database("sqlite")).move()
    assert not (tmp_path / "nowhere.sqlite").exists()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_source_of_an_older_schema_is_brought_up_to_date_first(
    engine: str, tmp_path: Path, new_database: Callable[[str], str]
) -> None:
    url = new_database(engine)
    with connected(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    with pytest.raises(MoveError, match="relais migrate"):
        Pair(url, f"sqlite:///{tmp_path}/new.sqlite").move()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_target_of_a_newer_schema_is_left_alone(engine: str, new_database: Callable[[str], str]) -> None:
    pair = Pair(new_database("sqlite"), new_database(engine))
    with connected(pair.target) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(MoveError, match="plus récent"):
        pair.move()


@pytest.fixture
def relais(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_database: Callable[[str], str]) -> "Relais":
    """The command, on a database with a row in every table."""
    url = new_database("sqlite")
    fill(url)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELAIS_DATABASE_URL", url)
    return Relais()


class Relais:
    """Types `relais migrate --to`."""

    def __call__(self, to: str) -> Result:
        return CliRunner().invoke(app, ["migrate", "--to", to])


def test_the_command_says_what_to_do_next_and_says_when_there_is_nothing_to_do(relais: Relais) -> None:
    said = relais("sqlite:///new/folder/relais.sqlite")
    assert said.exit_code == 0
    assert "  message\n" in said.output
    assert "Tout est copié et relu : " in said.output
    assert "  RELAIS_DATABASE_URL=sqlite:///new/folder/relais.sqlite\n" in said.output
    assert "les messages partiraient deux fois" in said.output
    again = relais("sqlite:///new/folder/relais.sqlite")
    assert (again.exit_code, "rien n'a bougé" in again.output) == (0, True)


@pytest.mark.parametrize(
    ("to", "status"),
    [
        ("", 2),
        ("mysql://elsewhere/relais", 2),
        ("postgresql://elsewhere:port/relais", 2),
        ("sqlite:///", 2),
        ("postgresql://relais:secret-word@127.0.0.1:9/relais", 1),
    ],
)
def test_an_address_that_does_not_serve_is_refused_in_plain_words(relais: Relais, to: str, status: int) -> None:
    said = relais(to)
    assert said.exit_code == status
    assert "Traceback" not in said.output
    assert "secret-word" not in said.output


def test_a_file_that_is_no_database_is_refused_in_plain_words(relais: Relais, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Courses : pain, lait. " * 100)
    said = relais("sqlite:///notes.txt")
    assert (said.exit_code, "ne répond pas comme il faut" in said.output) == (1, True)
    assert (tmp_path / "notes.txt").read_text().startswith("Courses")


def test_the_word_that_opens_the_database_is_not_shown(relais: Relais, new_database: Callable[[str], str]) -> None:
    with_password = new_database("postgresql").replace("postgres@", "postgres:secret-word@")
    said = relais(with_password)
    assert said.exit_code == 0
    assert "secret-word" not in said.output
    assert "à la place de ***" in said.output
