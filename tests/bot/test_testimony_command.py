"""`relais testimony`: words are read, chosen and cared for on a computer; what cannot be done is said, never thrown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from messages.contacts import Contact
from messages.recordings import Recording
from messages.store import Store
from scheduler import testimonials as words
from scheduler.people import adult_of
from tests.bot.test_command_line import Relais, relais
from tests.letters import keep_raw

__all__ = ["relais"]
NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
OPUS = b"OggS" + bytes(24) + b"OpusHead" + bytes(100)


@pytest.fixture
def store(relais: Relais, tmp_path: Path) -> Store:
    """The database of the commands, where Fatou was asked for her words and sent a voice note."""
    found = Store(f"sqlite:///{tmp_path / 'demo.sqlite'}")
    found.writing(_asked)
    return found


def _asked(session: Session) -> None:
    fatou = session.exec(select(Contact).where(Contact.name == "Fatou")).one()
    adult = adult_of(session, fatou.id)
    assert adult is not None
    words.begin(session, adult, "educator", NOW, NOW)
    received = keep_raw(session, "telegram", "voice-1", "{}", NOW)
    session.add(Recording(received_id=received or 0, topic="testimonial-1", remote="", sound=OPUS, fetched_at=NOW))


def hers(store: Store) -> words.Testimonial:
    return store.reading(lambda session: session.get_one(words.Testimonial, 1))


def test_a_voice_is_listened_to_written_down_and_read_again(relais: Relais, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "voix.ogg"
    assert relais("testimony", "sound", "1", "--to", str(file)).exit_code == 0
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (OPUS, 0o600)
    assert relais("testimony", "transcribe", "1", "Je me sens moins seule.").exit_code == 0
    assert hers(store).status == "told"
    assert "moins seule" in relais("testimony", "show", "1").output
    assert store.reading(lambda session: session.exec(select(Recording)).one()).transcribed_at is not None


def test_from_an_oral_yes_to_a_use(relais: Relais, store: Store) -> None:
    relais("testimony", "transcribe", "1", "Je me sens moins seule. Beaucoup moins.")
    assert relais("testimony", "permit", "1", "anonymous", "--heard", "de vive voix, 5 octobre").exit_code == 0
    assert relais("testimony", "words", "1", "Je me sens moins seule.").exit_code == 0
    assert relais("testimony", "confirm", "1").exit_code == 1
    assert relais("testimony", "read-back", "1").exit_code == 0
    assert relais("testimony", "confirm", "1", "--heard", "lu de vive voix, 6 octobre").exit_code == 0
    assert "sans son nom" in relais("testimony", "list", "--usable").output
    assert relais("testimony", "used", "1", "copil", "2027-01-29", "mairie").exit_code == 0
    assert "COPIL du 29 janvier 2027, mairie" in relais("testimony", "list").output
    assert relais("testimony", "withdraw", "1").exit_code == 0
    assert "Aucun témoignage." in relais("testimony", "list", "--usable").output


@pytest.mark.parametrize(
    "line",
    [
        ("show", "99"),
        ("show", "x"),
        ("show", "9" * 40),
        ("transcribe", "1", " "),
        ("words", "1", "Bonjour"),
        ("read-back", "1"),
        ("confirm", "1", "--heard", "ici"),
        ("permit", "1", "anonymous", "--heard", "ici"),
        ("permit", "1", "maybe", "--heard", "ici"),
        ("used", "1", "copil", "29/01/2027"),
        ("used", "1", "press", "2027-01-29"),
        ("resume", "1"),
        ("sound", "1", "--to", "/nowhere/voix.ogg"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(relais: Relais, store: Store, line: tuple[str, ...]) -> None:
    said = relais("testimony", *line)
    assert said.exit_code == 1
    assert said.output.strip().count("\n") == 0
    assert "Traceback" not in said.output
    assert hers(store).status == "asked"


def test_a_file_that_exists_is_not_written_over(relais: Relais, store: Store, tmp_path: Path) -> None:
    kept = tmp_path / "voix.ogg"
    kept.write_text("kept")
    assert relais("testimony", "sound", "1", "--to", str(kept)).exit_code == 1
    assert kept.read_text() == "kept"


@pytest.mark.parametrize("number", ["99", "x", "-1"])
def test_opinions_of_a_date_that_does_not_exist(relais: Relais, number: str) -> None:
    said = relais("opinions", "--", number)
    assert said.exit_code == 1
    assert "n'existe pas" in said.output
