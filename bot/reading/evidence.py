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
from bot.reading.reader import read
from bot.reading.readings import Reading
from bot.reading.tokens import tokenise
from bot.reading.vocabulary import classes_of

SURELY, PROBABLY, UNSURE = "Sûrement", "Probablement", "Pas sûr"
_SURE, _PROBABLE = 0.8, 0.5
_NEAR = 0.05
"""How likely another meaning must be to be named."""
_WEIGHS, _SHARE, _PHRASE, _DETAIL = 0.7, 0.3, 3.0, 2.0
"""How far the odds (their logarithm) must fall without a word for it to be quoted, by itself and beside the heaviest
word; what a written phrase of danger or stop adds to them, and a word without which a detail would be another."""
_EMPTY = frozenset({"i", "you", "he", "she", "we", "they", "me", "be", "is_it", "there_is", "can"})
"""Classes of words that are quoted only where no other word weighs."""
_EPSILON = 1e-12
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
    words = () if reading.intent == "unclear" else _weighty(text, heard, reading, language)
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


def _weighty(text: str, heard: Heard, reading: Reading, language: str | None) -> tuple[str, ...]:
    """The few words without which the meaning would be less likely, a detail another, a phrase of danger none."""
    places = [found.span() for found in _WRITTEN.finditer(text)][:_LONGEST]
    whole = _weight(heard, reading.intent)
    falls = []
    for start, end in places:
        rest = f"{text[:start]} {text[end:]}"
        fall = whole - _weight(_saying(rest, heard), reading.intent)
        falls.append(fall + _DETAIL * _tells_less(rest, heard, language, reading))
    least = max(_WEIGHS, _SHARE * max(falls, default=0))
    heaviest = sorted((at for at, fall in enumerate(falls) if fall >= least), key=lambda at: -falls[at])
    full = [at for at in heaviest if not _is_empty(text[slice(*places[at])], heard)]
    heaviest = full or heaviest
    words = [text[slice(*places[at])] for at in sorted(_distinct(text, places, heaviest)[:_MOST])]
    return tuple(word.strip(_EDGES) or word for word in words)


def _distinct(text: str, places: Sequence[tuple[int, int]], order: Sequence[int]) -> list[int]:
    """The same word counts once."""
    first: dict[str, int] = {}
    for at in order:
        first.setdefault(text[slice(*places[at])].strip(_EDGES).casefold(), at)
    return list(first.values())


def _saying(text: str, heard: Heard) -> Heard:
    return replace(heard, tokens=tuple(tokenise(fold(clean(text)))))


def _tells_less(rest: str, heard: Heard, language: str | None, reading: Reading) -> bool:
    """Whether the rest means the same with other details; of a long text only the meaning is weighed."""
    if not reading.fields or heard.long:
        return False
    again = read(rest, heard.asked, language, heard.now)
    return again.intent == reading.intent and again.fields != reading.fields


def _is_empty(written: str, heard: Heard) -> bool:
    """Marks, single letters, pronouns, "to be"."""
    words = [token.text.rstrip("'") for token in tokenise(fold(clean(written))) if token.kind != "mark"]
    return all(not word.isdigit() and (len(word) < 2 or _stands_for_little(word, heard.spoken)) for word in words)


def _stands_for_little(word: str, language: str) -> bool:
    return not _EMPTY.isdisjoint(classes_of(word, language)[:1])


def _weight(heard: Heard, intent: str) -> float:
    """The odds of the meaning, as a logarithm, so that a word still weighs where others say the same."""
    chance = min(max(_chance(heard, intent), _EPSILON), 1 - _EPSILON)
    spoken = _PHRASE * sum(span.concept.split(".")[0] == intent for span in alarms(heard))
    return log(chance / (1 - chance)) + spoken


def _chance(heard: Heard, intent: str) -> float:
    likely = ear().hear(features(heard.tokens, heard.asked, heard.spoken))
    return likely["alarm" if intent in likely["alarm"] else "intent"].get(intent, 0)
