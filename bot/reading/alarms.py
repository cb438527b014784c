"""The phrases that may never be missed, looked for in every language and over the whole text."""

from bot.reading.heard import Heard
from bot.reading.lexicon import LANGUAGES, SIGNS, lexicon
from bot.reading.phrases import Span
from bot.reading.words import spell


def alarms(heard: Heard) -> list[Span]:
    """Danger, stop, idioms and jokes: as spelt by ear in the text's language and French, exactly in the others."""
    words = [token.text.rstrip("'") for token in heard.tokens if token.kind != "mark"]
    found = []
    for language in (*LANGUAGES, SIGNS):
        known = lexicon(language)
        if language in ("fr", heard.language):
            found += known.alarms.find([word.forms for word in spell(heard.tokens, known)])
        else:
            found += known.alarms.find([(word,) for word in words if word not in known.shy])
    return found
