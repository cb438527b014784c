"""Tables of small whole numbers whose rows are added up column by column, as one long integer each.

Python adds long integers fast and lists of numbers slowly: with every number in a lane of its own, wide enough that
no sum runs over into the next, one addition does a whole row.
"""

import sys
from array import array
from collections.abc import Iterable

_SIZES = {2: "H", 8: "Q"}


class Lanes:
    """Rows of `columns` numbers, each shifted by `offset` so that none is negative; `width` bytes for a sum."""

    def __init__(self, rows: bytes, columns: int, width: int, offset: int) -> None:
        """`rows`: every number in `width` bytes, little end first."""
        self._rows, self._bytes = memoryview(rows), columns * width
        self._offset, self._size = offset, _SIZES[width]

    def added(self, which: Iterable[int]) -> list[int]:
        """The sums of those rows."""
        total = count = 0
        for at in which:
            total += self._row(at)
            count += 1
        return self._numbers(total, count)

    def weighted(self, times: Iterable[tuple[int, int]]) -> list[int]:
        """The sums of rows taken so many times, given as (row, times) with times above zero."""
        total = count = 0
        for at, factor in times:
            total += self._row(at) * factor
            count += factor
        return self._numbers(total, count)

    def _row(self, at: int) -> int:
        return int.from_bytes(self._rows[at * self._bytes : (at + 1) * self._bytes], "little")

    def _numbers(self, total: int, count: int) -> list[int]:
        sums = array(self._size, total.to_bytes(self._bytes, "little"))
        if sys.byteorder == "big":
            sums.byteswap()
        shift = self._offset * count
        return [number - shift for number in sums]


def widened(narrow: bytes, width: int) -> bytes:
    """Numbers of one byte each, in `width` bytes each."""
    wide = bytearray(len(narrow) * width)
    wide[::width] = narrow
    return bytes(wide)
