"""What every channel promises, whoever stands behind it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from messages.channels.base import Accepted, Channel, Incoming, NotSent, Rejected, Unknown, UnreadableError
from messages.channels.rehearsal import RehearsalChannel
from messages.channels.sms import SmsChannel
from messages.channels.telegram import TelegramChannel
from messages.failures import BLOCKED, CREDENTIALS, NO_CONNECTION, NO_OUTCOME, THROTTLED
from tests.channels.doors import DOORS, SMS, Door, opened, outgoing
from tests.channels.provider import BREAKS, HANGS

SECONDS = 5
PROVIDERS = ["telegram", "sms"]


@pytest.fixture(params=DOORS)
async def door(request: pytest.FixtureRequest) -> AsyncIterator[Door]:
    async with opened(request.param) as ready:
        yield ready


@pytest.fixture(params=PROVIDERS)
async def wired(request: pytest.FixtureRequest) -> AsyncIterator[Door]:
    async with opened(request.param) as ready:
        yield ready


async def outcome(door: Door, case: str) -> object:
    assert door.provider is not None
    door.provider.answers(*door.cases[case])
    return await door.channel.send(outgoing(door.address), SECONDS)


async def test_a_message_that_is_taken_has_a_name_there(door: Door) -> None:
    if door.provider:
        door.provider.answers(*door.cases["accepted"])
    sent = await door.channel.send(outgoing(door.address), SECONDS)
    assert isinstance(sent, Accepted)
    assert sent.provider_id


async def test_a_reply_is_read_as_it_was_written(door: Door) -> None:
    heard = door.channel.read(door.said)
    assert (heard.kind, heard.text, heard.medium) == ("text", "oui", door.channel.medium)
    assert heard.address == door.address
    assert heard.private
    assert heard.provider_id


async def test_closing_twice_harms_nothing(door: Door) -> None:
    await door.channel.close()
    await door.channel.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300) | st.text(alphabet='{}[]":,a0&=%e', max_size=60).map(str.encode))
def test_whatever_arrives_is_read_or_refused_and_nothing_else(door: Door, raw: bytes) -> None:
    with suppress(UnreadableError):
        assert isinstance(door.channel.read(raw), Incoming)


@pytest.mark.parametrize("channel", [RehearsalChannel("sms", {"fatou"}), RehearsalChannel("telegram", {"fatou"})])
async def test_a_rehearsal_phone_can_refuse_as_a_real_one_does(channel: Channel) -> None:
    assert await channel.send(outgoing("fatou"), SECONDS) == Rejected(BLOCKED, "rehearsal")


async def test_a_family_that_has_closed_the_door_is_not_written_to_again(wired: Door) -> None:
    sent = await outcome(wired, "gone")
    assert isinstance(sent, Rejected)
    assert sent.failure.closes
    assert sent.code


async def test_a_busy_provider_has_not_sent_it(wired: Door) -> None:
    sent = await outcome(wired, "throttled")
    assert isinstance(sent, NotSent)
    assert sent.failure is THROTTLED


async def test_our_own_mistake_raises_an_alarm_and_closes_nobodys_address(wired: Door) -> None:
    sent = await outcome(wired, "our mistake")
    assert isinstance(sent, Rejected)
    assert sent.failure.alarm
    assert sent.failure.closes is None


async def test_refused_credentials_stop_the_channel_and_let_the_message_wait(wired: Door) -> None:
    assert await outcome(wired, "credentials") == NotSent(CREDENTIALS)


async def test_an_answer_that_names_no_message_leaves_doubt(wired: Door) -> None:
    assert await outcome(wired, "nothing named") == Unknown(NO_OUTCOME)


@pytest.mark.parametrize("status", [200, 201, 302, 400, 404, 409, 500, 502, 503])
@pytest.mark.parametrize("body", ["", "<html>portal</html>", "[]", "null", "{", '{"ok": false}', b"\xff\x00", "7"])
async def test_an_answer_that_is_not_the_providers_leaves_doubt(wired: Door, status: int, body: str | bytes) -> None:
    assert wired.provider is not None
    wired.provider.answers(status, body)
    sent = await wired.channel.send(outgoing(wired.address), SECONDS)
    assert sent == Unknown(NO_OUTCOME)
    assert len(wired.provider.asked) == 1


async def test_a_connection_that_breaks_leaves_doubt(wired: Door) -> None:
    assert wired.provider is not None
    wired.provider.answers(BREAKS)
    assert await wired.channel.send(outgoing(wired.address), SECONDS) == Unknown(NO_OUTCOME)
    assert len(wired.provider.asked) == 1


async def test_a_provider_that_says_nothing_is_not_waited_for(wired: Door) -> None:
    assert wired.provider is not None
    wired.provider.answers(HANGS)
    async with asyncio.timeout(SECONDS):
        assert await wired.channel.send(outgoing(wired.address), 0.05) == Unknown(NO_OUTCOME)


@pytest.mark.parametrize("name", PROVIDERS)
async def test_where_nobody_listens_nothing_was_sent(name: str) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        root = f"http://127.0.0.1:{closed.getsockname()[1]}"
    channel = TelegramChannel("1:token", root=root) if name == "telegram" else SmsChannel(replace(SMS, api_url=root))
    assert await channel.send(outgoing("+33639980011" if name == "sms" else "1001"), SECONDS) == NotSent(NO_CONNECTION)
    await channel.close()
