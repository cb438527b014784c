"""Groups and large audiences from a computer: entered into a group, and nobody written to by mistake."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session
from typer.testing import CliRunner, Result

from bot.cli import app
from messages.contacts import Contact
from messages.store import Store
from scheduler.groups import Group, Invited, Membership, found
from tests.cast import SEPTEMBER, mother, paris
from tests.office import Office

LINE = "atelier cuisine mardi 20 octobre 2099 14h salle Courmont"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Iterator[Office]:
    """A database beside which commands are typed, with a group and 22 mothers."""
    database = tmp_path / "relais.sqlite"
    database.write_bytes(sqlite_template.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELAIS_DATA", str(tmp_path))
    monkeypatch.setenv("RELAIS_REHEARSAL", "1")
    monkeypatch.setenv("RELAIS_DATABASE_URL", f"sqlite:///{database}")
    made = Office(Store(f"sqlite:///{database}"), SEPTEMBER)
    made.do(town)
    yield made
    made.store.close()


def town(session: Session) -> None:
    found(session, Group(name="Café des parents", keyword="CAFE"), "educator", SEPTEMBER)
    for number in range(22):
        mother(session, f"P{number}")


def types(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=typed)


def test_somebody_is_entered_into_a_group(office: Office) -> None:
    said = types("person", "add", "Rokia", "--phone", "06 39 98 55 55", "--group", "cafe")
    assert said.exit_code == 0
    assert len(office.all(Membership)) == 1


def test_a_group_that_does_not_exist_enters_nobody(office: Office) -> None:
    said = types("person", "add", "Rokia", "--phone", "06 39 98 55 55", "--group", "Zumba")
    assert (said.exit_code, "n'existe pas" in said.output) == (1, True)
    assert office.all(Membership) == []
    assert types("person", "add", "Rokia", "--phone", "06 39 98 55 55", "--group", "CAFE").exit_code == 0


def test_more_than_twenty_are_invited_once_their_number_is_typed(office: Office) -> None:
    assert types("announce", LINE, "--now", typed="oui\n22\n").exit_code == 0
    assert len(office.all(Invited)) == 22


def test_another_number_invites_nobody(office: Office) -> None:
    said = types("announce", LINE, "--now", typed="oui\n2\n")
    assert "Rien n'est annoncé" in said.output
    assert office.all(Invited) == []


def test_yes_counts_as_the_number(office: Office) -> None:
    assert types("announce", LINE, "--yes").exit_code == 0
    assert len(office.all(Invited)) == 22


def test_the_line_may_say_who_and_the_count_is_shown(office: Office) -> None:
    said = types("announce", f"pour le groupe café {LINE}", "--now", typed="oui\n").output
    assert "Pour : les parents du groupe Café des parents." in said
    assert "22 familles restent en dehors." in said
    assert office.all(Invited) == []


def test_somebody_who_prefers_a_call_is_entered_so(office: Office) -> None:
    assert types("person", "add", "Leila", "--phone", "06 39 98 77 01", "--calls-only").exit_code == 0
    [leila] = [contact for contact in office.all(Contact) if contact.name == "Leila"]
    assert leila.calls_only
    office.now = paris("2026-10-05 10:00")
    office.send()
    assert office.received("Leila") == []
