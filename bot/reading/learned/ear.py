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
_TAIL = 21
"""The bits of a key that the first guess at its place leaves out."""

Likelihoods = Mapping[str, Mapping[str, float]]


class Ear:
    """A net of two layers. `hear` gives for each task the probability of each answer."""

    def __init__(self, packed: bytes) -> None:
        head, rest = _parted(packed)
        self.about = json.loads(head)
        self.tasks: dict[str, list[str]] = self.about["tasks"]
        hidden, count = self.about["hidden"], self.about["features"]
        self._keys = array("I", rest[: count * 4].tobytes())
        self._starts = [bisect_left(self._keys, part << _TAIL) for part in range((1 << 32 - _TAIL) + 1)]
        self._table, self._hidden = rest[count * 4 : count * (4 + hidden)], hidden
        self._first = Narrow(hidden, _SHIFT)
        self._bias: list[float] = self.about["bias"]
        second = rest[count * (4 + hidden) :]
        self._alone = _Answers(self.about, second, [task for task in self.tasks if task in WHATEVER_WAS_ASKED])
        self._asked = _Answers(self.about, second, [task for task in self.tasks if task not in WHATEVER_WAS_ASKED])
        self._kept: dict[int, int] = {}

    def hear(self, shown: Shown) -> Likelihoods:
        """The probabilities of every answer to every task."""
        itself = self._rows(shown.itself)
        both = itself + self._rows(shown.answering)
        return self._asked.likely(self._inner(both)) | self._alone.likely(self._inner(itself))

    def _rows(self, features: Iterable[str]) -> list[int]:
        """The rows of the features that have one; those once looked for are kept at hand."""
        rows, kept = [], self._kept
        for feature in features:
            key = crc32(feature.encode())
            row = kept.get(key)
            if row is None:
                row = self._found(key)
            if row is not None:
                rows.append(row)
        return rows

    def _found(self, key: int) -> int | None:
        part = key >> _TAIL
        end = self._starts[part + 1]
        at = bisect_left(self._keys, key, self._starts[part], end)
        if at == end or self._keys[at] != key:
            return None
        row = self._kept[key] = self._first.row(self._table[at * self._hidden : (at + 1) * self._hidden])
        return row

    def _inner(self, rows: list[int]) -> list[int]:
        """The inner values as whole numbers, none below zero."""
        scale = self.about["scale"] / sqrt(max(1, len(rows)))
        values = zip(self._first.added(rows), self._bias, strict=True)
        return [round(inner * STEPS) if (inner := value * scale + bias) > 0 else 0 for value, bias in values]


class _Answers:
    """The second layer, as far as it answers some of the tasks."""

    def __init__(self, about: dict[str, Any], table: memoryview, tasks: list[str]) -> None:
        self._tasks: dict[str, list[str]] = {task: about["tasks"][task] for task in tasks}
        every = [task for task, names in about["tasks"].items() for _ in names]
        columns = [at for at, task in enumerate(every) if task in tasks]
        size = len(every) * _WIDE
        self._lanes = Wide(len(columns), _SHIFT_WIDE)
        self._rows = [
            self._lanes.row(b"".join(table[start + at * _WIDE : start + (at + 1) * _WIDE] for at in columns))
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
            found[task] = dict(zip(names, _softmax(values[at : at + len(names)]), strict=True))
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


def _softmax(values: list[float]) -> list[float]:
    top = max(values)
    raised = [exp(value - top) for value in values]
    total = sum(raised)
    return [value / total for value in raised]
