"""The learned ear: taught by the examples that lie beside it, the same every time, and sure of the plain things."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.danger import worrying
from bot.reading.learned.ear import ear
from bot.reading.learned.examples import digest, examples
from bot.reading.learned.features import features
from bot.reading.learned.lanes import Narrow
from bot.reading.learned.meanings import TASKS
from bot.reading.normalise import plain
from bot.reading.tokens import tokenise

ROWS = st.lists(st.lists(st.integers(-128, 127), min_size=5, max_size=5), max_size=600)


def likely(text: str, asked: str = "rsvp") -> dict[str, float]:
    """How likely each intent is."""
    return dict(ear().hear(features(tokenise(plain(text)), asked, "fr"))["intent"])


def test_the_weights_were_taught_by_these_examples() -> None:
    assert ear().about["examples"] == digest(), "the examples have changed: make lessons"


def test_every_example_is_well_formed() -> None:
    known = list(examples())
    assert len(known) > 20_000
    assert {one.intent for one in known} == set(TASKS["intent"])


def test_no_real_number_is_among_the_examples() -> None:
    digits = ("".join(filter(str.isdigit, one.text)) for one in examples())
    assert not [d for d in digits if d.startswith(("06", "07")) and len(d) == 10 and not d.startswith("063998")]


@given(ROWS)
def test_rows_are_added_up_exactly(rows: list[list[int]]) -> None:
    whole = [int.from_bytes(bytes(number + 128 for number in row), "little") for row in rows]
    lanes = Narrow(5, 128)
    parts = [lanes.sum(whole[start : start + 100]) for start in range(0, len(whole), 100)]
    assert lanes.added(parts) == ([sum(column) for column in zip(*rows, strict=True)] or [0] * 5)


@pytest.mark.parametrize(("text", "intent"), [("je viens avec plaisir", "yes"), ("desole je peux pas", "no")])
def test_plain_answers_are_heard(text: str, intent: str) -> None:
    assert likely(text)[intent] > 0.9


def test_the_same_word_means_something_else_after_another_question() -> None:
    assert likely("ok", "rsvp")["yes"] > likely("ok", "announce")["yes"]


def test_a_cry_is_heard_whatever_was_asked() -> None:
    shown = [features(tokenise("il ma frappe aidez moi"), asked, "fr") for asked in ("rsvp", "rating", "none")]
    chances = {ear().hear(one)["alarm"]["urgent"] for one in shown}
    assert len(chances) == 1
    assert chances.pop() > 0.9


@pytest.mark.parametrize("chance", [0.3, 0.45])
def test_what_may_be_a_danger_is_seen_by_a_person(chance: float) -> None:
    assert worrying([], {"alarm": {"urgent": chance}})
    assert not worrying([], {"alarm": {"urgent": 0.01}})


def test_the_weights_are_small_enough_to_keep() -> None:
    assert (Path(__file__).parents[2] / "bot/reading/learned/weights.bin").stat().st_size < 9_000_000
