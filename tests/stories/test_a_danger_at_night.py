"""Eleven at night, Telegram is down, and a mother writes that she is afraid."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from messages.channels.rehearsal import RehearsalChannel
from tests.stage import Stage, announce, only, stage

CRY = "il ma encore frappé jai peur kil revien"


@pytest.fixture
async def night(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Claire with Telegram and a phone of her own, Nadège who stands in."""
    team = {"RELAIS_EDUCATOR_PHONE": "0639989700", "RELAIS_STAND_IN_NAME": "Nadège"}
    async with stage(database_url, tmp_path, **team, RELAIS_STAND_IN_PHONE="0639989701") as set_up:
        yield set_up


def outage(scene: Stage) -> None:
    """Telegram cannot be reached any more."""
    telegram = scene.relais.channels["rehearsal-telegram"]
    assert isinstance(telegram, RehearsalChannel)
    telegram.down = True


async def test_the_alert_finds_another_way_and_another_person(night: Stage) -> None:
    fatou = night.phone("Fatou")
    claire, nadege = night.at_number("+33639989700"), night.at_number("+33639989701")
    await announce(night, "groupe samedi 7 novembre 14h")
    await night.to("2026-10-07 23:00")
    outage(night)
    assert "112" in only(await fatou.says(CRY))
    await night.to("2026-10-07 23:02")
    assert [text for text in claire.news() if "Fatou" in text]
    await night.to("2026-10-07 23:09")
    assert nadege.news() == []
    await night.to("2026-10-07 23:11")
    assert "LIRE" in only(nadege.news())


async def test_one_word_takes_charge_and_the_others_are_told(night: Stage) -> None:
    fatou, nadege = night.phone("Fatou"), night.at_number("+33639989701")
    await night.to("2026-10-07 23:00")
    await fatou.says(CRY)
    await night.to("2026-10-07 23:11")
    assert CRY in only(await nadege.says("LIRE"))
    assert "vous vous occupez de F1 Fatou" in only(await nadege.says("oui"))
    assert "Nadège s'occupe du message de F1 Fatou." in night.claire.news()
    await night.to("2026-10-08 08:00")
    assert nadege.news() + night.claire.news() == []


async def test_nothing_automatic_reaches_her_until_a_person_opens_it_again(night: Stage) -> None:
    fatou = night.phone("Fatou")
    await fatou.says(CRY)
    await announce(night, "groupe mardi 13 octobre 14h")
    assert fatou.came("mardi 13 octobre") == []
    await night.claire.says("/boite")
    await night.claire.presses("Rouvrir les messages")
    await announce(night, "groupe jeudi 15 octobre 14h")
    assert len(fatou.came("jeudi 15 octobre")) == 1
