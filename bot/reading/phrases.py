"""Finds the phrases of a lexicon in a row of words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

GAP = "*"
_LONGEST_GAP = 3
_STEM = 3
Found = set[tuple[int, int, str]]


class Span(NamedTuple):
    """A concept found on the words `start` to `end` (excluded)."""

    concept: str
    start: int
    end: int

    def within(self, other: "Span") -> bool:
        """Whether another, longer span covers this one."""
        return other.start <= self.start and self.end <= other.end and other.end - other.start > self.end - self.start


class Phrases:
    """A tree of phrases: a word, `*` for up to three words of any kind, `gel~` for all words that begin so.

    A branch grows from the phrases that begin with its words only when a text holds them.
    """

    __slots__ = ("_depth", "_ends", "_grown", "_stems", "_told")

    def __init__(self, depth: int = 0) -> None:
        self._depth = depth
        self._ends: list[str] = []
        self._told: dict[str, list[tuple[Sequence[str], str]]] = {}
        self._grown: dict[str, Phrases] = {}
        self._stems: dict[str, list[str]] = {}

    def add(self, words: Sequence[str], concept: str) -> None:
        """Make the phrase stand for the concept, before any text is searched; stems need three letters or more."""
        if len(words) == self._depth:
            self._ends.append(concept)
            return
        word = words[self._depth]
        if word in self._told:
            self._told[word].append((words, concept))
            return
        self._told[word] = [(words, concept)]
        if word[-1] == "~":
            self._stems.setdefault(word[:_STEM], []).append(word)

    def find(self, forms: Sequence[Sequence[str]]) -> list[Span]:
        """Every phrase in the row, where each word is given as the spellings it may stand for.

        A phrase begins with a word, never with a gap.
        """
        found: Found = set()
        for start, spellings in enumerate(forms):
            for node in self._next(spellings):
                node._walk(forms, start + 1, start, found)
        return [Span(concept, start, end) for start, end, concept in sorted(found)]

    def _next(self, spellings: Iterable[str]) -> list["Phrases"]:
        """The branches of a word."""
        nodes = []
        for form in spellings:
            if form in self._told:
                nodes.append(self._branch(form))
            stem = form[:_STEM]
            if stem in self._stems:
                nodes += [self._branch(one) for one in self._stems[stem] if form.startswith(one[:-1])]
        return nodes

    def _branch(self, word: str) -> "Phrases":
        node = self._grown.get(word)
        if node is None:
            node = self._grown[word] = Phrases(self._depth + 1)
            for words, concept in self._told[word]:
                node.add(words, concept)
        return node

    def _walk(self, forms: Sequence[Sequence[str]], at: int, start: int, found: Found) -> None:
        for concept in self._ends:
            found.add((start, at, concept))
        if not self._told:
            return
        if at < len(forms):
            for node in self._next(forms[at]):
                node._walk(forms, at + 1, start, found)
        if GAP in self._told:
            gap = self._branch(GAP)
            for later in range(at, min(at + _LONGEST_GAP, len(forms)) + 1):
                gap._walk(forms, later, start, found)


def longest(spans: Sequence[Span]) -> list[Span]:
    """The spans that no longer span covers: "pas de souci" is no negation."""
    return [span for span in spans if not any(span.within(other) for other in spans)]
