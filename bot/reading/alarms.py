"""The phrases that may never be missed, looked for over the whole text."""

from bot.reading.heard import Heard
from bot.reading.lexicon import SIGNS, lexicon
from bot.reading.phrases import Span
from bot.reading.vocabulary import HOME, classes_of
from bot.reading.words import Word, spell


def alarms(heard: Heard) -> list[Span]:
    """Danger, stop, idioms and jokes, as spelt by ear in the text's language and in French."""
    found: list[Span] = []
    for language in dict.fromkeys((heard.language, "fr", SIGNS)):
        read = language == heard.language and not heard.long
        words = heard.words if read else spell(heard.tokens, language)
        found += lexicon(language).alarms.find([_forms(word, heard, language) for word in words])
    return found


def _forms(word: Word, heard: Heard, language: str) -> tuple[str, ...]:
    """The spellings a word may stand for; a word of her own language is no French one that sounds alike."""
    foreign = language != heard.spoken and heard.spoken != HOME
    return (word.text,) if foreign and classes_of(word.text, heard.spoken) else word.forms
