"""Danger: neutral answer, urgent item, pause, whoever writes."""

import pytest

from messages.consents import Hold
from messages.inbox import InboxItem
from tests.conversations.village import Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


WORDS = "il m'a encore frappée j'ai peur qu'il revienne ce soir"


def test_one_neutral_answer_one_urgent_item_and_everything_paused(village: Village) -> None:
    fatou = village.parent("Fatou", "F12")
    village.invite(village.announce(), fatou)
    assert fatou.says(WORDS) == ["danger"]
    item = village.all(InboxItem)[0]
    assert (item.kind, item.urgent) == ("danger", True)
    assert [hold.reason for hold in village.all(Hold)] == ["danger"]


def test_every_cry_is_an_item_and_the_pause_is_one(village: Village) -> None:
    fatou = village.parent("Fatou", "F12")
    fatou.says(WORDS)
    fatou.says(WORDS)
    assert [item.kind for item in village.all(InboxItem)] == ["danger", "danger"]
    assert len(village.all(Hold)) == 1


def test_a_stranger_in_danger_is_answered_too(village: Village) -> None:
    stranger = village.stranger()
    assert stranger.says(WORDS) == ["danger"]
    assert village.all(InboxItem)[0].urgent
    assert village.last_received().text == WORDS


def test_a_watched_phone_reads_two_words(village: Village) -> None:
    fatou = village.parent("Fatou", discreet=True)
    fatou.says(WORDS)
    assert fatou.texts == ("Bien recu.",)


def test_danger_in_an_edited_text_is_not_missed(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    assert fatou.sends("edited", text=WORDS) == ["danger"]


def test_a_yes_in_a_cry_is_not_recorded(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says(f"oui je viens {WORDS}")
    assert village.said(fatou) is None
