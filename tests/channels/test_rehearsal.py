"""The phones of the rehearsal: words, taps, and the link that opens a conversation."""

import json
from typing import Any

import pytest

from messages.channels.base import Incoming, UnreadableError
from messages.channels.rehearsal import RehearsalChannel


def read(**line: Any) -> Incoming:
    return RehearsalChannel("telegram").read(json.dumps(line).encode())


def test_a_tap_carries_the_data_of_its_button() -> None:
    heard = read(id="p-2", **{"from": "fatou"}, press="1:yes")
    assert (heard.kind, heard.press, heard.text) == ("press", "1:yes", "")


def test_a_link_opens_the_conversation_with_its_token() -> None:
    heard = read(id="p-3", **{"from": "fatou"}, text="/start abc")
    assert (heard.kind, heard.text) == ("start", "abc")


@pytest.mark.parametrize("line", [{}, {"id": "1", "from": "fatou"}, {"id": 1, "from": "fatou", "text": "oui"}])
def test_a_line_that_lacks_something_is_unreadable(line: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        read(**line)


@pytest.mark.parametrize("raw", [b"", b"[]", b"[" * 100_000])
def test_what_is_no_line_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        RehearsalChannel("sms").read(raw)
