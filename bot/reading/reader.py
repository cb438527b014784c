"""Reads a reply: danger, then stop, whatever was asked; then what the rules and the learned ear make of the rest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.reading.alarms import alarms
from bot.reading.danger import danger, worrying
from bot.reading.deciding import decide
from bot.reading.heard import listen
from bot.reading.learned.ear import ear
from bot.reading.learned.features import features
from bot.reading.optout import optout
from bot.reading.pauses import pause
from bot.reading.phrased import phrased
from bot.reading.readings import Reading

_ALIKE = {"comment": "rating", "phone": "consent"}
"""Questions of ours that are answered like one the examples know."""


def read(
    text: str,
    asked: str | None,
    language: str | None,
    now: datetime,
    options: Sequence[str] = (),
    day: str | None = None,
) -> Reading:
    """What a reply means to the question `asked` (a code, None for no open question).

    `language` is the contact's own, a hint only; `now` is aware; `options` are the lines of the list we put to her,
    where we put one; `day` is the day of the week we asked about, `tuesday`, where we asked about one. Never raises
    for any text. What is not surely understood is "unclear".
    """
    heard = listen(text, asked, language, now, options, day)
    if not heard.words:
        return Reading("unclear", human=True, why=("not understood",))
    likely = ear().hear(features(heard.tokens, _ALIKE.get(heard.asked, heard.asked), heard.spoken))
    alarming = alarms(heard)
    reading = danger(heard, alarming, likely) or optout(heard, alarming, likely) or pause(heard)
    if reading:
        return reading
    if heard.has("auto_reply"):
        return Reading("ack", why=("automatic reply",))
    decided = decide(heard, phrased(heard), likely)
    return replace(decided, human=True) if worrying(alarming, likely) else decided
