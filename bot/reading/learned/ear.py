"""The learned ear: how likely each meaning of a text is, from weights that labelled examples have taught."""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp, sqrt
from os import path
from typing import Any
from zlib import crc32

from bot.reading.learned.features import Shown
from bot.reading.learned.lanes import Narrow, Wide
from bot.reading.learned.meanings import WHATEVER_WAS_ASKED

WEIGHTS = "weights.bin"
STEPS = 256
"""Into how many steps an inner value is cut: the second layer is added up in whole numbers too."""
_SHIFT, _SHIFT_WIDE, _WIDE = 128, 1 << 20, 8
_KEPT = 65_536
"""Features whose rows are kept at hand, or that none is there for."""
_TAIL, _HEAD = 21, 12
"""The bits of a key left out by the first guess at its place, and by the first look whether it is there at all."""

Likelihoods = Mapping[str, Mapping[str, float]]


class Ear:
    """A net of two layers. `hear` gives for each task the probability of each answer."""

    def __init__(self, packed: bytes) -> None:
        head, rest = _parted(packed)
        self.about = json.loads(head)
        self.tasks: dict[str, list[str]] = self.about["tasks"]
        hidden, count = self.about["hidden"], self.about["features"]
        self._first = Narrow(hidden, _SHIFT)
        self._rows = _Rows(rest[: count * 4], rest[count * 4 : count * (4 + hidden)], hidden)
        self._bias: list[float] = self.about["bias"]
        second = rest[count * (4 + hidden) :]
        self._alone = _Answers(self.about, second, [task for task in self.tasks if task in WHATEVER_WAS_ASKED])
        self._asked = _Answers(self.about, second, [task for task in self.tasks if task not in WHATEVER_WAS_ASKED])

    def hear(self, shown: Shown) -> Likelihoods:
        """The probabilities of every answer to every task."""
        itself = self._rows.of(shown.itself)
        both = itself + self._rows.of(shown.answering)
        return self._asked.likely(self._inner(both)) | self._alone.likely(self._inner(itself))

    def _inner(self, rows: list[int]) -> list[int]:
        """The inner values as whole numbers, none below zero."""
        scale = self.about["scale"] / sqrt(max(1, len(rows)))
        values = zip(self._first.added(rows), self._bias, strict=True)
        return [round(inner * STEPS) if (inner := value * scale + bias) > 0 else 0 for value, bias in values]


class _Rows(dict[int, int]):
    """The rows of the first layer by the key of their feature, as far as a text has needed them; 0 for no row."""

    def __init__(self, keys: memoryview, table: memoryview, size: int) -> None:
        super().__init__()
        self._keys, self._table, self._size = array("I", keys.tobytes()), table, size
        self._likely = bytearray(1 << 32 - _HEAD)
        for key in self._keys:
            self._likely[key >> _HEAD] = 1
        self._starts = [bisect_left(self._keys, part << _TAIL) for part in range((1 << 32 - _TAIL) + 1)]

    def of(self, features: Iterable[str]) -> list[int]:
        """The rows of the features that have one."""
        likely = self._likely
        keys = [key for key in map(crc32, map(str.encode, features)) if likely[key >> _HEAD]]
        return [row for row in map(self.__getitem__, keys) if row]

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
    """The ear, read once."""
    with open(path.join(path.dirname(__file__), WEIGHTS), "rb") as file:
        return Ear(file.read())


def _parted(packed: bytes) -> tuple[bytes, memoryview]:
    end = packed.index(b"\n")
    return packed[:end], memoryview(packed)[end + 1 :]


def _shares(names: list[str], values: list[float]) -> dict[str, float]:
    top = max(values)
    raised = [exp(value - top) for value in values]
    total = sum(raised)
    return {name: value / total for name, value in zip(names, raised, strict=True)}
