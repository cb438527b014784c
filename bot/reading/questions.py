"""Practical questions for the educator, with their topic."""

from bot.reading.heard import Heard
from bot.reading.mentions import Mentions
from bot.reading.readings import Reading

_SENTENCE = 3


def topic(heard: Heard) -> str | None:
    """The topic of the question in the text ("other" when none is known), or None when nothing is asked."""
    named = heard.first("question.")
    if named:
        return named.concept.split(".")[1]
    return "other" if heard.questions and (heard.has("asking") or heard.size() >= _SENTENCE) else None


def named_topic(heard: Heard) -> str | None:
    """What words of any language name of a text that is surely a question: "mấy giờ", "langue des signes"."""
    return next((span.concept for span in Mentions(heard.tokens).found("asked")), None)


def asked_in_passing(heard: Heard) -> str | None:
    """The topic of a question that stands at the end of an answer: "oui je viens, c'est bien gratuit ?"."""
    asked = [span for span in heard.all("question.") if heard.words[span.start].clause in heard.questions]
    return asked[-1].concept.split(".")[1] if asked else None


def question(heard: Heard) -> Reading | None:
    """The text is a question and answers nothing. AGENDA asks for all the dates: `dates` is then "all"."""
    if heard.has("agenda"):
        return Reading("question", {"topic": "when", "dates": "all"}, human=True, why=("question when",))
    found = topic(heard)
    if not found:
        return None
    return Reading("question", {"topic": found}, human=True, why=(f"question {found}",))
