"""The language somebody asks for, where others are refused, or named as somebody else's."""

from bot.reading.choices import numbered
from bot.reading.heard import Heard
from bot.reading.mentions import Mention, Mentions
from bot.reading.vocabulary import HOME, classes_of

LISTED = ("fr", "ar", "en", "tr")
"""The languages in the order of our question."""
_SAME_LANGUAGE = {"ary-Latn": "ar", "kab": "kab"}
_READS, _WISHED, _SPEAKS, _INSTEAD, _ANOTHERS = 4, 3, 2, 1, 0
_HER_OWN = frozenset({"maternelle", "maternel", "maternele"})
"""Her mother's tongue is hers."""
_KIN = frozenset({"husband", "wife", "mother", "father", "kin", "sibling", "friend"})


def wished_language(heard: Heard) -> str | None:
    """The language she can read or asks for, ISO 639-1; else the one she writes in, where that is not French."""
    mentions = Mentions(heard.tokens)
    named = [Mention(frozenset({span.concept}), span.start, span.end) for span in mentions.found("languages")]
    if named:
        wanted = [one for one in mentions.judged(named) if one.wanted]
        best = max(wanted, key=lambda one: (_weight(heard, mentions, one, named), -one.start), default=None)
        return str(next(iter(best.values))) if best and _weight(heard, mentions, best, named) > _ANOTHERS else None
    if heard.asked == "language":
        if mentions.found("unchanged"):
            return heard.own
        lines = numbered(heard, len(LISTED))
        if lines:
            return LISTED[lines[0] - 1] if len(lines) == 1 else None
    return None if heard.spoken == HOME else _SAME_LANGUAGE.get(heard.spoken, heard.spoken)


def _weight(heard: Heard, mentions: Mentions, one: Mention, named: list[Mention]) -> int:
    """What speaks for a language: to read or write in it most, merely to speak it least, another person's nothing."""
    start, end = mentions.around(one, named)
    said = [span for span in mentions.found("wishes") if start <= span.start < end]
    told = [span for span in said if span.start < one.start]
    if told and any(one.end <= other.start <= end for other in named):
        said = told  # in "je parle turc, je lis français" each has its own words before it
    concepts, before = {span.concept for span in said}, {span.concept for span in said if span.start < one.start}
    words = [*mentions.words(start, one.start), *mentions.words(one.end, end)]
    kin = "another" in concepts or any(
        not _KIN.isdisjoint(classes_of(word, heard.spoken)) for word in words if word not in _HER_OWN
    )
    if "read" in concepts or "write" in before:
        return _READS
    if kin and "self" not in before | {span.concept for span in said if (span.start, span.end) == (one.end, end)}:
        return _ANOTHERS
    if "instead" in concepts:
        return _INSTEAD
    return _SPEAKS if "speak" in concepts else _WISHED
