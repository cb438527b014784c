"""Yes, no or maybe: what the words of a text add up to."""

from dataclasses import dataclass

from bot.reading.heard import Heard
from bot.reading.phrases import Span

_WORDS = {"yes": "yes", "no": "no", "maybe": "maybe", "come": "yes", "cannot": "no"}
_REACH = 2


@dataclass(frozen=True)
class Answer:
    """`said` is yes, no, maybe, both (they contradict) or nothing; `plain` when only a word such as "oui" says it."""

    said: str
    plain: bool = False
    hedged: bool = False


def weigh(heard: Heard) -> Answer:
    """The answer of a text. A correction ("non finalement oui") lets the last word win; a question says nothing."""
    poles = [(span, _pole(heard, span)) for span in heard.all(*_WORDS) if not _is_asked(heard, span)]
    if not poles:
        return _from_signs(heard)
    hedged = heard.has("hedge")
    said = {pole for _, pole in poles}
    plain = all(span.concept in ("yes", "no") for span, _ in poles)
    if said == {"yes", "no"} or said == {"yes", "no", "maybe"}:
        return Answer(_corrected(heard, poles), hedged=hedged)
    if "maybe" in said:
        return Answer("maybe", hedged=hedged)
    return Answer(said.pop(), plain, hedged)


def _pole(heard: Heard, span: Span) -> str:
    """The pole of a span, turned by a negation right behind or before it: "je viens pas", "won't come"."""
    if span.concept != "come":
        return _WORDS[span.concept]
    for negation in heard.all("not"):
        behind = 0 <= negation.start - span.end < _REACH
        before = heard.language != "fr" and 0 <= span.start - negation.end < _REACH
        if behind or before:
            return "no"
    return "yes"


def _is_asked(heard: Heard, span: Span) -> bool:
    """Whether the words belong to a question; a bare "oui" before a question still answers."""
    clause = heard.words[span.start].clause
    if span.concept in ("yes", "no"):
        return clause in heard.questions and not heard.has("question.")
    asks = [other for other in heard.all("question.") if heard.words[other.start].clause == clause]
    return clause in heard.questions or any(span.start >= other.start for other in asks)


def _corrected(heard: Heard, poles: list[tuple[Span, str]]) -> str:
    turns = [span.start for span in heard.all("correction")]
    after = {pole for span, pole in poles if any(span.start > turn for turn in turns)}
    before = {pole for span, pole in poles if not any(span.start > turn for turn in turns)}
    return after.pop() if turns and len(after) == 1 and len(before) <= 1 else "both"


def _from_signs(heard: Heard) -> Answer:
    signs = {span.concept for span in heard.all("sign.yes", "sign.no")}
    if len(signs) != 1 or heard.unknown() or heard.questions:
        return Answer("maybe" if heard.has("hedge") else "nothing", hedged=heard.has("hedge"))
    return Answer(signs.pop().split(".")[1], plain=True)
