"""The day and the part of the day that somebody wants, where others are refused or only told of."""

from dataclasses import replace

from bot.reading.heard import Heard
from bot.reading.mentions import Mention, Mentions, pieces
from bot.reading.normalise import clean, fold
from bot.reading.tokens import tokenise

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_SAID, _PART_NEAR, _FEW = "tomorrow", 3, 5
_PARTS = frozenset({"morning", "afternoon", "evening"})
_WITHIN = frozenset({"le", "la", "l", "au", "dans", "en", "de", "du", "the", "in", "por", "da", "f"})
"""Words between a day and its part."""


def wished_day(heard: Heard) -> str | None:
    """`tomorrow_morning`, `tonight`, `friday`: the one day that is wanted; None for none, and for several."""
    mentions = Mentions(pieces(heard.tokens))
    day = _wanted(mentions, "dates", "days")
    return "tomorrow_morning" if day == _DAY_SAID and _in_the_morning(mentions) else day


def named_weekday(text: str) -> str | None:
    """The one day of the week that a message of ours names, as in `WEEKDAYS`; None for none, and for several."""
    found = {span.concept for span in Mentions(pieces(tokenise(fold(clean(text))))).found("days")}
    return next(iter(found)) if len(found := found.intersection(WEEKDAYS)) == 1 else None


def another_day(heard: Heard) -> bool:
    """Whether a few words want another day of the week than the one that was asked about ("lundi oui")."""
    if heard.day is None or heard.size() > _FEW:
        return False
    day = wished_day(heard)
    return day in WEEKDAYS and day != heard.day


def wished_part(heard: Heard) -> str | None:
    """`morning`, `afternoon`, `evening`: the one part of the day that is wanted; None for none, and for several."""
    return _wanted(Mentions(pieces(heard.tokens)), "parts")


def _wanted(mentions: Mentions, *tables: str) -> str | None:
    """The one of these that is wanted; a no that stands before a day and its part is about both of them."""
    meant = mentions.meant(_named(mentions))
    asked = {span.concept for table in tables for span in mentions.found(table)}
    refused = {value for one in meant if not one.wanted and len(one.values) == 1 for value in one.values}
    wanted = {value for one in meant if one.wanted for value in one.values if value in asked - refused}
    return str(next(iter(wanted))) if len(wanted) == 1 else None


def _named(mentions: Mentions) -> list[Mention]:
    """Days and parts of days, "jeudi après-midi" as one."""
    parts = mentions.found("parts")
    spans = [*mentions.found("dates"), *mentions.found("days"), *parts]
    named: list[Mention] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        last = named[-1] if named else None
        apart = last is None or any(word not in _WITHIN for word in mentions.words(last.end, span.start))
        if last is None or apart or len(last.values) > 1 or (span in parts) == last.values.issubset(_PARTS):
            named.append(Mention(frozenset({span.concept}), span.start, span.end))
        else:
            named[-1] = replace(last, values=last.values | {span.concept}, end=max(last.end, span.end))
    return named


def _in_the_morning(mentions: Mentions) -> bool:
    """Said right after the day."""
    days = [span.end for span in mentions.found("dates") if span.concept == _DAY_SAID]
    parts = [*mentions.found("parts"), *mentions.found("early")]
    mornings = [span.start for span in parts if span.concept == "morning"]
    return any(0 <= morning - day < _PART_NEAR for day in days for morning in mornings)
