"""Text from anybody, safe in a database and on a terminal."""

import pytest

from messages.channels.base import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b]0;titre\x07oui", "]0;titreoui"),
        ("oui\x1b[2J", "oui[2J"),
        ("\x9b31moui\x7f\x00", "31moui"),
        ("oui\r\nnon\rpeut-être\tmardi", "oui\nnon\npeut-être\tmardi"),
        ("\ud83d oui", "\ufffd oui"),
        ("\ud83d\udc4d", "👍"),
        ("نعم\u200f 👨\u200d👩\u200d👧", "نعم\u200f 👨\u200d👩\u200d👧"),
    ],
)
def test_only_signs_that_can_be_read_stay(typed: str, kept: str) -> None:
    assert clean(typed) == kept
