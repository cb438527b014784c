"""Danger: violence, suicide, a missing child, no shelter, no food. Prefers a false alarm, except well-known idioms."""

from bot.reading.danger_kinds import child_writes, kind_of_alarm, names_danger
from bot.reading.heard import Heard
from bot.reading.learned.ear import Likelihoods
from bot.reading.learned.meanings import NOTHING
from bot.reading.phrases import Span
from bot.reading.readings import Reading

_WORST_FIRST = ("danger", "suicide", "child_missing", "basic_needs", "distress")


HEARD, ANSWERED = 0.5, 0.2
"""How likely the ear must hold a danger: in the text by itself, and as an answer to what was asked."""
UNKNOWN = 0.8
"""The first the same, where hardly a word is known."""
PHRASED, WORRYING, HARMLESS = 0.1, 0.2, 0.9
"""The first the same, where a phrase of danger was written; the second is enough for a person to look."""
A_CHILD = 0.5
"""How likely the ear must hold that a child writes, for the words of a danger to be believed whatever else is heard."""


def danger(heard: Heard, found: list[Span], likely: Likelihoods) -> Reading | None:
    """An urgent reading with its kind of `urgency`, or None: what the ear hears, or phrases it does not rule out.

    Of a long text the ear hears the beginning only; there the phrases are believed.
    """
    phrases = _phrased(found)
    alone, answering = likely["alarm"]["urgent"], likely["intent"]["urgent"]
    sure = alone >= HEARD and answering >= ANSWERED and (heard.known() or alone >= UNKNOWN)
    a_child_tells = likely["intent"]["minor"] >= A_CHILD and names_danger(heard)
    if not (sure or a_child_tells) and (phrases is None or not _believed(phrases, likely, heard)):
        return None
    kinds = {kind: share for kind, share in likely["urgency"].items() if kind != NOTHING}
    said = str(phrases.fields["urgency"]) if phrases else None
    fields: dict[str, object] = {"urgency": kind_of_alarm(heard, said, kinds)}
    if child_writes(heard):
        fields["sender"] = "minor"
    return Reading("urgent", fields, human=True, why=phrases.why if phrases else ("heard urgent",))


def _believed(phrases: Reading, likely: Likelihoods, heard: Heard) -> bool:
    """Whether what is written counts; of dying also where the ear hears another alarm ("I want no more")."""
    chance = min(likely["alarm"]["urgent"], likely["intent"]["urgent"])
    of_dying = phrases.fields["urgency"] == "suicide" and likely["alarm"][NOTHING] < HARMLESS
    return chance >= PHRASED or heard.long or of_dying


def worrying(found: list[Span], likely: Likelihoods) -> bool:
    """Whether a text that is surely no danger has still something of one: then a person sees it."""
    return _phrased(found) is not None or likely["alarm"]["urgent"] >= WORRYING


def _phrased(found: list[Span]) -> Reading | None:
    """What the phrases of the lexicons say.

    An idiom ("morte de fatigue") hides only the words it is made of; a joke hides only the threats that are made
    in jest ("je vais le tuer mdr"), never what somebody suffers.
    """
    idioms = [span for span in found if span.concept == "idiom"]
    joking = any(span.concept == "joking" for span in found)
    kinds = {
        span.concept.split(".")[1]
        for span in found
        if span.concept.startswith("urgent.")
        and not _hidden(span, idioms)
        and not (joking and span.concept.endswith(".threat"))
    }
    if not kinds:
        return None
    worst = next(kind for kind in _WORST_FIRST if kind in kinds)
    return Reading("urgent", {"urgency": worst}, human=True, why=tuple(f"urgent.{kind}" for kind in sorted(kinds)))


def _hidden(span: Span, idioms: list[Span]) -> bool:
    return any(idiom.start <= span.start and span.end <= idiom.end for idiom in idioms)
