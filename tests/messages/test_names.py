"""Names as people type them, safe to put in a sentence."""

import pytest

from messages.contacts import plain_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Fatou\u202e", "Fatou"), (" Ma\nrie\r\n Eve ", "Ma rie Eve"), ("\u2067\u2069", ""), ("{name} %s", "{name} %s")],
)
def test_a_name_turns_nothing_around_it(typed: str, kept: str) -> None:
    assert plain_name(typed) == kept
