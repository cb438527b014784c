"""What the phrases of the lexicons say: wrong person, rights, the answer, a question, politeness, in that order."""

from dataclasses import replace

from bot.reading.answers import answer
from bot.reading.heard import Heard
from bot.reading.politeness import NO_QUESTION, politeness
from bot.reading.questions import question, topic
from bot.reading.ratings import opinion, rating
from bot.reading.readings import Reading
from bot.reading.statements import persons_and_rights, wishes
from bot.reading.steps import step

_SHORT = 4
_TALKING = ("comment", "testimony", "rating")
_ALSO_SAID = {"reminder": ("yes",), "silent": ("yes", "ok", "sign.yes", "sign.no")}
_SAID_UNASKED = ("come", "cannot", "can", "together", "maybe", "no", "adult", "child")
_ANSWERS = ("yes", "no", "maybe", "count", "rating", "choice")


def phrased(heard: Heard) -> Reading:
    """What the phrases of the lexicons say; "unclear" where they say nothing sure."""
    return _completed(heard, persons_and_rights(heard) or _conversation(heard) or _unclear(heard))


def _conversation(heard: Heard) -> Reading | None:
    if heard.long:
        return _told(heard)
    if heard.asked in ("rating", "testimony_consent", "language", "name", "choice"):
        return rating(heard) or step(heard) or _open_talk(heard)
    return _open_talk(heard)


def _open_talk(heard: Heard) -> Reading | None:
    return wishes(heard) or _replied(heard) or question(heard) or _told(heard) or politeness(heard)


def _replied(heard: Heard) -> Reading | None:
    """An answer; a bare "ok" that answers no open question is only politeness."""
    if heard.asked in _TALKING and not _is_refusal(heard):
        return None
    if heard.asked in NO_QUESTION and not heard.has(*_SAID_UNASKED, *_ALSO_SAID.get(heard.asked, ())):
        return None
    return answer(heard)


def _is_refusal(heard: Heard) -> bool:
    return heard.has("no") and not heard.has("yes", "ok") and not heard.unknown()


def _told(heard: Heard) -> Reading | None:
    """Words that were asked for: an opinion after a meeting, a testimony."""
    if heard.asked in ("rating", "comment"):
        polite = heard.has("thanks", "greeting", "ack", "yes", "ok") and not heard.has("praise", "opinion")
        polite = polite and not heard.unknown() and heard.size() <= 2
        return None if polite else opinion(heard)
    if heard.asked == "testimony" and heard.size() > 2:
        return Reading("testimony", why=("words that were asked for",))
    return None


def _completed(heard: Heard, reading: Reading) -> Reading:
    """The same reading, with the question and the thanks that came along."""
    also = list(reading.also)
    fields, human = dict(reading.fields), reading.human
    if reading.intent in _ANSWERS and (asked := topic(heard)):
        also.append("question")
        fields["topic"], human = asked, True
    if reading.intent in _ANSWERS and heard.has("thanks"):
        also.append("thanks")
    if reading.intent == "join" and heard.has("adult.", "child."):
        also.append("refer")
    return replace(reading, fields=fields, also=tuple(dict.fromkeys(also)), human=human)


def _unclear(heard: Heard) -> Reading:
    return Reading("unclear", human=heard.size() > _SHORT or heard.long, why=("not understood",))
