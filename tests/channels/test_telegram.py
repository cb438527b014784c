"""Telegram in particular: refusals told by their cause, buttons, and asking for updates."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from messages.channels.base import Button, NotSent, Rejected, UnavailableError, Unknown
from messages.channels.telegram import UPDATES, TelegramChannel
from messages.failures import (
    BAD_MESSAGE,
    CHAT_GONE,
    DEACTIVATED,
    NO_OUTCOME,
    NOT_STARTED,
    SECOND_READER,
    THROTTLED,
    Failure,
)
from tests.channels.doors import outgoing
from tests.channels.provider import BREAKS, Provider, telegram_error

OUI, NON = Button("Oui", "1:yes"), Button("Non", "1:no")


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as ready:
        ready.answers(200, {"ok": True, "result": {"message_id": 7}})
        yield ready


@pytest.fixture
async def bot(provider: Provider) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel("123456789:token", "hush-hush", provider.root + "/")
    yield channel
    await channel.close()


def result(provider: Provider, value: object) -> None:
    provider.answers(200, {"ok": True, "result": value})


def markup(provider: Provider) -> Any:
    return json.loads(provider.asked[-1].fields["reply_markup"])


@pytest.mark.parametrize(
    ("status", "description", "failure"),
    [
        (403, "Forbidden: user is deactivated", DEACTIVATED),
        (403, "Forbidden: bot can't initiate conversation with a user", NOT_STARTED),
        (403, "Forbidden: bot was kicked from the group chat", CHAT_GONE),
        (400, "Bad Request: chat not found", CHAT_GONE),
        (400, "Bad Request: message is too long", BAD_MESSAGE),
    ],
)
async def test_each_refusal_is_told_by_its_cause(
    bot: TelegramChannel, provider: Provider, status: int, description: str, failure: Failure
) -> None:
    provider.answers(status, telegram_error(description))
    sent = await bot.send(outgoing("1001"), 5)
    assert isinstance(sent, Rejected)
    assert sent.failure is failure


async def test_a_group_that_moved_is_not_followed(bot: TelegramChannel, provider: Provider) -> None:
    provider.answers(400, telegram_error("Bad Request: group chat was upgraded", migrate_to_chat_id=-100123))
    assert await bot.send(outgoing("-55"), 5) == Rejected(CHAT_GONE, "ChatMigrated")


@pytest.mark.parametrize(
    ("given", "seconds"), [(30, 30), (1.5, 1.5), ("12", 12), ("soon", None), (None, None), ([], None)]
)
async def test_the_pause_telegram_asks_for_is_passed_on(
    bot: TelegramChannel, provider: Provider, given: object, seconds: float | None
) -> None:
    provider.answers(429, telegram_error("Too Many Requests", retry_after=given))
    assert await bot.send(outgoing("1001"), 5) == NotSent(THROTTLED, seconds)


@pytest.mark.parametrize("body", ["", "<html>", "[]", '{"parameters": 3}'])
async def test_a_pause_without_words_is_a_pause(bot: TelegramChannel, provider: Provider, body: str) -> None:
    provider.answers(429, body)
    assert await bot.send(outgoing("1001"), 5) == NotSent(THROTTLED, None)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_a_proxys_page_closes_nobodys_address(bot: TelegramChannel, provider: Provider, status: int) -> None:
    provider.answers(status, "<html>blocked by the user</html>")
    assert await bot.send(outgoing("1001"), 5) == Unknown(NO_OUTCOME)


async def test_an_address_that_is_no_chat_is_not_tried(bot: TelegramChannel, provider: Provider) -> None:
    assert await bot.send(outgoing("+33639980011"), 5) == Rejected(CHAT_GONE)
    assert provider.asked == []


async def test_a_text_goes_out_as_it_is(bot: TelegramChannel, provider: Provider) -> None:
    await bot.send(outgoing("1001", text="<b>14h</b> *salle* {{7*7}}\ud800"), 5)
    fields = provider.asked[-1].fields
    assert fields["text"] == "<b>14h</b> *salle* {{7*7}}\ufffd"
    assert "parse_mode" not in fields
    assert "reply_markup" not in fields


async def test_short_answers_stand_side_by_side(bot: TelegramChannel, provider: Provider) -> None:
    await bot.send(outgoing("1001", buttons=(OUI, NON)), 5)
    assert markup(provider) == {
        "inline_keyboard": [[{"text": "Oui", "callback_data": "1:yes"}, {"text": "Non", "callback_data": "1:no"}]]
    }


async def test_long_answers_stand_below_each_other(bot: TelegramChannel, provider: Provider) -> None:
    await bot.send(outgoing("1001", buttons=(Button("Oui, je viens avec les enfants", "1:yes"), NON)), 5)
    assert [len(row) for row in markup(provider)["inline_keyboard"]] == [1, 1]


async def test_her_number_is_asked_for_with_a_key_and_may_be_kept(bot: TelegramChannel, provider: Provider) -> None:
    keys = (Button("Partager mon numéro", "share"), Button("Non merci", "no"))
    await bot.send(outgoing("1001", buttons=keys, keyboard="ask_contact"), 5)
    (share,), (keep,) = markup(provider)["keyboard"]
    assert share == {"text": "Partager mon numéro", "request_contact": True}
    assert keep == {"text": "Non merci"}


@pytest.mark.parametrize("data", ["", "é" * 33])
def test_the_data_of_a_button_fits_what_telegram_carries(data: str) -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        Button("Oui", data)


async def test_updates_are_handed_over_raw_and_only_those_we_read(bot: TelegramChannel, provider: Provider) -> None:
    result(provider, [{"update_id": 8, "odd": 10**18}, {"update_id": 9}])
    updates = await bot.poll(8, 0)
    assert [bot.read(raw).provider_id for raw in updates] == ["8", "9"]
    asked = provider.asked[-1].fields
    assert (asked["offset"], asked["timeout"], json.loads(asked["allowed_updates"])) == ("8", "0", UPDATES)


async def test_a_second_reader_stops_the_asking(bot: TelegramChannel, provider: Provider) -> None:
    provider.answers(409, telegram_error("Conflict: terminated by other getUpdates request"))
    with pytest.raises(UnavailableError) as stopped:
        await bot.poll(None, 0)
    assert stopped.value.failure is SECOND_READER
    assert stopped.value.failure.stops_channel


async def test_a_pause_while_asking_says_how_long(bot: TelegramChannel, provider: Provider) -> None:
    provider.answers(429, telegram_error("Too Many Requests", retry_after=3))
    with pytest.raises(UnavailableError) as paused:
        await bot.poll(None, 0)
    assert paused.value.retry_after == 3


@pytest.mark.parametrize("answer", [True, "later", {"a": 1}])
async def test_an_answer_that_is_no_list_of_updates_is_not_one(
    bot: TelegramChannel, provider: Provider, answer: object
) -> None:
    result(provider, answer)
    with pytest.raises(UnavailableError):
        await bot.poll(None, 0)


async def test_a_press_answered_too_late_harms_nobody(bot: TelegramChannel, provider: Provider) -> None:
    provider.answers(400, telegram_error("Bad Request: query is too old"))
    assert not await bot.answer_press("77")
    result(provider, True)
    assert await bot.answer_press("77")


async def test_the_bot_knows_its_name_and_leaves_commands_for_others(bot: TelegramChannel, provider: Provider) -> None:
    result(provider, {"id": 1, "is_bot": True, "username": "RelaisBot"})
    assert await bot.me() == "RelaisBot"
    message = {"message_id": 1, "chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "text": "/start@OtherBot"}
    assert bot.read(json.dumps({"update_id": 1, "message": message}).encode()).kind == "text"
    result(provider, {"id": 1})
    with pytest.raises(UnavailableError):
        await bot.me()


async def test_a_webhook_is_set_with_its_secret_and_nothing_that_waits_is_dropped(
    bot: TelegramChannel, provider: Provider
) -> None:
    result(provider, True)
    await bot.set_webhook("https://relais.example.org/webhooks/telegram", "hush-hush")
    await bot.delete_webhook()
    assert provider.asked[0].fields["secret_token"] == "hush-hush"
    assert not any("drop_pending_updates" in asked.fields for asked in provider.asked)


@pytest.mark.parametrize(
    ("header", "genuine"), [("hush-hush", True), ("hush-hus", False), ("", False), (None, False), ("é\ud800", False)]
)
def test_only_our_secret_opens_the_webhook(bot: TelegramChannel, header: str | None, genuine: bool) -> None:
    assert bot.genuine(header) is genuine


def test_without_a_secret_no_webhook_is_genuine(provider: Provider) -> None:
    assert not TelegramChannel("1:token").genuine("")


async def test_no_log_quotes_an_answer_or_an_address(
    bot: TelegramChannel, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    for status, body in [(200, "not JSON, Fatou 1001"), (403, "<p>1001"), (BREAKS, "")]:
        provider.answers(status, body)
        await bot.send(outgoing("1001"), 5)
    assert caplog.text == ""
