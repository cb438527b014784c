"""The details of a reading: who comes, when, why not, which topic; from the words, and from the ear."""

from collections.abc import Mapping
from re import compile as pattern

from bot.reading.choices import choice_of
from bot.reading.counting import PEOPLE, count
from bot.reading.days import wished_day, wished_part
from bot.reading.delays import lateness, says_late
from bot.reading.flags import flags
from bot.reading.heard import Heard
from bot.reading.hours import arrival, departure, named_hour
from bot.reading.languages import wished_language
from bot.reading.learned.ear import Likelihoods
from bot.reading.learned.meanings import NOTHING, WHERE
from bot.reading.names import answered_name, given_name
from bot.reading.questions import asked_in_passing, named_topic
from bot.reading.questions import topic as asked_about
from bot.reading.ratings import scored
from bot.reading.readings import Reading
from bot.reading.reasons import gives_a_reason, reason_said
from bot.reading.steps import corrected_permission
from bot.reading.telephones import telephone
from bot.reading.vocabulary import HOME

SURE, LIKELY, PLAUSIBLE, POSSIBLE = 0.8, 0.5, 0.25, 0.02
"""How likely what is heard must be: a reason against the words, a detail, a reason or condition, a detail also said."""
_EVENING = "18:00"
_FROM_THE_EAR = ("reason", "urgency", "consent", "part", "hedged", "conditional", "comment", "low_literacy")
_TOLD = frozenset({"reason", "conditional"})
_PHRASES = {"conditional": ("condition", "depends"), "low_literacy": ("cannot_read",), "hedged": ("hedge",)}
_ON_A_CONDITION = pattern(
    r"(?<![^\W_])(?:oui|ok|wi|viens?|viendr\w+|serai?|sauf) s(?:i |'?il )(?!possible|vous v|te pl)"
)
_SAID_SURELY = frozenset({"reason", "low_literacy"})
_SENDERS = {"third_party": "third_party", "minor": "minor"}
_PHONES = frozenset({"update_phone", "join", "refer", "call_me"})
_WISHES = frozenset({"reschedule", "call_me"})
_NAMED = {"name": answered_name, "join": given_name}
_TOPICAL = frozenset({"question", "yes", "no", "maybe", "count", "rating", "choice", "testimony_consent", "name"})
_ANSWERS = frozenset({"yes", "no", "maybe", "count", "rating", "choice"})


def details(heard: Heard, reading: Reading, likely: Likelihoods, human: bool) -> Reading:
    """The same reading with every detail that goes with its intent."""
    intent, fields, also = reading.intent, dict(reading.fields), list(reading.also)
    for task in _FROM_THE_EAR:
        _hear(task, intent, fields, likely[task], heard)
    if intent == "testimony_consent":
        _permission(heard, fields)
    if intent in ("yes", "count") and not reading.fields.keys() & PEOPLE:
        fields |= count(heard, bare_is_total=True)
    if intent in _SENDERS:
        fields["sender"] = _SENDERS[intent]
    if intent == "did_not_attend":
        fields["attended"] = False
    _person(heard, intent, fields)
    if intent == "choice" and (picked := choice_of(heard)):
        fields, reading = fields | picked.fields, picked
    if intent == "rating" and not fields.keys() & {"rating", "rating_min"}:
        fields |= scored(heard)
        if not fields.keys() & {"rating", "rating_min"}:
            return Reading("unclear", human=True, why=("no score on the scale",))
    if intent == "testimony" and (careful := flags(heard)):
        fields["flags"] = careful
    _moments(heard, intent, fields)
    topic = _topic(heard, intent, fields, likely["topic"])
    if topic is not None:
        fields["topic"] = topic
        also += ["question"] if intent != "question" else []
    elif "topic" in fields and intent != "question":
        del fields["topic"]
    if intent in _ANSWERS and heard.has("thanks"):
        also.append("thanks")
    human = human or topic is not None or fields.get("consent") == "conditional"
    return Reading(intent, fields, tuple(dict.fromkeys(also)), human, reading.why)


def _hear(task: str, intent: str, fields: dict[str, object], likely: Mapping[str, float], heard: Heard) -> None:
    """What the ear is sure of; else what it holds for possible and the words say; a refusal tends to say why."""
    if task in WHERE and intent not in WHERE[task]:
        return
    if task == "comment" and task not in fields and not _remarks(heard):
        return
    best = max(likely, key=lambda answer: likely[answer])
    said = "true" if task == "comment" and task in fields else _said(heard, task)
    if said and _is_open(likely, best, said, sure=task in _SAID_SURELY or task in heard.reserves):
        best = said
    elif task in _TOLD and 1 - likely[NOTHING] >= PLAUSIBLE:
        best = max(likely.keys() - {NOTHING}, key=lambda answer: (likely[answer], answer))
    elif task == "reason" and intent == "no" and best == NOTHING and gives_a_reason(heard):
        best = "other"
    elif likely[best] < LIKELY:
        return
    if best == NOTHING:
        fields.pop(task, None)
    else:
        fields[task] = True if best == "true" else best


def _remarks(heard: Heard) -> bool:
    """Whether anything is said beside a figure, its correction and courtesies."""
    beside = sum(span.end - span.start for span in heard.all("correction", "thanks", "polite", "greeting"))
    return heard.size() > beside + sum(word.kind in ("number", "score") for word in heard.words)


def _is_open(likely: Mapping[str, float], best: str, said: str, sure: bool) -> bool:
    """Whether what the words say outdoes what is heard; a reason is seldom named for nothing."""
    if best in (NOTHING, "other") or likely[best] < LIKELY:
        return sure or likely[said] >= POSSIBLE
    return sure and likely[best] < SURE


def _said(heard: Heard, task: str) -> str | None:
    """What the words say of a detail."""
    if task == "reason":
        return reason_said(heard)
    if task == "conditional" and _ON_A_CONDITION.search(heard.cleaned):
        return "true"
    return "true" if heard.has(*_PHRASES.get(task, ())) or task in heard.reserves else None


def _person(heard: Heard, intent: str, fields: dict[str, object]) -> None:
    """Her number, her name, her language."""
    if intent in _PHONES and (phone := telephone(heard.tokens)):
        fields["phone"] = phone
    if intent in _NAMED and "name" not in fields and (name := _NAMED[intent](heard)):
        fields["name"] = name
    if intent == "language":
        fields.pop("lang", None)
        fields |= {"lang": wished} if (wished := wished_language(heard)) else {}


def _permission(heard: Heard, fields: dict[str, object]) -> None:
    """What she says of her name tells more than "on a condition", than a mere yes, and than what is heard."""
    consent, named = fields.get("consent"), heard.has("permission.first_name")
    if corrected := corrected_permission(heard):
        fields["consent"] = corrected
        return
    if consent == "anonymous" and heard.has("permission.children"):
        fields["consent"] = "conditional"
    elif consent in ("conditional", "first_name") and heard.has("permission.anonymous") and not named:
        fields["consent"] = "anonymous"
    elif consent == "unspecified" and named:
        fields["consent"] = "first_name"
    elif named and not heard.has("permission.anonymous", "not", "no"):
        fields["consent"] = "first_name"  # "mettez juste mon prénom"


def _topic(heard: Heard, intent: str, fields: Mapping[str, object], likely: Mapping[str, float]) -> str | None:
    """What is asked; for a question that the ear knows no better than "other", what the phrases call it."""
    if intent not in _TOPICAL:
        return None
    if intent != "question" and likely[NOTHING] > 1 - LIKELY:
        return asked_in_passing(heard)
    if "dates" in fields:
        return str(fields["topic"])
    topics = {topic: chance for topic, chance in likely.items() if topic != NOTHING}
    best = max(topics, key=lambda topic: topics[topic])
    said = asked_about(heard)
    if (best == "other" or heard.spoken != HOME) and (named := named_topic(heard)):
        return named
    doubtful = best == "other" or (topics[best] < LIKELY and said and topics[said] >= POSSIBLE)
    return said if said and doubtful else best


def _moments(heard: Heard, intent: str, fields: dict[str, object]) -> None:
    if intent == "late":
        if minutes := lateness(heard):
            fields["minutes"] = minutes
        elif hour := named_hour(heard):
            fields["arrives"] = hour
    if intent in _WISHES:
        _wishes(heard, fields)
    if intent == "yes" and says_late(heard) and (minutes := lateness(heard)):
        fields["minutes"] = minutes
    if intent == "yes" and (hour := departure(heard)):
        fields["leaves"] = hour
    elif intent == "yes" and (hour := arrival(heard)):
        fields["arrives"] = hour


def _wishes(heard: Heard, fields: dict[str, object]) -> None:
    """The hour, the day and the part of the day for another date or a call."""
    if hour := named_hour(heard):
        fields["time"] = hour
    if day := wished_day(heard):
        fields["when"] = day
    if part := wished_part(heard) or ("evening" if hour and hour >= _EVENING else None):
        fields["part"] = part
