"""How many come, as a test asks and as it is answered."""

from datetime import UTC, datetime

from bot.reading.counting import count
from bot.reading.heard import listen

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
UNCLEAR = {"count_unclear": True}


def counted(text: str, asked: str = "count", language: str = "fr") -> dict[str, object]:
    """The fields of a text that answers this question."""
    return count(listen(text, asked, language, NOW), bare_is_total=True)


def people(adults: int, children: int) -> dict[str, object]:
    """The fields of a list that is complete."""
    return {"adults": adults, "children": children, "total": adults + children}
