"""Rows of small whole numbers that are added up column by column, as one long integer each.

Python adds long integers fast and lists of numbers slowly: with every number in a lane of its own, wide enough that
no sum runs over into the next, one addition does a whole row. A row is what `int.from_bytes` makes of its numbers, the
little end first.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

AT_ONCE = 250
"""Rows of bytes whose sum still fits into two."""


class Wide:
    """Rows of `columns` numbers of four bytes, each shifted by `offset` so that none is negative."""

    def __init__(self, columns: int, offset: int) -> None:
        self._size, self._offset = columns * 4, offset

    def weighted(self, rows: Iterable[int], times: Iterable[int]) -> list[int]:
        """The sums of the columns, with each row taken so many times, none below zero."""
        total = count = 0
        for row, factor in zip(rows, times, strict=True):
            if factor:
                total += row * factor
                count += factor
        shift = self._offset * count
        return [number - shift for number in _cut(total, self._size, "I")]


class Sum(NamedTuple):
    """The sum of some rows of bytes: the even columns and the odd ones each in lanes of two bytes, and how many."""

    even: int
    odd: int
    rows: int


class Narrow:
    """Rows of `columns` bytes, each shifted by `offset` so that none is negative.

    Every other byte is masked out and added up by itself: what is missing to the sum of the whole rows are the others.
    """

    def __init__(self, columns: int, offset: int) -> None:
        self._columns, self._offset = columns, offset
        self._size = columns + columns % 2
        self._even = int.from_bytes(b"\xff\x00" * (self._size // 2), "little")

    def sum(self, rows: Sequence[int]) -> Sum:
        """At most `AT_ONCE` rows added up."""
        mask = self._even
        even = sum([row & mask for row in rows])
        return Sum(even, (sum(rows) - even) >> 8, len(rows))

    def added(self, parts: Iterable[Sum]) -> list[int]:
        """The sums of the columns over all parts."""
        sums = [0] * self._columns
        for even, odd, rows in _gathered(parts):
            lanes, shift = array("H", bytes(2 * self._size)), self._offset * rows
            lanes[::2], lanes[1::2] = _cut(even, self._size, "H"), _cut(odd, self._size, "H")
            sums = [one + number - shift for one, number in zip(sums, lanes, strict=False)]
        return sums


def _gathered(parts: Iterable[Sum]) -> Iterator[Sum]:
    """As many of the parts in one as fit."""
    even = odd = rows = 0
    for part in parts:
        if rows + part.rows > AT_ONCE:
            yield Sum(even, odd, rows)
            even = odd = rows = 0
        even, odd, rows = even + part.even, odd + part.odd, rows + part.rows
    yield Sum(even, odd, rows)


def _cut(total: int, size: int, kind: str) -> "array[int]":
    lanes = array(kind, total.to_bytes(size, "little"))
    if sys.byteorder == "big":
        lanes.byteswap()
    return lanes
