"""What was once read well stays so: floors under every corpus, a little below what `make reading` shows."""

from functools import cache

import pytest

from tests.reading.report import batches, mistaken, obeyed
from tests.reading.scoring import Score

FLOORS = {
    "batch_01": 117, "batch_02": 114, "batch_03": 115, "batch_04": 113, "batch_05": 112, "batch_06": 116,
    "batch_07": 112, "batch_08": 114, "batch_09": 112, "batch_10": 114, "batch_11": 108, "batch_12": 112,
    "batch_13": 114, "batch_14": 112, "batch_15": 114, "batch_16": 109, "batch_17": 114, "batch_18": 114,
    "batch_19": 115, "batch_20": 111, "batch_21": 115, "batch_22": 112, "batch_23": 112, "batch_24": 111,
    "batch_25": 110, "batch_26": 108, "batch_27": 117,
}  # fmt: skip


@cache
def scores() -> dict[str, Score]:
    """Every batch, read once."""
    return dict(batches())


@pytest.mark.parametrize("batch", sorted(FLOORS))
def test_a_batch_is_read_as_well_as_before(batch: str) -> None:
    assert scores()[batch].right >= FLOORS[batch]


def test_hardly_any_reading_does_harm() -> None:
    assert sum(score.count("harm") for score in scores().values()) <= 6


def test_no_text_that_a_person_must_see_is_withheld_but_a_few() -> None:
    assert sum(score.count("withheld") for score in scores().values()) <= 5


def test_details_are_right_in_nine_readings_of_ten() -> None:
    right = sum(score.right for score in scores().values())
    assert sum(score.right * score.fields_right for score in scores().values()) / right >= 0.93


def test_opt_outs_are_obeyed() -> None:
    assert obeyed("stops.txt", "stop")[0] >= 296


def test_ordinary_sentences_are_no_opt_outs() -> None:
    assert mistaken("ordinary.txt", "stop")[0] <= 2


def test_dangers_are_seen() -> None:
    assert obeyed("dangers.txt", "urgent")[0] >= 193


def test_idioms_are_no_danger() -> None:
    assert mistaken("idioms.txt", "urgent")[0] <= 25
