"""The learned ear: how likely each meaning of a text is, from weights that labelled examples have taught."""

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp, sqrt
from mmap import ACCESS_READ, mmap
from operator import add
from os import path
from typing import Any
from zlib import crc32

from bot.reading.learned.features import Features, Shown
from bot.reading.learned.lanes import AT_ONCE, Narrow, Sum, Wide
from bot.reading.learned.meanings import WHATEVER_WAS_ASKED

WEIGHTS = "weights.bin"
STEPS, HIGHEST = 128, 6_000
"""Into how many steps an inner value is cut, and the most there may be: the second layer is whole numbers too."""
FINEST = 2_047
"""The greatest weight of the second layer. With `HIGHEST` and 250 inner values no sum overruns four bytes."""
_SHIFT, _SHIFT_WIDE, _WIDE = 128, FINEST + 1, 4
_KEPT, _KEPT_WORDS = 65_536, 4_096
"""Features whose rows are kept at hand, or that none is there for; words whose rows are kept added up."""
_TAIL = 20
"""The bits of a key left out by the first guess at its place."""

Likelihoods = Mapping[str, Mapping[str, float]]


class Ear:
    """A net of two layers. `hear` gives for each task the probability of each answer."""

    def __init__(self, packed: memoryview) -> None:
        head, rest = _parted(packed)
        self.about = json.loads(head)
        self.tasks: dict[str, list[str]] = self.about["tasks"]
        hidden, count = self.about["hidden"], self.about["features"]
        self._lanes = Narrow(hidden, _SHIFT)
        self._words = _Words(_Rows(rest[: count * 4], rest[count * 4 : count * (4 + hidden)], hidden), self._lanes)
        self._bias = [bias * STEPS for bias in self.about["bias"]]
        second = rest[count * (4 + hidden) :]
        self._alone = _Answers(self.about, second, [task for task in self.tasks if task in WHATEVER_WAS_ASKED])
        self._asked = _Answers(self.about, second, [task for task in self.tasks if task not in WHATEVER_WAS_ASKED])

    def hear(self, shown: Shown) -> Likelihoods:
        """The probabilities of every answer to every task."""
        itself = [*map(self._words.__getitem__, shown.words), *self._words.parts(shown.together)]
        answering = self._words.parts(shown.answering)
        values, more = self._lanes.added(itself), self._lanes.added(answering)
        rows = sum(part.rows for part in itself)
        alone = self._alone.likely(self._inner(values, rows))
        return alone | self._asked.likely(
            self._inner(list(map(add, values, more)), rows + sum(part.rows for part in answering))
        )

    def _inner(self, values: list[int], rows: int) -> list[int]:
        """The inner values as whole numbers, none below zero."""
        scale = STEPS * self.about["scale"] / sqrt(max(1, rows))
        pairs = zip(values, self._bias, strict=True)
        inner = [int(inner) if (inner := value * scale + bias) > 0 else 0 for value, bias in pairs]
        return inner if max(inner) <= HIGHEST else [min(one, HIGHEST) for one in inner]


class _Words(dict[Features, Sum]):
    """The rows of all that a word shows, added up, as far as a text has needed them."""

    def __init__(self, rows: "_Rows", lanes: Narrow) -> None:
        super().__init__()
        self._rows, self._lanes = rows, lanes

    def parts(self, features: Iterable[str]) -> list[Sum]:
        """The rows of features that are no word's, added up."""
        rows = self._rows.of(features)
        return [self._lanes.sum(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)]

    def __missing__(self, word: Features) -> Sum:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        found = self[word] = self._lanes.sum(self._rows.of(word))
        return found


class _Rows(dict[int, int]):
    """The rows of the first layer by the key of their feature, as far as a text has needed them; 0 for no row."""

    def __init__(self, keys: memoryview, table: memoryview, size: int) -> None:
        super().__init__()
        self._keys, self._table, self._size = _whole_numbers(keys), table, size
        self._starts = [bisect_left(self._keys, part << _TAIL) for part in range((1 << 32 - _TAIL) + 1)]

    def of(self, features: Iterable[str]) -> list[int]:
        """The rows of the features that have one."""
        return [row for row in map(self.__getitem__, map(crc32, map(str.encode, features))) if row]

    def __missing__(self, key: int) -> int:
        """No number of a row is zero, hence no row is."""
        if len(self) >= _KEPT:
            self.clear()
        part = key >> _TAIL
        end = self._starts[part + 1]
        at = bisect_left(self._keys, key, self._starts[part], end)
        there = at < end and self._keys[at] == key
        row = int.from_bytes(self._table[at * self._size : (at + 1) * self._size], "little") if there else 0
        self[key] = row
        return row


class _Answers:
    """The second layer, as far as it answers some of the tasks."""

    def __init__(self, about: dict[str, Any], table: memoryview, tasks: list[str]) -> None:
        self._tasks: dict[str, list[str]] = {task: about["tasks"][task] for task in tasks}
        every = [task for task, names in about["tasks"].items() for _ in names]
        columns = [at for at, task in enumerate(every) if task in tasks]
        size = len(every) * _WIDE
        self._lanes = Wide(len(columns), _SHIFT_WIDE)
        self._rows = [
            int.from_bytes(b"".join(table[start + at * _WIDE : start + (at + 1) * _WIDE] for at in columns), "little")
            for start in range(0, len(table), size)
        ]
        self._bias: list[float] = [about["answer_bias"][at] for at in columns]
        self._scale: float = about["answer_scale"] / STEPS

    def likely(self, inner: list[int]) -> dict[str, dict[str, float]]:
        """For each of the tasks the probability of each answer."""
        sums = self._lanes.weighted(self._rows, inner)
        values = [value * self._scale + bias for value, bias in zip(sums, self._bias, strict=True)]
        found, at = {}, 0
        for task, names in self._tasks.items():
            found[task] = _shares(names, values[at : at + len(names)])
            at += len(names)
        return found


@cache
def ear() -> Ear:
    """The ear; its weights stay in their file and are read from there as texts need them."""
    with open(path.join(path.dirname(__file__), WEIGHTS), "rb") as file:
        return Ear(memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)))


def _parted(packed: memoryview) -> tuple[bytes, memoryview]:
    """The first line, and the rest."""
    end = 0
    while packed[end] != ord("\n"):
        end += 1
    return bytes(packed[:end]), packed[end + 1 :]


def _whole_numbers(packed: memoryview) -> Sequence[int]:
    """Numbers of four bytes, the little end first."""
    if sys.byteorder == "little":
        return packed.cast("I")
    numbers = array("I", packed.tobytes())
    numbers.byteswap()
    return numbers


def _shares(names: list[str], values: list[float]) -> dict[str, float]:
    top = max(values)
    raised = [exp(value - top) for value in values]
    total = sum(raised)
    return {name: value / total for name, value in zip(names, raised, strict=True)}
