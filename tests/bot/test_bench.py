"""The benches measure what they say: small runs on whatever databases there are."""

from typing import Any

import pytest

from bot.bench.dispatch import FIGURES, dispatch
from bot.bench.inbound import inbound
from bot.bench.pace import CHAT_RATE, TELEGRAM_RATE, Course, pace
from bot.bench.senders import SMS, TELEGRAM

HERE = {
    "evenly": Course(SMS, 40, over=1.0),
    "telegram": Course(TELEGRAM, 40, rate=TELEGRAM_RATE, chat_rate=CHAT_RATE),
    "throttled": Course(TELEGRAM, 20, rate=TELEGRAM_RATE, chat_rate=CHAT_RATE, silence=1),
}


@pytest.fixture(scope="module")
def paced() -> dict[str, Any]:
    return pace(HERE, lambda _: None)


def test_everybody_is_sent_their_message_once_by_every_kind_of_sender() -> None:
    found = dispatch(100, 1, None, lambda _: None)
    for engine in ("sqlite", "postgresql"):
        assert set(found[engine]) == {*FIGURES, "telegram", "sms"}
        assert all(found[engine][figure] > 0 for figure in FIGURES)


def test_signed_webhooks_are_all_taken() -> None:
    found = inbound(100, 1, lambda _: None)
    assert {found[engine]["errors"] for engine in ("sqlite", "postgresql")} == {0}


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_lateness_is_counted_from_when_each_message_was_due(paced: dict[str, Any], engine: str) -> None:
    late = paced[engine]["evenly"]
    assert 0 < late["late_p50_s"] <= late["late_p99_s"] <= late["late_max_s"]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_no_second_is_fuller_than_telegram_allows(paced: dict[str, Any], engine: str) -> None:
    assert 1 <= paced[engine]["telegram"]["most_in_a_second"] <= 30
    assert paced[engine]["telegram"]["share_of_rate"] <= 1.02


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_silence_that_was_asked_for_is_kept(paced: dict[str, Any], engine: str) -> None:
    assert paced[engine]["throttled"]["silence_kept_s"] >= 1.0
