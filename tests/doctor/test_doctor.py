"""The doctor says how things stand and what to do, changes nothing, and never breaks."""

import asyncio
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.doctor.examination import examine
from bot.doctor.findings import Finding
from bot.migrations import upgrade
from tests.channels.provider import HANGS, Provider, sms_error, telegram_error

SID = "AC" + "0" * 32
REHEARSED = {"RELAIS_REHEARSAL": "1", "TWILIO_API_URL": "http://127.0.0.1:9"}
TWILIO = {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": "secret", "TWILIO_FROM": "+33939980000"}


def facts(found: list[Finding], level: str = "") -> str:
    return "\n".join(f"{one.fact} → {one.remedy}" for one in found if level in ("", one.level))


def look(tmp_path: Path, **environ: str) -> list[Finding]:
    return examine({"RELAIS_DATA": str(tmp_path), **environ}, tmp_path / ".env")


def test_with_nothing_set_up_it_says_what_is_missing_and_makes_no_file(tmp_path: Path) -> None:
    told = facts(look(tmp_path), "problem")
    assert "Il manque un moyen d'écrire" in told
    assert "relais migrate" in told
    assert os.listdir(tmp_path) == []


def test_wrong_settings_do_not_keep_the_rest_from_being_looked_at(tmp_path: Path) -> None:
    found = look(tmp_path, TWILIO_FROM="+33939980000")
    assert "TWILIO_ACCOUNT_SID" in facts(found, "problem")
    found = look(tmp_path, RELAIS_SMS_RATE="mille", RELAIS_TIMEZONE="Europe/Lille")
    assert "Corrigez d'abord" in facts(found)


def test_every_line_that_is_not_well_has_a_remedy(tmp_path: Path) -> None:
    found = look(tmp_path, **TWILIO, RELAIS_SMS_TWO_WAY="0", **REHEARSED)
    assert [one for one in found if one.level != "ok" and not one.remedy] == []


def test_nobody_to_tell_of_a_danger_is_said_until_somebody_is_named(tmp_path: Path) -> None:
    assert "RELAIS_STAND_IN_NAME" in facts(look(tmp_path, RELAIS_REHEARSAL="1"), "attention")
    named = {"RELAIS_STAND_IN_NAME": "Nadège", "RELAIS_STAND_IN_PHONE": "0639989701"}
    found = look(tmp_path, RELAIS_REHEARSAL="1", **named, RELAIS_EDUCATOR_PHONE="0639989700")
    assert "va aussi à Nadège" in facts(found, "ok")
    assert "prend le relais" not in facts(found)


def test_a_database_of_yesterday_is_named_and_left_alone(database_url: str, tmp_path: Path) -> None:
    found = look(tmp_path, RELAIS_DATABASE_URL=database_url)
    assert "Les tables sont celles de cette version" in facts(found, "ok")
    assert "Aucun message sortant" in facts(found, "attention")
    assert "relais login" in facts(found, "problem")


def test_a_database_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    told = facts(look(tmp_path, RELAIS_DATABASE_URL="postgresql://claire:hush@127.0.0.1:1/relais"))
    assert "PostgreSQL ne répond pas" in told
    assert "hush" not in told


def test_a_schema_from_before_asks_for_migrate(tmp_path: Path) -> None:
    (tmp_path / "relais.sqlite").touch()
    assert "relais migrate" in facts(look(tmp_path), "problem")
    upgrade(f"sqlite:///{tmp_path / 'relais.sqlite'}")
    assert "relais migrate" not in facts(look(tmp_path))


@pytest.mark.parametrize(
    ("sender", "level", "said"),
    [
        ("+33612345678", "problem", "06 ou 07"),
        ("+33937000000", "ok", "09 37"),
        ("38123", "ok", "numéro court"),
        ("ATOUTPARENT", "ok", "un nom"),
        ("+33320000000", "problem", "pas fait pour"),
        ("+15005550006", "attention", "étranger"),
    ],
)
def test_the_sender_is_held_against_the_rules_of_france(tmp_path: Path, sender: str, level: str, said: str) -> None:
    found = look(tmp_path, **TWILIO | {"TWILIO_FROM": sender}, RELAIS_SMS_TWO_WAY="0", **REHEARSED)
    assert said in facts([one for one in found if one.subject == "SMS en France"], level)


def test_one_way_it_says_what_is_lost(tmp_path: Path) -> None:
    told = facts(look(tmp_path, **TWILIO, RELAIS_SMS_TWO_WAY="0", **REHEARSED))
    assert "ni STOP" in told
    assert "RELAIS_CALL_NUMBER" in told


async def rehearsed(provider: Provider, tmp_path: Path, **environ: str) -> list[Finding]:
    roots = {"TELEGRAM_API_URL": provider.root, "TWILIO_API_URL": provider.root, "TELEGRAM_BOT_TOKEN": "1:token"}
    return await asyncio.to_thread(look, tmp_path, RELAIS_REHEARSAL="1", **roots, **TWILIO, **environ)


async def test_providers_that_know_us_are_well(tmp_path: Path) -> None:
    async with Provider() as provider:
        number = {"sid": "PN1", "sms_url": "https://relais.example.org/webhooks/sms#rc=5", "voice_url": ""}
        answer = {"username": "relais_bot", "url": "", "pending_update_count": 2}
        provider.answers(200, {"ok": True, "result": answer, "balance": "42.5", "currency": "EUR"})
        provider.places["/IncomingPhoneNumbers.json"] = {"incoming_phone_numbers": [number]}
        found = await rehearsed(provider, tmp_path, RELAIS_PUBLIC_URL="https://relais.example.org")
    told = facts(found)
    assert "Le bot @relais_bot répond" in told
    assert "Il reste 42,50 EUR" in told
    assert "2 message(s) attendent" in told
    assert "Les SMS des familles arrivent à la bonne adresse" in told
    assert "/webhooks/voice" in told


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, telegram_error("Unauthorized") | sms_error(20003)),
        (404, "<html>"),
        (200, "<html>"),
        (500, ""),
        (200, "[]"),
    ],
)
async def test_providers_that_refuse_or_talk_nonsense_are_said_to(tmp_path: Path, status: int, body: object) -> None:
    async with Provider() as provider:
        provider.answers(status, body)
        found = await rehearsed(provider, tmp_path)
    assert {one.subject for one in found if one.level == "problem"} >= {"Telegram", "Twilio"}
    assert "secret" not in facts(found)


async def test_a_provider_that_never_answers_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.providers.SECONDS", 0.05)
    async with Provider() as provider:
        provider.answers(HANGS)
        found = await rehearsed(provider, tmp_path)
    assert "ne répond pas comme attendu" in facts(found, "problem")


def test_the_command_ends_with_one_when_something_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["doctor"])
    assert told.exit_code == 1
    assert "problème" in told.output
    assert CliRunner().invoke(app, ["doctor", "--json"]).output.startswith("[")
