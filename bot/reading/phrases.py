"""Finds the phrases of a lexicon in a row of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

GAP = "*"
_LONGEST_GAP = 3
_STEM = 3


@dataclass(frozen=True)
class Span:
    """A concept found on the words `start` to `end` (excluded)."""

    concept: str
    start: int
    end: int

    def within(self, other: "Span") -> bool:
        """Whether another, longer span covers this one."""
        return other.start <= self.start and self.end <= other.end and other.end - other.start > self.end - self.start


@dataclass
class Phrases:
    """A tree of phrases: a word, `*` for up to three words of any kind, `gel~` for all words that begin so."""

    ends: list[str] = field(default_factory=list)
    next: dict[str, "Phrases"] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, "Phrases"]]] = field(default_factory=dict)

    def add(self, words: Sequence[str], concept: str) -> None:
        """Make the phrase stand for the concept; stems need three letters or more."""
        node = self
        for word in words:
            node = node._child(word)
        if concept not in node.ends:
            node.ends.append(concept)

    def find(self, forms: Sequence[Sequence[str]]) -> list[Span]:
        """Every phrase in the row, where each word is given as the spellings it may stand for.

        A phrase begins with a word, never with a gap.
        """
        found = {
            Span(concept, start, end)
            for start, spellings in enumerate(forms)
            if any(form in self.next or form[:_STEM] in self.stems for form in spellings)
            for end, node in self._walk(forms, start)
            for concept in node.ends
        }
        return sorted(found, key=lambda span: (span.start, span.end, span.concept))

    def _child(self, word: str) -> "Phrases":
        if not word.endswith("~"):
            return self.next.setdefault(word, Phrases())
        siblings = self.stems.setdefault(word[:_STEM], [])
        for stem, node in siblings:
            if stem == word[:-1]:
                return node
        siblings.append((word[:-1], Phrases()))
        return siblings[-1][1]

    def _walk(self, forms: Sequence[Sequence[str]], at: int) -> Iterator[tuple[int, "Phrases"]]:
        if self.ends:
            yield at, self
        if at < len(forms):
            for form in forms[at]:
                yield from self._step(form, forms, at)
        if GAP in self.next:
            for later in range(at, min(at + _LONGEST_GAP, len(forms)) + 1):
                yield from self.next[GAP]._walk(forms, later)

    def _step(self, form: str, forms: Sequence[Sequence[str]], at: int) -> Iterator[tuple[int, "Phrases"]]:
        if form in self.next:
            yield from self.next[form]._walk(forms, at + 1)
        for stem, node in self.stems.get(form[:_STEM], ()):
            if form.startswith(stem):
                yield from node._walk(forms, at + 1)


def longest(spans: Sequence[Span]) -> list[Span]:
    """The spans that no longer span covers: "pas de souci" is no negation."""
    return [span for span in spans if not any(span.within(other) for other in spans)]
