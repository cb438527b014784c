"""The sound of a voice note: fetched in two calls, never larger than allowed, its address told to nobody."""

import json
import logging
from collections.abc import AsyncIterator

import pytest

from messages.channels.base import Sound, UnavailableError
from messages.channels.telegram import TelegramChannel
from messages.failures import BAD_MESSAGE, CREDENTIALS, NO_CONNECTION
from tests.channels.provider import BREAKS, Provider, telegram_error

TOKEN = "123456789:token"


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as ready:
        yield ready


@pytest.fixture
async def bot(provider: Provider) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, "hush-hush", provider.root)
    yield channel
    await channel.close()


def file(provider: Provider, path: object) -> None:
    """The next call names a file, the one after gives its bytes."""
    provider.answers(200, {"ok": True, "result": {"file_id": "f", "file_path": path}})


async def test_the_file_that_is_named_is_the_file_that_is_fetched(bot: TelegramChannel, provider: Provider) -> None:
    file(provider, "voice/file_7.oga")
    found = await bot.sound("f", 1000)
    assert [asked.path for asked in provider.asked] == [f"/bot{TOKEN}/getFile", f"/file/bot{TOKEN}/voice/file_7.oga"]
    assert found == provider.body.encode() if isinstance(provider.body, str) else provider.body


async def test_more_than_is_allowed_is_not_taken(bot: TelegramChannel, provider: Provider) -> None:
    file(provider, "voice/file_7.oga")
    with pytest.raises(UnavailableError) as refused:
        await bot.sound("f", 10)
    assert refused.value.failure is BAD_MESSAGE


@pytest.mark.parametrize("path", ["../../etc/passwd", "https://elsewhere.example/x", "/a b", "", None, 7])
async def test_an_odd_path_is_not_followed(bot: TelegramChannel, provider: Provider, path: object) -> None:
    file(provider, path)
    with pytest.raises(UnavailableError):
        await bot.sound("f", 1000)
    assert len(provider.asked) == 1


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (400, telegram_error("Bad Request: file is too big"), BAD_MESSAGE),
        (401, telegram_error("Unauthorized"), CREDENTIALS),
    ],
)
async def test_a_refusal_is_told_by_its_cause(
    bot: TelegramChannel, provider: Provider, status: int, body: object, failure: object
) -> None:
    provider.answers(status, body)
    with pytest.raises(UnavailableError) as refused:
        await bot.sound("f", 1000)
    assert refused.value.failure is failure


async def test_a_broken_line_says_nothing_of_the_token(
    bot: TelegramChannel, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.answers(BREAKS)
    with pytest.raises(UnavailableError) as refused:
        await bot._wire.download("voice/file_7.oga", 1000, 5)
    assert refused.value.failure is NO_CONNECTION
    assert refused.value.__suppress_context__
    assert "token" not in caplog.text
    assert TOKEN not in str(refused.value)


def test_a_voice_update_carries_what_is_needed_to_fetch_it() -> None:
    voice = {"file_id": "AwAC", "duration": 12, "mime_type": "audio/ogg", "file_size": 20_000}
    chat = {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}}
    update = {"update_id": 9, "message": {"message_id": 1, "date": 1, **chat, "voice": voice}}
    incoming = TelegramChannel(TOKEN).read(json.dumps(update).encode())
    assert (incoming.kind, incoming.sound) == ("media", Sound("AwAC", "audio/ogg", 12, 20_000))
    assert "AwAC" not in repr(incoming)


@pytest.mark.parametrize("odd", [{"file_id": 3}, {}, [], {"file_id": "a" * 600}, {"duration": -1}])
def test_an_odd_voice_is_only_something_to_look_at(odd: object) -> None:
    chat = {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}}
    update = {"update_id": 9, "message": {"message_id": 1, "date": 1, **chat, "voice": odd}}
    incoming = TelegramChannel(TOKEN).read(json.dumps(update).encode())
    assert (incoming.kind, incoming.sound) == ("media", None)
