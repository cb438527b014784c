"""The phrases that may never be missed, looked for over the whole text."""

from bot.reading.heard import Heard
from bot.reading.lexicon import SIGNS, lexicon
from bot.reading.phrases import Span
from bot.reading.words import spell


def alarms(heard: Heard) -> list[Span]:
    """Danger, stop, idioms and jokes, as spelt by ear in the text's language and in French."""
    found: list[Span] = []
    for language in dict.fromkeys((heard.language, "fr", SIGNS)):
        read = language == heard.language and not heard.long
        words = heard.words if read else spell(heard.tokens, language)
        found += lexicon(language).alarms.find([word.forms for word in words])
    return found
