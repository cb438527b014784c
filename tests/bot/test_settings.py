"""What Relais accepts to start with, and the sentences it answers otherwise."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings, SettingsError

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / ".env.example"
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "123456789:invented-token"}
TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000000",
    "TWILIO_AUTH_TOKEN": "invented-auth-token",
    "TWILIO_FROM": "+33937000000",
}
REHEARSAL = {"RELAIS_REHEARSAL": "1"}


def problems(environ: dict[str, str], dotenv: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        Settings.load(environ, dotenv)
    return list(refused.value.problems)


def test_a_bot_token_alone_is_enough_to_start() -> None:
    settings = Settings.load(TELEGRAM)
    assert settings.telegram is not None
    assert settings.telegram.api_url == "https://api.telegram.org"
    assert settings.twilio is None
    assert settings.timezone == ZoneInfo("Europe/Paris")
    assert settings.undo_seconds == 60
    assert settings.educator_name == "Claire"
    assert settings.sms_two_way
    assert settings.port == 8000


def test_the_database_is_a_file_in_the_data_folder_unless_said_otherwise(tmp_path: Path) -> None:
    settings = Settings.load({**TELEGRAM, "RELAIS_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/relais.sqlite"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_address_uses_the_same_driver(scheme: str) -> None:
    settings = Settings.load({**TELEGRAM, "RELAIS_DATABASE_URL": f"{scheme}://claire@db/relais"})
    assert settings.database_url == "postgresql+psycopg://claire@db/relais"


def test_the_direct_address_is_a_postgresql_or_none() -> None:
    assert Settings.load(TELEGRAM).database_direct_url == ""
    settings = Settings.load({**TELEGRAM, "RELAIS_DATABASE_DIRECT_URL": "postgres://claire@db/relais"})
    assert settings.database_direct_url == "postgresql+psycopg://claire@db/relais"
    with pytest.raises(SettingsError, match="RELAIS_DATABASE_DIRECT_URL"):
        Settings.load({**TELEGRAM, "RELAIS_DATABASE_DIRECT_URL": "sqlite:///relais.sqlite"})


def test_the_environment_wins_over_the_file_and_empty_lines_count_as_absent(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        "# réglages\nTELEGRAM_BOT_TOKEN=1:abc\nRELAIS_EDUCATOR_NAME='Inès'\nPORT=9000\nRELAIS_PUBLIC_URL=\n"
    )
    settings = Settings.load({"PORT": "9100", "RELAIS_EDUCATOR_NAME": ""}, dotenv)
    assert (settings.educator_name, settings.port, settings.public_url) == ("Inès", 9100, "")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes("TELEGRAM_BOT_TOKEN=1:abc\r\nPORT=9000\r\n".encode("utf-8-sig"))
    assert Settings.load({}, dotenv).port == 9000


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert Settings.load(TELEGRAM, tmp_path / ".env").telegram is not None


def test_a_secret_may_live_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("123:from-a-file\n")
    settings = Settings.load({"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "token")})
    assert settings.telegram is not None
    assert settings.telegram.token == "123:from-a-file"


def test_a_secret_file_that_cannot_be_read_is_named_by_its_setting(tmp_path: Path) -> None:
    (said,) = problems({**TWILIO, **TELEGRAM, "TWILIO_API_SECRET_FILE": str(tmp_path / "absent"), "TWILIO_API_KEY": ""})
    assert said == "Le fichier que désigne TWILIO_API_SECRET_FILE ne peut pas être lu."


def test_without_any_provider_only_a_rehearsal_or_a_command_on_the_database_starts() -> None:
    assert "moyen d'écrire aux familles" in problems({})[0]
    assert Settings.load(REHEARSAL).telegram is None
    assert Settings.load({}, sending=False).twilio is None


def test_half_an_sms_account_is_told_in_full() -> None:
    said = problems({**TELEGRAM, "TWILIO_API_KEY": "SK1"})
    assert len(said) == 4
    assert all("TWILIO" in sentence for sentence in said)


def test_a_number_and_a_messaging_service_exclude_each_other() -> None:
    (said,) = problems({**TWILIO, "TWILIO_MESSAGING_SERVICE_SID": "MG0"})
    assert "l'un des deux" in said


def test_nobody_can_answer_a_sender_made_of_letters() -> None:
    named = {**TWILIO, "TWILIO_FROM": "Atout 59"}
    assert "RELAIS_SMS_TWO_WAY=0" in problems(named)[0]
    assert not Settings.load({**named, "RELAIS_SMS_TWO_WAY": "0"}).sms_two_way


def test_a_webhook_secret_needs_an_address_to_be_called_at() -> None:
    (said,) = problems({**TELEGRAM, "TELEGRAM_WEBHOOK_SECRET": "invented"})
    assert "RELAIS_PUBLIC_URL" in said


def test_everything_wrong_is_said_at_once() -> None:
    wrong = {
        "RELAIS_TIMEZONE": "Europe/Lille",
        "RELAIS_PUBLIC_URL": "http://relais.example.org",
        "RELAIS_DATABASE_URL": "mysql://somewhere",
        "RELAIS_SMS_TWO_WAY": "peut-être",
        "RELAIS_LOG_LEVEL": "fort",
        "RELAIS_IN_FLIGHT": "0",
        "PORT": "huit mille",
        "TELEGRAM_BOT_TOKEN": "not a token",
    }
    assert len(problems(wrong)) == len(wrong)


@pytest.mark.parametrize(
    "address",
    [
        "https://relais.example.org/sms",
        "https://claire:x@relais.example.org",
        "relais.example.org",
        "https://a:b",
        "https://[x",
    ],
)
def test_a_public_address_is_a_bare_root(address: str) -> None:
    assert "adresse seule" in problems({**TELEGRAM, "RELAIS_PUBLIC_URL": address})[0]


@pytest.mark.parametrize("host", ["127.0.0.1:8081", "127.9.9.9", "localhost:1", "[::1]:8081"])
def test_a_rehearsal_may_speak_to_this_machine(host: str) -> None:
    settings = Settings.load({**REHEARSAL, **TELEGRAM, "TELEGRAM_API_URL": f"http://{host}/"})
    assert settings.rehearsal
    assert settings.undo_seconds == 0


@pytest.mark.parametrize("address", ["", "https://10.0.0.5", "http://localhost.example.org", "http://0.0.0.0:1"])
def test_a_rehearsal_never_speaks_to_the_world(address: str) -> None:
    said = problems({**REHEARSAL, **TELEGRAM, **TWILIO, "TELEGRAM_API_URL": address, "TWILIO_API_URL": address})
    assert ["TELEGRAM_API_URL" in said[0], "TWILIO_API_URL" in said[1]] == [True, True]


def test_a_typing_mistake_in_the_file_is_pointed_out(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("TELEGRAM_BOT_TOKEN=1:abc\nRELAIS_EDUCATOR_NAM=Claire\nthis line is not a setting\n")
    said = problems({}, dotenv)
    assert said[0] == "Dans le fichier .env, la ligne 3 n'est pas lisible."
    assert "Vouliez-vous dire RELAIS_EDUCATOR_NAME ?" in said[1]


def test_no_secret_shows_when_settings_are_printed() -> None:
    secrets = {
        "TELEGRAM_WEBHOOK_SECRET": "canary-1",
        "TWILIO_AUTH_TOKEN": "canary-2",
        "TWILIO_API_SECRET": "canary-3",
        "RELAIS_DATABASE_URL": "postgresql://claire:canary-4@db/relais",
        "TELEGRAM_BOT_TOKEN": "1:canary-5",
        "TWILIO_API_KEY": "SK1",
        "RELAIS_PUBLIC_URL": "https://relais.example.org",
    }
    assert "canary" not in repr(Settings.load({**TWILIO, **secrets}))


def test_no_secret_shows_when_settings_are_refused() -> None:
    wrong = {"TELEGRAM_BOT_TOKEN": "canary 1", "RELAIS_DATABASE_URL": "mysql://x:canary@db", **REHEARSAL}
    assert "canary" not in str(SettingsError(problems({**TWILIO, **wrong})))


def test_the_example_file_works_once_a_token_is_filled_in() -> None:
    assert Settings.load(TELEGRAM, EXAMPLE) == Settings.load(TELEGRAM)


def test_the_example_file_explains_every_setting() -> None:
    asked = set(
        re.findall(r"\b(?:RELAIS|TELEGRAM|TWILIO)_[A-Z_]+\b|\bPORT\b", (ROOT / "bot/settings.py").read_text("utf-8"))
    )
    explained = set(re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE))
    assert asked - {"TWILIO_"} == explained
