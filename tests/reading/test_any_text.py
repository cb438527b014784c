"""No text at all makes the reader stumble, invent or dawdle."""

from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.jsonl import understand_line
from bot.reading.reader import read

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
ASKED = st.sampled_from([None, "rsvp", "count", "rating", "choice", "name", "language", "testimony_consent", "silent"])
PIECES = "oui|non|stop|2|14h|4/5|avec|moi|et|mes|enfants|pas|?|!|ou|ok|la|هل|نعم|👍🏿|+|,|gel|5ans"
TEXTS = st.text(st.characters()) | st.lists(st.sampled_from(PIECES.split("|"))).map(" ".join)
STRANGE = {
    "nothing": "",
    "blanks and joiners": " \u200d\u200b\u00a0 ",
    "a NUL": "\x00",
    "half a character": "\ud800 oui \udfff",
    "stacked marks": "Z\u0351\u036b\u0343a\u0315\u031bl\u0362g\u0321o\u0301" * 50,
    "a right-to-left override": "\u202eiuo\u202c",
    "Tigrinya": "እወ ክመጽእ እየ",
    "Chinese": "好的，我们来",
    "a formula": '=HYPERLINK("http://invalid.example","oui")',
    "a tag": "<script>alert(1)</script>",
    "a template": "{{7*7}} %s%n",
    "SQL": "'; DELETE FROM signup; --",
    "a header": "\r\nX-Header: 1",
}


@settings(deadline=None, max_examples=300)
@given(TEXTS, ASKED, st.sampled_from([None, "fr", "ar", "tr", "zz"]))
def test_no_text_makes_it_raise_and_a_second_reading_is_the_same(
    text: str, asked: str | None, hint: str | None
) -> None:
    assert read(text, asked, hint, NOW) == read(text, asked, hint, NOW)


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=("L", "N"), exclude_characters="⭐★🌟")), ASKED)
def test_a_text_without_letters_or_figures_counts_nobody_and_scores_nothing(text: str, asked: str | None) -> None:
    assert not read(text, asked, "fr", NOW).fields.keys() & {"rating", "total", "adults", "children", "choice"}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_a_strange_text_is_no_answer(text: str) -> None:
    harmless = {"unclear", "yes"} if "oui" in text and "\ud800" in text else {"unclear", "question"}
    assert read(text, "rsvp", "fr", NOW).intent in harmless


@pytest.mark.parametrize("piece", ["oui non ", "a", "je viens pas stop il ", "é", "1 ", "👍", "? ", "لا", "x+"])
def test_ten_thousand_characters_are_read_at_once(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    read(text, "rsvp", "fr", NOW)
    started = process_time()
    read(text, "rsvp", "fr", NOW)
    assert process_time() - started < 0.2


def test_danger_is_found_at_the_end_of_a_long_text() -> None:
    assert read("la la " * 1500 + "il me frappe", "rsvp", "fr", NOW).intent == "urgent"


def test_a_line_without_context_is_read_all_the_same() -> None:
    assert understand_line({"id": "a1", "text": "merci"}) == {
        "id": "a1",
        "intent": "thanks",
        "also": [],
        "human": False,
        "why": ["thanks"],
    }
