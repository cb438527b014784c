"""The learned ear: how likely each meaning of a text is, from weights that labelled examples have taught."""

import json
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import exp, sqrt

from bot.reading.learned.features import Shown
from bot.reading.learned.lanes import Lanes, widened
from bot.reading.learned.meanings import WHATEVER_WAS_ASKED

WEIGHTS = "weights.bin"
STEPS = 256
"""Into how many steps an inner value is cut: the second layer is added up in whole numbers too."""
AT_ONCE = 250
"""Rows whose sum still fits into sixteen bits."""
_NARROW, _WIDE, _SHIFT, _SHIFT_WIDE = 2, 8, 128, 1 << 20

Likelihoods = Mapping[str, Mapping[str, float]]


class Ear:
    """A net of two layers. `hear` gives for each task the probability of each answer."""

    def __init__(self, packed: bytes) -> None:
        head, _, rest = zlib.decompress(packed).partition(b"\n")
        self.about = json.loads(head)
        self.tasks: dict[str, list[str]] = self.about["tasks"]
        hidden, answers, count = self.about["hidden"], sum(map(len, self.tasks.values())), self.about["features"]
        cut = _cutter(rest)
        self._keys = memoryview(cut(count * 4)).cast("I")
        self._first = Lanes(widened(cut(count * hidden), _NARROW), hidden, _NARROW, _SHIFT)
        self._second = Lanes(cut(hidden * answers * _WIDE), answers, _WIDE, _SHIFT_WIDE)
        self._bias: list[float] = self.about["bias"]
        self._answer_bias: list[float] = self.about["answer_bias"]

    def hear(self, shown: Shown) -> Likelihoods:
        """The probabilities of every answer to every task."""
        itself, answering = self._rows(shown.itself), self._rows(shown.answering)
        alone = self._sums(itself)
        both = [one + other for one, other in zip(alone, self._sums(answering), strict=True)]
        by_itself = self._answers(self._inner(alone, len(itself)))
        as_answer = self._answers(self._inner(both, len(itself) + len(answering)))
        found, at = {}, 0
        for task, names in self.tasks.items():
            values = by_itself if task in WHATEVER_WAS_ASKED else as_answer
            found[task] = dict(zip(names, _softmax(values[at : at + len(names)]), strict=True))
            at += len(names)
        return found

    def _rows(self, features: Iterable[str]) -> list[int]:
        keys, found = self._keys, []
        for feature in features:
            key = zlib.crc32(feature.encode())
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                found.append(at)
        return found

    def _sums(self, rows: list[int]) -> list[int]:
        sums = self._first.added(rows[:AT_ONCE])
        for start in range(AT_ONCE, len(rows), AT_ONCE):
            more = self._first.added(rows[start : start + AT_ONCE])
            sums = [one + other for one, other in zip(sums, more, strict=True)]
        return sums

    def _inner(self, sums: list[int], count: int) -> list[tuple[int, int]]:
        """The inner values above zero, as (place, whole number)."""
        scale = self.about["scale"] / sqrt(max(1, count))
        inner = (round((value * scale + bias) * STEPS) for value, bias in zip(sums, self._bias, strict=True))
        return [(place, value) for place, value in enumerate(inner) if value > 0]

    def _answers(self, inner: list[tuple[int, int]]) -> list[float]:
        scale = self.about["answer_scale"] / STEPS
        sums = self._second.weighted(inner)
        return [value * scale + bias for value, bias in zip(sums, self._answer_bias, strict=True)]


@cache
def ear() -> Ear:
    """The ear, read once."""
    return Ear((files("bot.reading.learned") / WEIGHTS).read_bytes())


def _cutter(rest: bytes):  # type: ignore[no-untyped-def]
    at = 0

    def cut(size: int) -> bytes:
        nonlocal at
        at += size
        return rest[at - size : at]

    return cut


def _softmax(values: list[float]) -> list[float]:
    top = max(values)
    raised = [exp(value - top) for value in values]
    total = sum(raised)
    return [value / total for value in raised]
