"""Why a text was understood as it was: the words that weigh most, how sure it is, what else it could mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import log

from bot.reading.alarms import alarms
from bot.reading.heard import Heard, listen
from bot.reading.learned.ear import ear
from bot.reading.learned.features import features
from bot.reading.normalise import clean, fold
from bot.reading.plainly import understood
from bot.reading.readings import Reading
from bot.reading.tokens import tokenise

SURELY, PROBABLY, UNSURE = "Sûrement", "Probablement", "Pas sûr"
_SURE, _PROBABLE = 0.8, 0.5
_NEAR = 0.05
"""How likely another meaning must be to be named."""
_WEIGHS, _SHARE, _PHRASE = 0.7, 0.15, 3.0
"""How far the odds (their logarithm) must fall without a word for it to be quoted, by itself and beside the heaviest
word; what a written phrase of danger or stop adds to them."""
_EPSILON = 1e-6
_MOST, _LONGEST = 3, 40
"""Words quoted; words weighed."""
_BY_RULE = ("urgent", "stop", "pause")
_WRITTEN = re.compile(r"\S+")
_EDGES = ".,;:!?…\"'«»()[]*~-"


@dataclass(frozen=True)
class Evidence:
    """What was understood, in French; `words` are quoted from the text in its order, none where none weighs."""

    understood: str
    words: tuple[str, ...]
    sure: str
    others: tuple[str, ...]
    """Other meanings (their codes) that were not far."""

    @property
    def sentence(self) -> str:
        """`Compris : non. Les mots qui comptent : « pas », « mardi ».`"""
        return f"Compris : {self.understood}.{self.because}"

    @property
    def because(self) -> str:
        """The words alone, as the end of a sentence; "" where none weighs."""
        if not self.words:
            return ""
        quoted = ", ".join(f"« {word} »" for word in self.words)
        return f" Le mot qui compte : {quoted}." if len(self.words) == 1 else f" Les mots qui comptent : {quoted}."


def evidence(text: str, asked: str | None, language: str | None, reading: Reading, now: datetime) -> Evidence:
    """What speaks for `reading`, which is what `read` made of the same text."""
    heard = listen(text, asked, language, now)
    intents = _likely(heard)
    near = [other for other, chance in _ranked(intents, reading.intent) if chance >= _NEAR]
    words = () if reading.intent == "unclear" else _weighty(text, heard, reading.intent)
    return Evidence(understood(reading), words, _sure(reading, heard, intents), tuple(near[:_MOST]))


def other_meanings(text: str, asked: str | None, language: str | None, intent: str, now: datetime) -> list[str]:
    """Every other meaning the text could have, the likeliest first."""
    return [other for other, _ in _ranked(_likely(listen(text, asked, language, now)), intent)]


def _ranked(intents: Mapping[str, float], but: str) -> list[tuple[str, float]]:
    others = [(intent, chance) for intent, chance in intents.items() if intent not in (but, "unclear")]
    return sorted(others, key=lambda pair: -pair[1])


def _likely(heard: Heard) -> Mapping[str, float]:
    return ear().hear(features(heard.tokens, heard.asked, heard.spoken))["intent"]


def _sure(reading: Reading, heard: Heard, intents: Mapping[str, float]) -> str:
    if reading.intent == "unclear" or not heard.words:
        return UNSURE
    if reading.intent in _BY_RULE and not any(why.startswith("heard") for why in reading.why):
        return SURELY
    chance = _chance(heard, reading.intent) if reading.intent in _BY_RULE else intents.get(reading.intent, 0)
    return SURELY if chance >= _SURE else PROBABLY if chance >= _PROBABLE else UNSURE


def _weighty(text: str, heard: Heard, intent: str) -> tuple[str, ...]:
    """The few words without which the meaning would be less likely, or a phrase of danger or stop not be one."""
    places = [found.span() for found in _WRITTEN.finditer(text)][:_LONGEST]
    whole = _weight(heard, intent)
    falls = [whole - _weight(_without(text, place, heard), intent) for place in places]
    least = max(_WEIGHS, _SHARE * max(falls, default=0))
    heaviest = sorted((at for at, fall in enumerate(falls) if fall >= least), key=lambda at: -falls[at])
    words = [text[slice(*places[at])] for at in sorted(_distinct(text, places, heaviest)[:_MOST])]
    return tuple(word.strip(_EDGES) or word for word in words)


def _distinct(text: str, places: Sequence[tuple[int, int]], order: Sequence[int]) -> list[int]:
    """The same word counts once."""
    first: dict[str, int] = {}
    for at in order:
        first.setdefault(text[slice(*places[at])].strip(_EDGES).casefold(), at)
    return list(first.values())


def _without(text: str, place: tuple[int, int], heard: Heard) -> Heard:
    start, end = place
    return replace(heard, tokens=tuple(tokenise(fold(clean(f"{text[:start]} {text[end:]}")))))


def _weight(heard: Heard, intent: str) -> float:
    """The odds of the meaning, as a logarithm, so that a word still weighs where others say the same."""
    chance = min(max(_chance(heard, intent), _EPSILON), 1 - _EPSILON)
    spoken = _PHRASE * sum(span.concept.split(".")[0] == intent for span in alarms(heard))
    return log(chance / (1 - chance)) + spoken


def _chance(heard: Heard, intent: str) -> float:
    likely = ear().hear(features(heard.tokens, heard.asked, heard.spoken))
    return likely["alarm" if intent in likely["alarm"] else "intent"].get(intent, 0)
