"""The details of a reading: who comes, when, why not, which topic; from the words, and from the ear."""

from collections.abc import Mapping

from bot.reading.choices import choice_of
from bot.reading.counting import PEOPLE, count
from bot.reading.heard import Heard
from bot.reading.hours import arrival, departure, lateness, named_hour
from bot.reading.learned.ear import Likelihoods
from bot.reading.learned.meanings import NOTHING, WHERE
from bot.reading.names import given_name, wished_language
from bot.reading.ratings import scored
from bot.reading.readings import Reading
from bot.reading.telephones import telephone

LIKELY = 0.5
_FROM_THE_EAR = ("reason", "urgency", "consent", "part", "hedged", "conditional", "comment", "low_literacy")
_SENDERS = {"third_party": "third_party", "minor": "minor"}
_PHONES = frozenset({"update_phone", "join", "refer"})
_TOPICAL = frozenset({"question", "yes", "no", "maybe", "count", "rating", "choice", "testimony_consent", "name"})
_ANSWERS = frozenset({"yes", "no", "maybe", "count", "rating", "choice"})


def details(heard: Heard, reading: Reading, likely: Likelihoods, human: bool) -> Reading:
    """The same reading with every detail that goes with its intent."""
    intent, fields, also = reading.intent, dict(reading.fields), list(reading.also)
    for task in _FROM_THE_EAR:
        _hear(task, intent, fields, likely)
    if intent in ("yes", "count") and not reading.fields.keys() & PEOPLE:
        fields |= count(heard, bare_is_total=True)
    if intent in _SENDERS:
        fields["sender"] = _SENDERS[intent]
    if intent == "did_not_attend":
        fields["attended"] = False
    if intent in _PHONES and (phone := telephone(heard.tokens)):
        fields["phone"] = phone
    if intent in ("name", "join") and "name" not in fields and (name := given_name(heard)):
        fields["name"] = name
    if intent == "language" and (wished := fields.get("lang") or wished_language(heard)):
        fields["lang"] = wished
    if intent == "choice" and (picked := choice_of(heard)):
        fields, reading = fields | picked.fields, picked
    if intent == "rating" and not fields.keys() & {"rating", "rating_min"}:
        fields |= scored(heard)
        if not fields.keys() & {"rating", "rating_min"}:
            return Reading("unclear", human=True, why=("no score on the scale",))
    _moments(heard, intent, fields)
    topic = _topic(intent, fields, likely)
    if topic is not None:
        fields["topic"] = topic
        also += ["question"] if intent != "question" else []
    elif "topic" in fields and intent != "question":
        del fields["topic"]
    if intent in _ANSWERS and heard.has("thanks"):
        also.append("thanks")
    return Reading(intent, fields, tuple(dict.fromkeys(also)), human or topic is not None, reading.why)


def _hear(task: str, intent: str, fields: dict[str, object], likely: Likelihoods) -> None:
    if task in WHERE and intent not in WHERE[task]:
        return
    heard = likely[task]
    best = max(heard, key=lambda answer: heard[answer])
    if heard[best] < LIKELY:
        return
    if best == NOTHING:
        fields.pop(task, None)
    else:
        fields[task] = True if best == "true" else best


def _topic(intent: str, fields: Mapping[str, object], likely: Likelihoods) -> str | None:
    if intent not in _TOPICAL:
        return None
    topics = {topic: chance for topic, chance in likely["topic"].items() if topic != NOTHING}
    best = max(topics, key=lambda topic: topics[topic])
    if intent == "question":
        return str(fields["topic"]) if "dates" in fields else best
    return best if topics[best] >= LIKELY else None


def _moments(heard: Heard, intent: str, fields: dict[str, object]) -> None:
    if intent == "late":
        if minutes := lateness(heard):
            fields["minutes"] = minutes
        elif hour := named_hour(heard):
            fields["arrives"] = hour
    if intent in ("reschedule", "call_me") and (hour := named_hour(heard)):
        fields["time"] = hour
    if intent == "yes" and (hour := departure(heard)):
        fields["leaves"] = hour
    elif intent == "yes" and (hour := arrival(heard)):
        fields["arrives"] = hour
