"""The hour a person names for coming."""

from bot.reading.heard import Heard

_LATE_HOURS = 24


def named_hour(heard: Heard) -> str | None:
    """The first hour in the text as HH:MM, or None; hours of twelve are left to a person."""
    written = next((word.text for word in heard.words if word.kind == "hour"), None)
    return _clock(written) if written else None


def arrival(heard: Heard) -> str | None:
    """The hour at which the person says to arrive, or None."""
    return named_hour(heard) if heard.has("arrives") else None


def _clock(hour: str) -> str | None:
    digits = "".join(c if c.isdigit() else " " for c in hour).split()
    hours, minutes = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    return f"{hours:02}:{minutes:02}" if hours < _LATE_HOURS and "pm" not in hour else None
