"""Whatever is written, at any moment: an effect, an answer, or a person reads it; and nothing is invented."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from messages.channels.base import clean
from messages.contacts import Contact
from scheduler.signups import SignUp
from tests.conversations.village import Phone, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PIECES = [
    "oui", "non", "ok", "merci", "2", "5", "0", "-1", "99", "peut etre", "c ou", "?", "stop", "bus", "mardi", "jeudi",
    "on vient a", "enfants", "moi", "finalement", "أنا", "نعم", "evet", "😀", "\u200f", "jpe pas", "bla", "PARENT",
    "les deux",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join), st.text(max_size=60).map(clean)
)
LEFT_ALONE = {"thanks", "ack", "stop", "yes"}


def between(village: Village) -> list[Phone]:
    """A stranger, a parent with nothing open, one with an invitation, one who is asked how many."""
    idle, asked, counting = (village.parent(name) for name in ("Fatou", "Omar", "Zeynep"))
    outing = village.announce(children=True)
    village.invite(outing, asked, counting)
    counting.says("oui")
    return [village.stranger(f"+33639985{next(village.numbers):03d}"), idle, asked, counting]


def written_down(village: Village) -> object:
    """What waits for a person, who comes, and what people are called."""
    answers = [(row.id, row.answer) for row in village.all(SignUp)]
    return len(village.items()), answers, [(row.id, row.name) for row in village.all(Contact)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_everything_written_has_an_effect_an_answer_or_a_reader(village: Village, texts: list[str]) -> None:
    for phone in between(village):
        for text in texts:
            before = written_down(village)
            answers = phone.says(text)
            assert answers or before != written_down(village) or village.last_received().intent in LEFT_ALONE


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200d", "x" * 10_000, "{{7*7}}", "%s%n", "'; DROP TABLE", "\r\nX-Header: a"]
)
def test_odd_texts_record_nothing(village: Village, text: str) -> None:
    for phone in between(village)[:3]:
        phone.says(text)
    assert [row.answer for row in village.all(SignUp)] == ["yes"]
