"""A text as the rules see it: its language, its words, the concepts found in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.reading.courtesies import core
from bot.reading.lexicon import LANGUAGES, SIGNS, Lexicon, lexicon
from bot.reading.mentions import Mentions
from bot.reading.normalise import clean, fold
from bot.reading.phrases import Span, longest
from bot.reading.tokens import Token, tokenise
from bot.reading.vocabulary import classes_of, spoken_in
from bot.reading.words import Word, spell

LONGEST_READ = 120
_HEAD, _TAIL = 2500, 500
_KNOWN_SHARE = 0.3


@dataclass(frozen=True)
class Heard:
    """What was written, cut up: `spans` are the concepts found, `questions` the sentences that end in "?"."""

    asked: str
    spoken: str
    """What it is most likely written in: any language of the vocabulary."""
    language: str
    """The lexicon of phrases it is read with: that language's, else French."""
    own: str
    """What the person reads, where there is a lexicon for it; French otherwise."""
    now: datetime
    words: tuple[Word, ...]
    spans: tuple[Span, ...]
    questions: frozenset[int]
    tokens: tuple[Token, ...]
    cleaned: str
    long: bool
    options: tuple[str, ...] = ()
    """The lines of the list that was put to her, where one was."""
    day: str | None = None
    """The day of the week that was asked about, `tuesday`, where one was."""

    def has(self, *concepts: str) -> bool:
        """Whether one of the concepts was found."""
        return not self._found.keys().isdisjoint(concepts)

    def first(self, *concepts: str) -> Span | None:
        """The first span of one of the concepts."""
        return next(iter(self.all(*concepts)), None)

    def all(self, *concepts: str) -> list[Span]:
        """Every span of these concepts; a concept ending in "." stands for all that begin so."""
        if self._found.keys().isdisjoint(concepts):
            return []
        found = [self._found[one] for one in concepts if one in self._found]
        if len(found) == 1:
            return list(found[0])
        wanted = {span for spans in found for span in spans}
        return [span for span in self.spans if span in wanted]

    @cached_property
    def reserves(self) -> frozenset[str]:
        """Which reserves are made in so many words, in whatever language: conditional, hedged."""
        return frozenset(span.concept for span in Mentions(self.tokens).found("reserves"))

    @cached_property
    def _found(self) -> dict[str, list[Span]]:
        """The spans of each concept, and of all that begin alike up to a full stop."""
        found: dict[str, list[Span]] = defaultdict(list)
        for span in self.spans:
            found[span.concept].append(span)
            if "." in span.concept:
                found[span.concept.partition(".")[0] + "."].append(span)
        return found

    def unknown(self) -> list[Word]:
        """The words that no phrase covers and that are not empty ones."""
        covered = {at for span in self.spans for at in range(span.start, span.end)}
        fillers = lexicon(self.language).fillers
        return [
            word
            for at, word in enumerate(self.words)
            if at not in covered and word.kind == "word" and not fillers.intersection(word.forms)
        ]

    def known(self) -> bool:
        """Whether a fair share of the words is known to anybody; what is nearly all unknown says nothing surely."""
        words = [token.text.rstrip("'") for token in self.tokens if token.kind == "word"]
        if not words:
            return True
        known = sum(len(word) > 1 and bool(classes_of(word, self.spoken)) for word in words)
        return max(known, sum(span.end - span.start for span in self.spans)) >= len(words) * _KNOWN_SHARE

    def size(self) -> int:
        """How many words, signs left out."""
        return sum(word.kind != "sign" for word in self.words)


def listen(
    text: str,
    asked: str | None,
    language: str | None,
    now: datetime,
    options: Sequence[str] = (),
    day: str | None = None,
) -> Heard:
    """Cut the text up in the language it is most likely written in; no text is refused."""
    cleaned = clean(text)
    tokens = _bounded(tokenise(fold(cleaned)))
    head = tokens[:LONGEST_READ]
    spoken = spoken_in(head, language)
    spoken = spoken_in(core(head, spoken), language)  # "merci" after Turkish is no French
    phrases = spoken if spoken in LANGUAGES else "fr"
    words = spell(head, phrases)
    return Heard(
        asked=asked or "none",
        spoken=spoken,
        language=phrases,
        own=language if language in LANGUAGES else "fr",
        now=now,
        words=words,
        spans=tuple(_spans(words, phrases)),
        questions=_questions(head),
        tokens=tuple(tokens),
        cleaned=cleaned,
        long=len(tokens) > LONGEST_READ,
        options=tuple(options),
        day=day,
    )


def _bounded(tokens: list[Token]) -> list[Token]:
    """A flood keeps its head and its tail: what matters may stand at the end."""
    return tokens if len(tokens) <= _HEAD + _TAIL else tokens[:_HEAD] + tokens[-_TAIL:]


def _spans(words: tuple[Word, ...], spoken: str) -> list[Span]:
    own = lexicon(spoken)
    found = own.phrases.find([word.forms for word in words])
    covered = {at for span in found for at in range(span.start, span.end)}
    for language in dict.fromkeys((spoken, "fr", SIGNS)):
        if language != spoken:
            found += _borrowed(words, covered, lexicon(language), own)
    return longest(found)


def _borrowed(words: tuple[Word, ...], covered: set[int], other: Lexicon, own: Lexicon) -> list[Span]:
    """French phrases and signs on words that this language does not know."""
    free = [(word.text,) if at not in covered and _is_free(word, own, other) else () for at, word in enumerate(words)]
    return other.phrases.find(free) if any(free) else []


def _is_free(word: Word, own: Lexicon, other: Lexicon) -> bool:
    return word.kind in ("word", "sign") and word.text not in own.fillers and word.text not in other.shy


def _questions(tokens: Iterable[Token]) -> frozenset[int]:
    clause, asking = 0, set()
    for token in tokens:
        if token.text == "?":
            asking.add(clause)
        if token.kind == "mark" and token.text in "?!.;\n":
            clause += 1
    return frozenset(asking)
