"""A process that starts while PostgreSQL is away says so in one sentence, and waits for it a while."""

from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from typer import Exit

from bot.commands import patience
from bot.commands.patience import patiently
from bot.commands.serve import started
from bot.settings import Settings
from messages.roles import RoleTakenError, UnreachableError
from tests.faults.conftest import new_database as new_database

CUT = OperationalError("SELECT 1", {}, psycopg.errors.AdminShutdown("terminating connection"))
READ_ONLY = DBAPIError("INSERT", {}, psycopg.errors.ReadOnlySqlTransaction("read-only"))


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wait is long."""
    monkeypatch.setattr(patience, "FIRST", 0.001)


class Database:
    """Fails a few times first."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)

    def answer(self, *_: object) -> str:
        if self._errors:
            raise self._errors.pop(0)
        return "here"


@pytest.mark.parametrize("away", [CUT, READ_ONLY, UnreachableError()])
def test_a_database_that_is_away_for_a_moment_is_waited_for(
    away: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    assert patiently(Database(away, away).answer) == "here"
    assert capsys.readouterr().err.count("La base de données ne répond pas") == 2


@pytest.mark.parametrize("wrong", [RoleTakenError(), IntegrityError("", {}, psycopg.errors.UniqueViolation())])
def test_what_waiting_does_not_mend_is_not_waited_for(wrong: Exception) -> None:
    with pytest.raises(type(wrong)):
        patiently(Database(wrong).answer)


def test_one_that_stays_away_is_given_up_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(patience, "GIVES_UP", 0.0)
    with pytest.raises(Exit):
        patiently(Database(CUT).answer)
    assert capsys.readouterr().err == "La base de données ne répond toujours pas : Relais s'arrête.\n"


async def test_a_session_that_is_cut_while_a_worker_starts_does_not_end_it(
    new_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Settings.load({"RELAIS_REHEARSAL": "1", "RELAIS_DATABASE_URL": new_database("postgresql")})
    monkeypatch.setattr("bot.app.keep_team", Database(CUT).answer)
    relais = await started(found, works=True)
    assert "Relais attend" in capsys.readouterr().err
    assert "reading" in relais.roles()
    await relais.stop()
