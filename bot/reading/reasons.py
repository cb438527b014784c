"""Why somebody does not come, as the phrases of the lexicons say it, or the words alone where there are no phrases."""

from bot.reading.heard import Heard
from bot.reading.hours import says
from bot.reading.vocabulary import HOME

_BY_WORDS = (
    ("child_ill", ("child", "ill")),
    ("work", ("work",)),
    ("transport", ("car",)),
    ("transport", ("bus",)),
    ("transport", ("far",)),
)
"""A reason, and the senses of words that stand for it when all are there, the surest first."""


def reason_said(heard: Heard) -> str | None:
    """The reason in the text: work, child_ill, childcare, transport, other; None where none is named."""
    if named := [span.concept.partition(".")[2] for span in heard.all("reason.")]:
        return next((reason for reason in named if reason != "other"), "other")
    if heard.spoken == HOME:
        return None
    return next((reason for reason, senses in _BY_WORDS if all(says(heard, sense) for sense in senses)), None)
