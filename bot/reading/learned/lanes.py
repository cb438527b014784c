"""Rows of small whole numbers that are added up column by column, as one long integer each.

Python adds long integers fast and lists of numbers slowly: with every number in a lane of its own, wide enough that
no sum runs over into the next, one addition does a whole row.
"""

import sys
from array import array

_SIZES = {2: "H", 8: "Q"}


class Lanes:
    """Rows of `columns` numbers, each shifted by `offset` so that none is negative; `width` bytes for a sum."""

    def __init__(self, columns: int, width: int, offset: int) -> None:
        self._columns, self._width, self._offset = columns, width, offset

    def row(self, numbers: bytes | memoryview) -> int:
        """A row as one integer, from numbers of equal size, little end first, that may be narrower than a lane."""
        narrow = len(numbers) // self._columns
        wide = bytearray(self._columns * self._width)
        for at in range(narrow):
            wide[at :: self._width] = numbers[at::narrow]
        return int.from_bytes(wide, "little")

    def numbers(self, total: int, count: int) -> list[int]:
        """The sums of the columns, from the sum of `count` rows."""
        sums = array(_SIZES[self._width], total.to_bytes(self._columns * self._width, "little"))
        if sys.byteorder == "big":
            sums.byteswap()
        shift = self._offset * count
        return [number - shift for number in sums]
