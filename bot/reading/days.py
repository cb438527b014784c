"""The day and the part of the day that somebody wants, where others are refused or only told of."""

from bot.reading.heard import Heard
from bot.reading.mentions import Mention, Mentions, pieces

_DAY_SAID, _PART_NEAR = "tomorrow", 3


def wished_day(heard: Heard) -> str | None:
    """`tomorrow_morning`, `tonight`, `friday`: the one day that is wanted; None for none, and for several."""
    mentions = Mentions(pieces(heard.tokens))
    days = [
        Mention(frozenset({span.concept}), span.start, span.end)
        for table in ("dates", "days")
        for span in mentions.found(table)
    ]
    wanted = _wanted(mentions, days)
    day = next(iter(wanted)) if len(wanted) == 1 else None
    return "tomorrow_morning" if day == _DAY_SAID and _in_the_morning(mentions) else day


def wished_part(heard: Heard) -> str | None:
    """`morning`, `afternoon`, `evening`: the one part of the day that is wanted; None for none, and for several."""
    mentions = Mentions(pieces(heard.tokens))
    parts = [Mention(frozenset({span.concept}), span.start, span.end) for span in mentions.found("parts")]
    wanted = _wanted(mentions, parts)
    return next(iter(wanted)) if len(wanted) == 1 else None


def _wanted(mentions: Mentions, named: list[Mention]) -> set[str]:
    meant = mentions.meant(named)
    refused = {value for one in meant if not one.wanted for value in one.values}
    return {str(value) for one in meant if one.wanted for value in one.values if value not in refused}


def _in_the_morning(mentions: Mentions) -> bool:
    """Said right after the day."""
    days = [span.end for span in mentions.found("dates") if span.concept == _DAY_SAID]
    parts = [*mentions.found("parts"), *mentions.found("early")]
    mornings = [span.start for span in parts if span.concept == "morning"]
    return any(0 <= morning - day < _PART_NEAR for day in days for morning in mornings)
