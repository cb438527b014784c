"""Rows of small whole numbers that are added up column by column, as one long integer each.

Python adds long integers fast and lists of numbers slowly: with every number in a lane of its own, wide enough that
no sum runs over into the next, one addition does a whole row. A row is what `int.from_bytes` makes of its numbers, the
little end first.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence

AT_ONCE = 250
"""Rows of bytes whose sum still fits into two."""


class Wide:
    """Rows of `columns` numbers of eight bytes, each shifted by `offset` so that none is negative."""

    def __init__(self, columns: int, offset: int) -> None:
        self._size, self._offset = columns * 8, offset

    def weighted(self, rows: Iterable[int], times: Iterable[int]) -> list[int]:
        """The sums of the columns, with each row taken so many times, none below zero."""
        total = count = 0
        for row, factor in zip(rows, times, strict=True):
            if factor:
                total += row * factor
                count += factor
        shift = self._offset * count
        return [number - shift for number in _cut(total, self._size, "Q")]


class Narrow:
    """Rows of `columns` bytes, each shifted by `offset` so that none is negative.

    Every other byte is masked out and added up by itself: what is missing to the sum of the whole rows are the others.
    """

    def __init__(self, columns: int, offset: int) -> None:
        self._columns, self._offset = columns, offset
        self._size = columns + columns % 2
        self._even = int.from_bytes(b"\xff\x00" * (self._size // 2), "little")

    def added(self, rows: Sequence[int]) -> list[int]:
        """The sums of the columns."""
        sums = self._few(rows[:AT_ONCE])
        for start in range(AT_ONCE, len(rows), AT_ONCE):
            more = self._few(rows[start : start + AT_ONCE])
            sums = [one + other for one, other in zip(sums, more, strict=True)]
        return sums

    def _few(self, rows: Sequence[int]) -> list[int]:
        mask, shift = self._even, self._offset * len(rows)
        even = sum([row & mask for row in rows])
        odd = (sum(rows) - even) >> 8
        sums = array("H", bytes(2 * self._size))
        sums[::2], sums[1::2] = _cut(even, self._size, "H"), _cut(odd, self._size, "H")
        return [number - shift for number in sums[: self._columns]]


def _cut(total: int, size: int, kind: str) -> "array[int]":
    lanes = array(kind, total.to_bytes(size, "little"))
    if sys.byteorder == "big":
        lanes.byteswap()
    return lanes
