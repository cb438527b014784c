"""Weighs what the phrases say against what the learned ear hears, and fills in the details."""

from collections.abc import Mapping

from bot.reading.choices import BY_EXCLUSION, choice_of
from bot.reading.days import another_day
from bot.reading.details import details
from bot.reading.heard import Heard
from bot.reading.learned.ear import Likelihoods
from bot.reading.lexicon import LANGUAGES
from bot.reading.ratings import scored
from bot.reading.readings import Reading
from bot.reading.steps import corrected_permission

SURE, SURE_ANSWER, AGREED = 0.7, 0.85, 0.6
"""How likely a meaning must be: heard only; the same for what is never guessed; heard and phrased alike."""
PLAIN = 0.95
"""How likely what is told in words must be, beside a figure that is no number of people: "38.9 on sort pas"."""
SURE_PERMISSION = 0.8
"""A permission or a refusal is never guessed."""
PHRASED, DOUBTED = 0.25, 0.7
"""How likely what is phrased must be, while the ear holds another meaning for no more than this."""
SEEN_BY_A_PERSON = 0.15
ALWAYS_SEEN = frozenset(
    {
        "question", "concern", "urgent", "call_me", "third_party", "minor", "safe_contact", "reschedule", "late",
        "refer", "join", "testimony", "delete_data", "data_access", "complaint", "wrong_number", "update_phone",
        "withdraw_testimony", "media",
    }
)  # fmt: skip
"""Meanings that always reach the educator's inbox."""
SURELY_NOT = 0.7
_MOST, _PERCENT = 30, "%"
_OURS = frozenset({"withdraw_testimony", "question", "help", "start", "join", "pause", "language", "who", "call_me"})
_NOT_TOLD = frozenset(
    {
        "no", "question", "call_me", "third_party", "minor", "wrong_number", "delete_data", "data_access", "complaint",
        "withdraw_testimony", "safe_contact", "update_phone", "media", "help", "who", "late", "reschedule",
    }
)  # fmt: skip
_DECIDED_BEFORE = frozenset({"urgent", "stop"})
_NEVER_GUESSED = frozenset({"yes", "no", "maybe", "count", "rating", "choice", "testimony_consent"})
_IN_FIGURES, _SHORT = frozenset({"count", "rating", "choice"}), 3
_POLITE = frozenset({"thanks", "ack", "greeting"})
"""Nothing follows from any of these: which of them it is need not be sure."""
_INVITED = frozenset({"rsvp", "rsvp_trip", "waitlist"})
_ABOUT_A_DATE = _INVITED | {"reminder", "confirmed", "announce", "appointment"}
_STEPS = frozenset({"rating", "choice", "language", "name", "testimony_consent"})


def decide(heard: Heard, said: Reading, likely: Likelihoods) -> Reading:
    """The reading of a text that is neither a danger nor a stop."""
    intents = likely["intent"]
    intent = _meant(heard, said, intents)
    if intent == "testimony_consent" != said.intent and not corrected_permission(heard):
        intent = intent if max(likely["consent"].values()) >= SURE_PERMISSION else said.intent
    if intent == said.intent and intent != "unclear":
        reading = said
    else:
        reading = Reading(intent, why=(f"heard {intent}",) if intent != "unclear" else ("not understood",))
    return details(heard, reading, likely, human=_for_a_person(heard, said, intent, likely))


def _meant(heard: Heard, said: Reading, intents: Mapping[str, float]) -> str:
    best = max(intents, key=lambda intent: intents[intent])
    plain = best not in _IN_FIGURES and intents[best] >= PLAIN and heard.size() > _SHORT
    if _is_strange(heard) and not plain:
        return "unclear"
    if (
        _is_figure(heard)
        or _is_step(heard, said)
        or _is_keyword(heard, said)
        or _tells(heard, said, intents[best], best)
    ):
        return said.intent
    if best in _DECIDED_BEFORE:
        return "unclear"  # neither surely a danger or a stop, nor surely anything else: a person looks
    if rather := _rather(heard, said, best):
        return rather
    if best in _NEVER_GUESSED and not heard.known():
        return "unclear"
    if best == "start" and said.intent != best and heard.size() <= 1:
        return "unclear"  # a silence that was asked for is not ended by a word that may mean something else
    chance = _chance(best, intents)
    if said.intent == best == "question":
        return best  # nothing follows but that it is answered, or read by a person
    if said.intent == best:
        return best if chance >= AGREED else "unclear"
    if intents[best] < DOUBTED and said.intent != "unclear" and intents.get(said.intent, 0) >= PHRASED:
        return said.intent
    return best if chance >= (SURE_ANSWER if best in _NEVER_GUESSED else SURE) else "unclear"


def _chance(best: str, intents: Mapping[str, float]) -> float:
    """How likely that or what is as good: a courtesy is a courtesy, and who may come has not said no."""
    if best in _POLITE:
        return sum(intents[one] for one in _POLITE)
    return intents["maybe"] + intents["yes"] if best == "maybe" else intents[best]


def _rather(heard: Heard, said: Reading, best: str) -> str | None:
    """What the question and the phrases make of what the ear takes for something else."""
    if best == "unclear" and heard.asked == "rating" and scored(heard):
        return "rating"
    if best == "feedback" and heard.asked in _INVITED and heard.size() <= 1:
        return "unclear"  # "bof" to an invitation
    if best == "no" and heard.asked == "choice" and _leaves_one(heard):
        return "choice"  # "ni le 1 ni le 3" of three
    if best == "no" and said.intent == "reschedule" and heard.has("yes"):
        return "unclear"  # "oui mais jeudi je travaille" may be a yes and a no
    if best == "yes" and heard.asked in _ABOUT_A_DATE and another_day(heard):
        return "reschedule"  # "lundi oui" to a Tuesday: nobody would expect her on the day she means
    if best == "yes" and _takes_back(heard):
        return "unclear"  # "oui j'ai lu mais je peux vraiment pas"
    if best == "late" and said.intent == "yes" and heard.asked in _INVITED:
        return "yes"  # "oui vers 14h" answers an invitation; nobody was expected earlier
    return None


def _leaves_one(heard: Heard) -> bool:
    """Whether all lines of the list but one are refused by name."""
    left = choice_of(heard)
    return left is not None and BY_EXCLUSION in left.why and "choice" in left.fields


def _takes_back(heard: Heard) -> bool:
    """Whether after the last "but" she only says that she cannot."""
    contrasts = heard.all("contrast")
    if not contrasts:
        return False
    after = {span.concept for span in heard.spans if span.end > contrasts[-1].end}
    return "cannot" in after and after.isdisjoint(("yes", "come", "can"))


def _is_strange(heard: Heard) -> bool:
    """A yes that asks back, a number of people or a score that cannot be."""
    figures = [word.value for word in heard.words if word.kind == "number" and word.text.isdigit()]
    if heard.questions and heard.size() <= 1 and heard.has("yes", "no", "ok"):
        return True
    if any(token.text == _PERCENT for token in heard.tokens):
        return False
    return any(value is None or value > _MOST for value in figures) or (figures == [0] and heard.size() == 1)


def _is_figure(heard: Heard) -> bool:
    """Nothing but figures or signs: what they stand for is a matter of the question; the phrases know it exactly."""
    return all(token.kind in ("number", "score", "mark", "sign") for token in heard.tokens)


def _is_step(heard: Heard, said: Reading) -> bool:
    """The exact answer to a question that asks for a figure or a name; the phrases know it best."""
    return said.intent in _STEPS and said.intent == heard.asked and heard.size() <= 3


def _is_keyword(heard: Heard, said: Reading) -> bool:
    """A word of ours with nothing beside it but politeness: RETRAIT, AGENDA, AIDE."""
    polite = sum(span.end - span.start for span in heard.all("thanks", "polite", "greeting"))
    return said.intent in _OURS and heard.size() - polite <= 1 and not heard.long


def _tells(heard: Heard, said: Reading, chance: float, best: str) -> bool:
    """Words that were asked for stay what they are, unless they are surely something else."""
    return heard.asked == said.intent == "testimony" and (best not in _NOT_TOLD or chance < SURELY_NOT)


def _for_a_person(heard: Heard, said: Reading, intent: str, likely: Likelihoods) -> bool:
    if intent in ALWAYS_SEEN or intent == "unclear" or likely["human"]["true"] >= SEEN_BY_A_PERSON:
        return True
    if heard.spoken not in LANGUAGES or (heard.asked == "silent" and intent == "yes"):
        return True  # a language we hardly know; somebody has to ring her
    return heard.long or (said.human and intent == said.intent)
