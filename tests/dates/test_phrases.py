"""Over two hundred phrases as educators type, dictate or text them, each with the moment it means."""

import json
from pathlib import Path

import pytest

from bot.reading.dates.when import when_line

LINES = [json.loads(line) for line in Path(__file__).with_name("phrases.jsonl").read_text("utf-8").splitlines()]
# Where two readings stand, either may come first so long as the question is asked.
EITHER_FIRST = ("start", "date", "first")
JUDGED_APART = ("kind", "alternatives", "confirm", "candidates")


@pytest.mark.parametrize("line", LINES, ids=[f"{line['id']} {line['text']}" for line in LINES])
def test_a_phrase_means_its_moment(line: dict[str, object]) -> None:
    expected, found = line["expected"], when_line(line)
    assert isinstance(expected, dict)
    assert found["kind"] == expected["kind"]
    assert set(found.get("candidates") or ()) == set(expected.get("candidates", ()))
    assert found.get("confirm") or not expected.get("confirm")
    for name in expected.keys() - set(JUDGED_APART):
        readings = [expected[name]]
        if name in EITHER_FIRST and expected.get("confirm"):
            readings += expected.get("alternatives", [])
        assert found.get(name) in readings


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_a_phrase_with_one_reading_is_not_asked_about(line: dict[str, object]) -> None:
    expected = line["expected"]
    assert isinstance(expected, dict)
    assert not when_line(line).get("confirm") or expected.get("confirm")
