"""What families write, in their spelling, and what it means."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.reading.reader import read

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
REPLIES = [json.loads(line) for line in (Path(__file__).parent / "replies.jsonl").read_text("utf-8").splitlines()]
ABOUT = {"text", "asked", "language", "intent", "accept", "must_not", "absent", "also", "human"}


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: f"{reply['asked']}: {reply['text'] or 'nothing'}")
def test_a_reply_is_understood(reply: dict[str, Any]) -> None:
    reading = read(reply["text"], reply["asked"], reply["language"], NOW)
    assert reading.intent in [reply["intent"], *reply.get("accept", ())], reading
    assert reading.fields | {key: value for key, value in reply.items() if key not in ABOUT} == reading.fields
    assert not reading.fields.keys() & set(reply.get("absent", ()))
    assert set(reply.get("also", ())) <= set(reading.also)
    assert reading.human >= reply.get("human", False)
