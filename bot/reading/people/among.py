"""Who is named after a number and is in it: "3 adultes dont moi", "4 adultes avec moi", "2 adults including me"."""

from bot.reading.people.tables import taken_back
from bot.reading.people.words import Unit

_GROWN = frozenset({"self", "adult"})
_ARTICLES = frozenset({"my", "the"})


def counted_already(row: list[Unit]) -> list[Unit]:
    """The same parts without those who are in the number of adults that stands before them."""
    for at in range(1, len(row)):
        if row[at].role == "adult" and row[at - 1].role == "number" and row[at - 1].value > 1:
            end = _end_of_those_within(row, at + 1)
            return row[: at + 1] + row[end:]
    return row


def _end_of_those_within(row: list[Unit], start: int) -> int:
    """Where they end who are said to be among the adults; `start` where nobody is."""
    roles = [unit.role for unit in row[start:]]
    if roles[:1] == ["self"] and start + 1 < len(row) and row[start + 1].text in taken_back("among"):
        return start + 2  # "moi comprise"
    if roles[:2] == ["with", "self"]:
        return start + 2
    if roles[:1] != ["of_which"]:
        return start
    end = place = start + 1
    while place < len(row) and row[place].role in _GROWN | _ARTICLES | {"and"}:
        place += 1
        end = place if row[place - 1].role in _GROWN else end
    return end if end > start + 1 else start
