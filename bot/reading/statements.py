"""What stands for itself, whatever was asked: the wrong person, rights, discretion, news, wishes."""

from bot.reading.counting import count
from bot.reading.heard import Heard
from bot.reading.hours import arrival, named_hour
from bot.reading.readings import Reading
from bot.reading.telephones import telephone

_BEFORE_THE_ANSWER = (
    "wrong_number", "third_party", "minor", "delete_data", "data_access", "safe_contact", "concern",
)  # fmt: skip
_INSTEAD_OF_AN_ANSWER = (
    "withdraw_testimony", "update_phone", "start", "reschedule", "complaint", "call_me", "join", "refer",
    "did_not_attend", "late", "who", "help", "language", "media",
)  # fmt: skip
_NOT_FOR_A_PERSON = ("start", "who", "help", "did_not_attend", "language")
_INVITED = ("rsvp", "rsvp_trip", "clarify", "waitlist")
_KEYWORDS = 2
_SENDERS = {"third_party": "third_party", "minor": "minor"}


def persons_and_rights(heard: Heard) -> Reading | None:
    """Who writes, and what they may ask of us: these come before any answer."""
    return _stated(heard, _BEFORE_THE_ANSWER)


def wishes(heard: Heard) -> Reading | None:
    """News and wishes that are no answer to the question: late, another day, a call, who are you..."""
    return _stated(heard, _INSTEAD_OF_AN_ANSWER)


def _stated(heard: Heard, intents: tuple[str, ...]) -> Reading | None:
    said = [intent for intent in intents if _is_said(heard, intent)]
    if not said:
        return None
    intent = said[0]
    human = any(one not in _NOT_FOR_A_PERSON for one in said)
    return Reading(intent, _fields(heard, intent), tuple(said[1:]), human, (intent,))


def _is_said(heard: Heard, intent: str) -> bool:
    """A sentence that says it, or its keyword (`.alone` in the lexicons) with nothing but polite words around."""
    if intent == "late" and heard.asked not in _INVITED and arrival(heard):
        return True
    if intent == "language" and _names_a_tongue(heard):
        return True
    spans = heard.all(intent, intent + ".")
    return bool(spans) and (any(not span.concept.endswith(".alone") for span in spans) or _is_keyword(heard))


def _names_a_tongue(heard: Heard) -> bool:
    """ "Arabe", "english": the name of a language, and nothing else but politeness."""
    named, polite = heard.all("tongue."), heard.all("thanks", "polite", "greeting")
    said = sum(span.end - span.start for span in [*named, *polite])
    return len({span.concept for span in named}) == 1 and not heard.questions and heard.size() == said


def _is_keyword(heard: Heard) -> bool:
    polite = sum(span.end - span.start for span in heard.all("thanks", "polite", "greeting", "sorry"))
    return heard.size() - polite <= _KEYWORDS


def _fields(heard: Heard, intent: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    if intent in _SENDERS:
        fields["sender"] = _SENDERS[intent]
    if intent == "did_not_attend":
        fields["attended"] = False
    if intent == "withdraw_testimony":
        fields["consent"] = "refused"
    if intent in ("update_phone", "join", "refer") and (phone := telephone(heard.tokens)):
        fields["phone"] = phone
    if intent == "language" and (named := heard.first("language.", "tongue.")):
        fields["lang"] = named.concept.split(".")[1]
    if intent == "join":
        fields |= {key: value for key, value in count(heard, bare_is_total=False).items() if key != "count_unclear"}
    return fields | _moment(heard, intent)


def _moment(heard: Heard, intent: str) -> dict[str, object]:
    if intent == "late":
        minutes = next((word.text for word in heard.words if word.kind == "minutes"), None)
        if minutes:
            return {"minutes": int("".join(filter(str.isdigit, minutes)))}
        return {"arrives": hour} if (hour := arrival(heard)) else {}
    if intent == "reschedule" and (hour := named_hour(heard)):
        return {"time": hour}
    if intent == "call_me" and (when := heard.first("when.")):
        return {"when": when.concept.split(".")[1]}
    return {}
