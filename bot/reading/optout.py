"""STOP in any plain form, and nothing else."""

from bot.reading.heard import Heard
from bot.reading.learned.ear import Likelihoods
from bot.reading.phrases import Span
from bot.reading.readings import Reading

_FEW = 3
_SAYS_MORE = 6
"""A stop in so many words has a reason in it or a reproach: it is obeyed, and a person reads it."""
_POLITE = ("thanks", "polite", "greeting", "sorry")


HEARD, ANSWERED = 0.2, 0.05
"""How likely the ear must hold a stop: in the text by itself, and as an answer to what was asked."""
UNKNOWN = 0.8
"""The first the same, where hardly a word is known."""
SURELY = 0.9
"""As an answer, where what she leaves is named as one date."""
_ABOUT_A_DATE = ("rsvp", "rsvp_trip", "waitlist", "reminder", "confirmed", "announce", "cancelled")
OUTDONE, MEANT = 0.2, 0.7
"""As an answer a stop is at most so likely, and one of these at least so likely: then it is no stop."""
_SAID_IN_LIKE_WORDS = ("who", "question", "thanks", "start", "withdraw_testimony")
PHRASED = 0.05
"""How likely by itself, where a phrase of the lexicons says it."""


def optout(heard: Heard, found: list[Span], likely: Likelihoods) -> Reading | None:
    """A stop, or None: what the ear hears, or a phrase it does not rule out; a word that stands alone always."""
    if _size(heard) <= _FEW and heard.has("withdraw_testimony", "withdraw_testimony."):
        return None  # RETRAIT is a word of ours
    alone, answering = likely["alarm"]["stop"], likely["intent"]["stop"]
    phrased = _phrased(heard, found)
    said = phrased is not None and phrased.intent == "stop"
    sure = alone >= HEARD and answering >= ANSWERED and (heard.known() or alone >= UNKNOWN)
    if answering < SURELY and heard.asked in _ABOUT_A_DATE and any(span.concept == "stop.one" for span in found):
        return None  # "désinscrivez nous de la sortie" leaves one date
    if not said and answering < OUTDONE and max(likely["intent"][one] for one in _SAID_IN_LIKE_WORDS) >= MEANT:
        return None  # "cine sunteti si de ce imi scrieti" asks; who asks is not to be silenced
    if sure or (said and (alone >= PHRASED or heard.size() <= 1)):
        why = ("stop",) if said else ("heard stop",)
        if heard.has("safe_contact"):
            return Reading("stop", also=("safe_contact",), human=True, why=why)  # "il lit mes sms, ne m'écrivez plus"
        return Reading("stop", human=_size(heard) >= _SAYS_MORE, why=why)
    return None


def _phrased(heard: Heard, found: list[Span]) -> Reading | None:
    """A stop, an unclear text for a person when the word stands in a longer sentence, or None.

    Up to three words (polite ones not counted) around the word are a stop; so is a whole phrase that can mean
    nothing else ("ne m'écrivez plus"). A stop for buses, or hours to keep quiet, is none.
    """
    if heard.has("safe_contact") or any(span.concept == "stop.not" for span in found):
        return None
    size = _size(heard)
    concepts = {span.concept for span in found}
    if "stop.phrase" in concepts or _is_alone(heard, concepts, size) or _spelt(heard):
        return Reading("stop", why=("stop",))
    if "stop.word" in concepts:
        return Reading("unclear", human=True, why=("stop in a sentence",))
    return None


def _size(heard: Heard) -> int:
    """How many words as they were written ("c" is one), polite ones left out."""
    polite = sum(span.end - span.start for span in heard.all(*_POLITE))
    written = sum(token.kind not in ("mark", "sign") for token in heard.tokens)
    return heard.size() - polite if polite else min(heard.size(), written)


def _is_alone(heard: Heard, concepts: set[str], size: int) -> bool:
    """The word with little around it; "pas de message ?" asks where they are, "stop ?" still stops."""
    if "stop.short" in concepts and not heard.questions:
        return size <= _FEW
    return ("stop.word" in concepts and size <= _FEW) or ("stop.alone" in concepts and size <= 1)


def _spelt(heard: Heard) -> bool:
    """S T O P, s.t.o.p, stpo."""
    letters = [token.text for token in heard.tokens if token.kind == "word"]
    together = "".join(letters)
    return together == "stop" or (len(letters) == 1 and together in ("stpo", "sotp", "tsop"))
