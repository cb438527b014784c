"""Politeness changes nothing: it turns no no into a yes, and hides no stop."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.courtesies import core
from bot.reading.normalise import plain
from bot.reading.reader import read
from bot.reading.tokens import tokenise
from tests.reading.scoring import corpus

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
CORPORA = Path(__file__).parent / "corpora"
STOPS = [line for line in (CORPORA / "stops.txt").read_text("utf-8").splitlines() if line.strip()]
LINES = [line for path in sorted(CORPORA.glob("batch_*.jsonl")) for line in corpus(path)]
NOES = [
    line["text"]
    for line in LINES
    if line["expected"]["intent"] == "no" and line["context"]["ask"] == "rsvp" and line["language"] == "fr"
]
BEFORE = st.sampled_from(["", "bonjour", "Bonjour madame,", "bjr", "svp", "salam", "s'il vous plaît", "bonsoir Claire"])
AFTER = st.sampled_from(
    ["", "merci", "svp", "merci beaucoup", "Merci d'avance.", "stp", "bonne journée", "cordialement", "mrc", "merci !"]
)


def polite(before: str, text: str, after: list[str]) -> str:
    """The text with courtesies around it."""
    return " ".join([before, text, *after]).strip()


@settings(deadline=None, max_examples=400)
@given(BEFORE, st.sampled_from(NOES), st.lists(AFTER, max_size=2))
def test_polite_words_never_turn_a_no_into_a_yes(before: str, text: str, after: list[str]) -> None:
    alone = read(text, "rsvp", "fr", NOW).intent
    assert alone == "yes" or read(polite(before, text, after), "rsvp", "fr", NOW).intent != "yes"


@settings(deadline=None, max_examples=400)
@given(BEFORE, st.sampled_from(STOPS), st.lists(AFTER, max_size=2), st.sampled_from(["rsvp", "none", "rating"]))
def test_polite_words_never_turn_a_stop_into_nothing(before: str, text: str, after: list[str], asked: str) -> None:
    alone = read(text, asked, "fr", NOW).intent
    assert alone != "stop" or read(polite(before, text, after), asked, "fr", NOW).intent == "stop"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Bonjour madame, je ne viens pas merci beaucoup", "je ne viens pas"),
        ("s'il vous plaît arrêtez, merci d'avance. Bonne journée", "arretez"),
        ("السلام عليكم لا أستطيع شكرا", "لا استطيع"),
        ("merci de me retirer svp", "merci de me retirer"),
        ("merci beaucoup", "merci beaucoup"),
        ("bonjour", "bonjour"),
        ("salut c'est où ?", "c' est ou ?"),
    ],
)
def test_only_what_stands_around_the_reply_is_taken_off(text: str, rest: str) -> None:
    assert " ".join(token.text for token in core(tokenise(plain(text)), "fr")) == rest
