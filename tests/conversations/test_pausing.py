"""PAUSE rests until a day, is undone by START, and is never taken for STOP."""

from datetime import UTC, datetime

import pytest

from messages.consents import Hold
from messages.programme import PARIS
from tests.conversations.village import Village


def until(village: Village) -> list[str]:
    held = [hold for hold in village.all(Hold) if hold.lifted_at is None]
    return [f"{(hold.until or datetime.max.replace(tzinfo=UTC)).astimezone(PARIS):%Y-%m-%d %H:%M}" for hold in held]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("PAUSE", "2026-11-05 00:00"),
        ("pause svp", "2026-11-05 00:00"),
        ("Pause jusqu'au 15 novembre", "2026-11-16 00:00"),
        ("pause 2 semaines", "2026-10-20 00:00"),
        ("pause un mois merci", "2026-11-05 00:00"),
        ("pause 2 weeks", "2026-10-20 00:00"),
        ("pause jusqu'a lundi", "2026-10-13 00:00"),
    ],
)
def test_a_pause_lasts_through_the_day_she_names(village: Village, text: str, end: str) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says(text) == ["paused"]
    assert until(village) == [end]


@pytest.mark.parametrize("text", ["pause jusqu'en 2087", "pause jusqu'aux vacances", "pause 900 jours"])
def test_a_pause_that_cannot_be_right_is_seen_by_a_person(village: Village, text: str) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says(text) == ["handed-over"]
    assert until(village) == []


@pytest.mark.parametrize(
    "text", ["on a fait une pause déjeuner très sympa avec les enfants merci à vous", "y a une pause ?"]
)
def test_the_word_in_a_sentence_pauses_nothing(village: Village, text: str) -> None:
    fatou = village.parent("Fatou")
    fatou.says(text)
    assert until(village) == []


def test_start_comes_back_before_the_day(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("pause")
    assert fatou.says("reprendre") == ["started"]
    assert until(village) == []


def test_a_second_pause_replaces_the_first(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("pause")
    fatou.says("pause 2 semaines")
    assert until(village) == ["2026-10-20 00:00"]


def test_a_yes_during_a_pause_is_still_recorded(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("pause")
    assert fatou.says("oui je viens le 20") == ["confirmed/yes"]


def test_nobody_is_paused_on_a_shared_phone_by_who_knows_whom(village: Village) -> None:
    awa = village.parent("Awa")
    village.joins(awa, "Ousmane")
    assert awa.says("pause") == ["handed-over"]
    assert until(village) == []
