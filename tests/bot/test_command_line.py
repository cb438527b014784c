"""The `relais` command, as somebody at a computer uses it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app


@pytest.fixture
def relais(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Relais":
    """A folder of one's own, in rehearsal, with the invented cast."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELAIS_DATA", str(tmp_path))
    monkeypatch.setenv("RELAIS_REHEARSAL", "1")
    monkeypatch.setenv("RELAIS_DATABASE_URL", f"sqlite:///{tmp_path / 'demo.sqlite'}")
    command = Relais()
    assert command("demo", "--no-serve").exit_code == 0
    return command


class Relais:
    """Types a command, and what is asked for afterwards."""

    def __call__(self, *words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, list(words), input=typed)


def test_a_date_is_announced_and_what_will_leave_is_shown_word_for_word(relais: Relais) -> None:
    said = relais("announce", "atelier cuisine mardi 20 octobre 14h salle Courmont", typed="o\no\n")
    assert "mardi 20 octobre 2026, 14h" in said.output
    plan = relais("plan", "--until", "2026-10-20").output
    assert "F1 Fatou" in plan
    assert "| Venez-vous ? Répondez OUI ou NON." in plan


def test_what_is_missing_is_asked_for(relais: Relais) -> None:
    said = relais("announce", "groupe mardi 20 octobre salle Courmont", typed="14h\no\nn\n").output
    assert "À quelle heure ?" in said
    assert "mardi 20 octobre 2026, 14h" in said


def test_nothing_is_announced_without_a_yes(relais: Relais) -> None:
    said = relais("announce", "groupe mardi 20 octobre 14h salle Courmont", typed="n\n")
    assert said.exit_code == 0
    assert "0 message partira" in relais("plan", "--until", "2026-12-31").output


def test_a_series_is_announced_with_the_day_its_invitations_leave_for_each_date(relais: Relais) -> None:
    line = "groupe tous les mardis 14h, 4 fois, sauf vacances scolaires, Maison de quartier"
    said = relais("announce", line, typed="o\nn\n").output
    assert "- vacances scolaires : mardi 20 octobre, mardi 27 octobre" in said
    assert re.findall(r"invitations?, (\S+)", said) == ["05/10/2026", "06/10/2026", "27/10/2026", "03/11/2026"]
    assert "mardi 3 novembre" in relais("plan", "--until", "2026-10-28").output


def test_a_day_can_be_typed_as_people_say_it(relais: Relais) -> None:
    assert relais("plan", "--until", "mardi 20 octobre").exit_code == 0
    assert relais("plan", "--until", "la semaine des quatre jeudis").exit_code == 1


def test_somebody_who_said_yes_is_entered_and_gets_a_link_that_serves_once(relais: Relais) -> None:
    said = relais("person", "add", "Rokia", "--phone", "06 39 98 55 55", "--hours", "9h-12h").output
    assert re.search(r"/start [\w-]{22}", said)
    assert "F1 Fatou" not in said


@pytest.mark.parametrize("phone", ["03 20 12 34 56", "3615", "06 39 98 55 5", "+33700123456789"])
def test_a_number_that_gets_no_sms_is_refused_in_plain_words(relais: Relais, phone: str) -> None:
    said = relais("person", "add", "Rokia", "--phone", phone)
    assert said.exit_code == 1
    assert "Traceback" not in said.output


def test_the_educator_gets_a_link_of_her_own(relais: Relais) -> None:
    assert "Claire" in relais("login").output


def test_an_empty_inbox_says_so(relais: Relais) -> None:
    assert "vide" in relais("inbox").output


def test_the_readers_answer_line_by_line_and_survive_a_line_that_is_none() -> None:
    typed = '{"id": "a", "text": "jpe pas mardi dsl", "context": {"ask": "rsvp"}}\nnot json\n\n[]\n'
    lines = [json.loads(line) for line in Relais()("understand", "--jsonl", typed=typed).output.splitlines()]
    assert [line["id"] for line in lines] == ["a", None, None]
    assert lines[0]["intent"] == "no"


def test_a_reply_is_explained_to_a_person() -> None:
    said = Relais()("understand", "oui on vient a 3", "--asked", "rsvp").output
    assert said.startswith("Compris : oui, 3 personnes. Les mots qui comptent : « oui », « 3 »")
    assert said.endswith("Sûrement.\nRelais s'en charge.\n")


def test_a_reply_that_is_not_understood_quotes_no_word_and_says_what_else_it_may_be() -> None:
    said = Relais()("understand", "bof", "--asked", "rsvp").output
    assert said.startswith("Compris : pas compris.\nPas sûr.\nAutres sens possibles : ")


def test_without_corrections_nothing_is_read_again(relais: Relais) -> None:
    assert relais("understand", "--corrections").output == "Aucune correction.\n"


def test_parts_and_dates_are_read_without_any_setting() -> None:
    assert "UCS-2" in Relais()("parts", "Ça va bientôt").output
    assert (
        json.loads(
            Relais()(
                "when", "--jsonl", typed='{"id": 1, "text": "demain 18h", "now": "2026-10-05T10:00:00+02:00"}\n'
            ).output
        )["start"]
        == "2026-10-06T18:00:00+02:00"
    )


def test_wrong_settings_are_all_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("TWILIO_ACCOUNT_SID=AC1\nRELAIS_TIMEZONE=Mars\n")
    said = Relais()("run")
    assert said.exit_code == 2
    assert said.output.count("\n- ") >= 2


def test_the_demo_refuses_a_database_with_real_people(relais: Relais, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAIS_DATABASE_URL", "sqlite:///real.sqlite")
    relais("person", "add", "Rokia", "--phone", "06 39 98 55 55")
    said = relais("demo", "--no-serve")
    assert said.exit_code == 1
    assert "vraies personnes" in said.output
