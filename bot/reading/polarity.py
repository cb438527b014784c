"""Yes, no or maybe: what the words of a text add up to."""

from dataclasses import dataclass

from bot.reading.heard import Heard
from bot.reading.phrases import Span

_WORDS = {
    "yes": "yes",
    "ok": "yes",
    "no": "no",
    "maybe": "maybe",
    "come": "yes",
    "arrives": "yes",
    "cannot": "no",
    "can": "no",
}
_REACH = 3
_OBJECTS = frozenset({"me", "te", "se", "nous", "vous", "le", "la", "les", "l", "lui", "leur", "y", "en"})


@dataclass(frozen=True)
class Answer:
    """`said` is yes, no, maybe, both (they contradict) or nothing; `plain` when only a word such as "oui" says it."""

    said: str
    plain: bool = False
    hedged: bool = False


def weigh(heard: Heard) -> Answer:
    """The answer of a text. A correction ("non finalement oui") lets the last word win; a question says nothing."""
    poles = [(span, pole) for span in _poles(heard) if (pole := _pole(heard, span))]
    if not poles:
        return _from_signs(heard)
    hedged = heard.has("hedge")
    said = {pole for _, pole in poles}
    plain = all(span.concept in ("yes", "ok", "no") for span, _ in poles)
    if "both" in said or {"yes", "no"} <= said:
        return Answer(_corrected(heard, poles), hedged=hedged)
    if "maybe" in said:
        return Answer("maybe", hedged=hedged)
    return Answer(said.pop(), plain, hedged)


def _poles(heard: Heard) -> list[Span]:
    """The spans that weigh; a verb that shares words with a refusal ("pourrai pas venir") is part of it."""
    refusals = heard.all("cannot", "no")
    return [
        span
        for span in heard.all(*_WORDS)
        if not _is_asked(heard, span)
        and not (span.concept == "come" and _is_about_another(heard, span))
        and not (span.concept == "come" and any(span.start < no.end and no.start < span.end for no in refusals))
    ]


def _is_about_another(heard: Heard, span: Span) -> bool:
    """ "ma soeur viendra pas", "il m'attend" say nothing of the sender."""
    subjects = heard.all("another_subject", "adult.one", "child.one", "child.some")
    verb = span.start
    while verb and heard.words[verb - 1].text in _OBJECTS:
        verb -= 1
    return not heard.has("self") and any(subject.end in (verb, span.start) for subject in subjects)


def _pole(heard: Heard, span: Span) -> str | None:
    """The pole of a span, turned by the negation that belongs to it: "je viens pas", "won't come".

    A verb after a negation that is not surely its own ("il veut pas que je vienne") is in doubt, hence both; "je
    peux" says nothing by itself, "je peux malheureusement pas" does.
    """
    if span.concept == "cannot" and any(negation.end == span.start for negation in heard.all("not")):
        return "both"
    if span.concept not in ("come", "can"):
        return _WORDS[span.concept]
    behind = any(0 <= negation.start - span.end < _REACH for negation in heard.all("not"))
    if span.concept == "can":
        return "no" if behind else None
    if behind:
        return "no"
    earlier = [negation for negation in heard.all("not") if _governs(heard, negation, span)]
    if not earlier:
        return "yes"
    able = any(0 <= negation.start - can.end < _REACH for can in heard.all("can") for negation in earlier)
    near = heard.language != "fr" and any(span.start - negation.end < _REACH for negation in earlier)
    return "no" if able or near else "both"


def _governs(heard: Heard, negation: Span, span: Span) -> bool:
    """Whether a negation stands before the verb in the same sentence, with no turn in between."""
    turns = heard.all("contrast", "correction", "and", "yes", "ok")
    same = heard.words[negation.start].clause == heard.words[span.start].clause
    return negation.end <= span.start and same and not any(negation.end <= t.start < span.start for t in turns)


def _is_asked(heard: Heard, span: Span) -> bool:
    """Whether the words belong to a question; a bare "oui" before a question still answers."""
    clause = heard.words[span.start].clause
    if span.concept in ("yes", "ok", "no"):
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
