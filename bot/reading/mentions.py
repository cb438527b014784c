"""Which of several things a text names, and whether it wants them: "pas le 1, plutôt jeudi", "2 ou 3 mais pas 1"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from bot.reading.normalise import plain
from bot.reading.phrases import Phrases, Span, longest
from bot.reading.spelling import sound
from bot.reading.tables import tables
from bot.reading.tokens import Token, tokenise

_SHORTEST_HEARD, _LONGEST = 5, 60
_ENDS = frozenset(".,;!?\n")
_SMALL = frozenset(["le", "la", "les", "l", "the", "au", "a", "de", "du", "en", "el", "o", "c", "est"])
_NEAR, _REACH, _TALKATIVE = 3, 4, 3
"""How far a no may stand behind what it refuses, and before it; with how many more words a clause only explains."""
Values = frozenset[object]


@dataclass(frozen=True)
class Mention:
    """Something named in the text, at which token, in which clause, wanted or not."""

    values: Values
    start: int
    end: int
    wanted: bool = True
    clause: int = 0


class Mentions:
    """The pieces of a text, the small words found in it, and what is wanted of what is named."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens[:_LONGEST]
        self._words = [token.text.rstrip("'") for token in self.tokens]

    @property
    def size(self) -> int:
        """How many words and figures."""
        return sum(token.kind not in ("mark", "sign") for token in self.tokens)

    def word(self, at: int) -> str:
        """The word there, "" outside the text."""
        return self._words[at] if 0 <= at < len(self._words) else ""

    def words(self, start: int, end: int) -> list[str]:
        """The words from one place to another."""
        return self._words[start:end]

    def found(self, table: str) -> list[Span]:
        """The phrases of a table of the lexicon in the text."""
        return longest(_phrases(table).find(self._forms[table]))

    def judged(self, named: Sequence[Mention]) -> list[Mention]:
        """The same mentions in order, each with its clause and whether it is wanted."""
        named = [replace(one, clause=self._clause_of[one.start]) for one in sorted(named, key=lambda one: one.start)]
        refused = self._refused(named)
        return [replace(one, wanted=at not in refused) for at, one in enumerate(named)]

    def meant(self, named: Sequence[Mention]) -> list[Mention]:
        """The same, without those that only tell why."""
        judged = self.judged(named)
        concluded = [one for one in judged if one.wanted and one.clause in self._conclusions]
        if concluded:
            return [one for one in judged if one in concluded or not one.wanted]
        first = next((one.clause for one in judged if one.wanted), 0)
        wanted = {value for one in judged if one.wanted and one.clause == first for value in one.values}
        return [
            one
            for one in judged
            if one.clause <= first or not (one.wanted or one.values <= wanted) or not self._explains(one, judged)
        ]

    def around(self, one: Mention, named: Sequence[Mention]) -> tuple[int, int]:
        """From where to where the words in its clause are about it alone."""
        here = [at for at, clause in enumerate(self._clause_of) if clause == one.clause]
        start = max([here[0], *(other.end for other in named if other.end <= one.start)])
        end = min([here[-1] + 1, *(other.start for other in named if other.start >= one.end)])
        return start, end

    @cached_property
    def _forms(self) -> Mapping[str, Sequence[Sequence[str]]]:
        return _Forms(self.tokens)

    @cached_property
    def _turns(self) -> Mapping[int, Span]:
        """The small words by where they begin."""
        return {span.start: span for span in self.found("turns")}

    @cached_property
    def _clause_of(self) -> list[int]:
        clause, clauses = 0, []
        for at, token in enumerate(self.tokens):
            turn = self._turns.get(at)
            if token.text in _ENDS or (turn is not None and at and turn.concept in ("but", "so", "because")):
                clause += 1
            clauses.append(clause)
        return clauses

    @cached_property
    def _conclusions(self) -> frozenset[int]:
        return frozenset(self._clause_of[at] for at, turn in self._turns.items() if turn.concept == "so")

    @cached_property
    def _reasons(self) -> frozenset[int]:
        return frozenset(self._clause_of[at] for at, turn in self._turns.items() if turn.concept == "because" and at)

    def _explains(self, mention: Mention, named: Sequence[Mention]) -> bool:
        """Whether a later clause only tells why: "mardi, le jeudi je vois le dentiste"."""
        if mention.clause in self._reasons:
            return True
        here = [one for one in named if one.clause == mention.clause]
        covered = {at for one in here for at in range(one.start, one.end)}
        others = [
            word
            for at, word in enumerate(self._words)
            if self._clause_of[at] == mention.clause
            and self.tokens[at].kind != "mark"
            and at not in covered
            and word not in _SMALL
        ]
        return len(others) > _TALKATIVE

    def _refused(self, named: Sequence[Mention]) -> set[int]:
        """The places in `named` of what is not wanted."""
        refused: set[int] = set()
        for at, turn in self._turns.items():
            if turn.concept == "not" or (turn.concept == "than" and self._compares(at)):
                refused |= self._next(named, turn.end, joined=True)
            elif turn.concept == "no":
                refused |= self._before(named, at, _NEAR) or self._next(named, turn.end, joined=False)
            elif turn.concept == "lacking" and (self.word(turn.end) in _ENDS or turn.end >= len(self.tokens)):
                refused |= self._before(named, at, _NEAR)  # "mardi ya pas, samedi oui"
            elif turn.concept == "work":
                refused |= self._before(named, at, _LONGEST) or self._next(named, turn.end, joined=True)
        return refused

    def _compares(self, at: int) -> bool:
        """ "Plutôt le 2 que le 1", "au lieu de 14h"; a mere "que" compares nothing."""
        return self._turns[at].end - at > 1 or any(
            turn.concept == "rather" and self._clause_of[before] == self._clause_of[at] and before < at
            for before, turn in self._turns.items()
        )

    def _next(self, named: Sequence[Mention], start: int, joined: bool) -> set[int]:
        """The next thing named in the clause, with those joined to it by "and" or "or"."""
        found: set[int] = set()
        clause = self._clause_of[start - 1]
        for at, one in enumerate(named):
            if one.start < start or one.clause != clause:
                continue
            between = self._words[start : one.start]
            if not found and (one.start - start > _REACH or self._turned(start, one.start)):
                break
            if found and not (joined and self._is_joined(between)):
                break
            found.add(at)
            start = one.end
        return found

    def _turned(self, start: int, end: int) -> bool:
        """Whether another refusal stands between: it is that one which counts."""
        return any(start <= at < end and turn.concept in ("not", "no", "give") for at, turn in self._turns.items())

    def _is_joined(self, between: Sequence[str]) -> bool:
        """ "Enlevez le 1 et le 3"; in "pas l'arabe le français" the second stands for itself."""
        return any(word in _joining() for word in between) and all(
            word in _SMALL or word in _joining() for word in between
        )

    def _before(self, named: Sequence[Mention], end: int, reach: int) -> set[int]:
        """What was named just before in the same clause."""
        clause = self._clause_of[end]
        before = [at for at, one in enumerate(named) if one.clause == clause and one.end <= end]
        if not before or end - named[before[-1]].end > reach or self._is_introduced(end):
            return set()
        return {before[-1]}

    def _is_introduced(self, at: int) -> bool:
        """ "Deux et non trois": the no belongs to what follows."""
        return at > 0 and self._words[at - 1] in _joining()


def pieces(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with "jeudi 15" in two and without the hyphen of "après-midi"."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.text == "-" and at and [one.kind for one in tokens[at - 1 : at + 2 : 2]] == ["word", "word"]:
            continue
        parts = token.text.split() if token.kind == "date" else []
        split = [Token("number" if part.isdigit() else "word", part) for part in parts]
        found += split if len(split) > 1 else [token]
    return found


class _Forms(dict[str, Sequence[Sequence[str]]]):
    """How each token may be spelt, for one table."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__()
        self._tokens = tokens

    def __missing__(self, table: str) -> Sequence[Sequence[str]]:
        self[table] = [() if token.kind == "mark" else _spellings(token.text, table) for token in self._tokens]
        return self[table]


@lru_cache(8192)
def _spellings(text: str, table: str) -> tuple[str, ...]:
    word = text.rstrip("'")
    alike = _by_sound(table).get(sound(word), ()) if len(word) >= _SHORTEST_HEARD and word.isascii() else ()
    return (word, *(one for one in alike if one != word))


@cache
def _tables() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tables(plain((files("bot.reading") / "lexicons" / "mentions.toml").read_text("utf-8")))


@cache
def _phrases(table: str) -> Phrases:
    phrases = Phrases()
    for concept, row in _rows(table):
        phrases.add(row, concept)
    return phrases


@cache
def _by_sound(table: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for word in sorted({word for _, row in _rows(table) for word in row if len(word) >= _SHORTEST_HEARD}):
        found[sound(word)] += (word,)
    return found


def _rows(table: str) -> Iterator[tuple[str, list[str]]]:
    for concept, written in _tables()[table].items():
        for phrase in written:
            yield concept, [token.text.rstrip("'") for token in tokenise(phrase) if token.kind != "mark"]


@cache
def _joining() -> frozenset[str]:
    return frozenset(_tables()["turns"]["and"])
