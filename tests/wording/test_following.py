"""A change that holds for the following dates of a series says so, in one short line, in every language."""

import pytest

from messages.catalogue import WORDING
from messages.phrases import Phrases
from tests.wording.cast import LANGUAGES, said

KINDS = ("change", "cancellation", "cancellation/again")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("discreet", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_the_following_dates_are_spoken_of_only_where_they_change_too(kind: str, discreet: bool, language: str) -> None:
    line = Phrases(WORDING / f"{language}.po").find(["part/following_line"])
    assert line is not None
    for medium in ("sms", "telegram"):
        assert line in said(kind, language, medium, discreet, following=True).text
        assert line not in said(kind, language, medium, discreet, following=False).text
