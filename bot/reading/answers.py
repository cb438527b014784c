"""The answer to the open question: yes, no or maybe, with who comes and why not."""

from bot.reading.counting import count
from bot.reading.heard import Heard
from bot.reading.hours import arrival
from bot.reading.polarity import Answer, weigh
from bot.reading.readings import Reading

_ATTENDING = ("rsvp", "rsvp_trip", "clarify", "waitlist", "count", "reminder", "confirmed", "declined", "announce")
_OPEN = (
    "rsvp", "rsvp_trip", "clarify", "waitlist", "consent", "transport", "appointment", "silent", "reminder", "choice",
    "count", "rating", "comment", "testimony",
)  # fmt: skip
_INVITED = ("rsvp", "rsvp_trip", "clarify", "waitlist")
_CHANGED = ("count", "reminder", "confirmed")
OWN_WAY, NEED_RIDE = ("own_way",), ("need_ride",)
"""Why a reading says how she comes."""
_MUCH_UNKNOWN = 3
_BRIEF = 3


def answer(heard: Heard) -> Reading | None:
    """Yes, no, maybe or a count; unclear when the text contradicts itself; None when it does not answer."""
    if heard.asked == "transport" and (ride := _ride(heard)):
        return ride
    said = weigh(heard)
    people = _people(heard, said)
    if heard.has("condition") and said.said in ("yes", "both"):
        return Reading("maybe", {"conditional": True}, why=("condition",))
    if said.said == "both":
        return _both(heard)
    if said.said == "nothing":
        return _counted(heard, people)
    if _is_doubtful(heard, said):
        return Reading("unclear", human=heard.size() > 4, why=("answer in doubt",))
    return _answered(heard, said, people)


def _ride(heard: Heard) -> Reading | None:
    """Help to come: "j'ai la voiture" is no, "j'ai pas de voiture" is yes, "je viens" is neither."""
    if heard.has("own_way") and not heard.has("yes"):
        return Reading("no", why=OWN_WAY)
    if heard.has("need_ride") and not heard.has("no"):
        return Reading("yes", why=NEED_RIDE)
    if heard.has("come", "all_right") and not heard.has("yes", "ok", "no", "cannot"):
        return Reading("unclear", human=heard.size() > 4, why=("help in doubt",))
    return None


def _people(heard: Heard, said: Answer) -> dict[str, object]:
    if heard.asked not in _ATTENDING or said.said in ("no", "maybe", "both"):
        return {}
    return count(heard, bare_is_total=heard.asked == "count" or said.said == "yes")


def _both(heard: Heard) -> Reading:
    days = heard.all("day")
    if days and (heard.has("contrast") or len(days) > 1):
        return Reading("reschedule", human=True, why=("no here, yes there",))
    return Reading("unclear", human=heard.size() > 4, why=("contradiction",))


def _counted(heard: Heard, people: dict[str, object]) -> Reading | None:
    if not people or heard.questions or heard.has("question.", "reason.") or _is_denied(heard):
        return None
    if heard.asked in _CHANGED:
        return Reading("count", people, human=_much_unknown(heard), why=("count",))
    if heard.asked in _INVITED and "total" in people and len(heard.unknown()) < _MUCH_UNKNOWN:
        return Reading("yes", people, why=("people listed",))
    return None


def _is_denied(heard: Heard) -> bool:
    """A negation that takes back no number: "on sera pas 3" counts nobody, "pas 4 mais 3" does."""
    return any(all(word.kind != "number" for word in heard.words[n.end : n.end + 1]) for n in heard.all("not"))


def _is_doubtful(heard: Heard, said: Answer) -> bool:
    """A bare word to no question, or a yes that much unknown text follows, answers nothing."""
    if said.plain and heard.asked not in _OPEN:
        return not _takes_back(heard, said)
    if _corrects_a_number(heard, said) or (heard.asked == "silent" and said.said == "yes" and heard.has("all_right")):
        return True
    if heard.asked == "count" and said.plain and said.said == "yes" and not count(heard, True):
        return True
    open_end = heard.has("contrast") and len(heard.unknown()) > 1 and not heard.has("question.")
    return said.said == "yes" and (open_end or _outweighed(heard))


def _corrects_a_number(heard: Heard, said: Answer) -> bool:
    """ "non 2": nobody comes, or two come and not three."""
    return said.plain and said.said == "no" and heard.size() <= _BRIEF and any(w.kind == "number" for w in heard.words)


def _takes_back(heard: Heard, said: Answer) -> bool:
    """A bare no after "you are coming" gives the place back; a bare yes after a no must say that it changes."""
    counted = any(word.kind == "number" for word in heard.words)
    return (heard.asked == "confirmed" and said.said == "no" and not counted) or (
        heard.asked == "declined" and said.said == "yes" and heard.has("correction")
    )


def _outweighed(heard: Heard) -> bool:
    return len(heard.unknown()) > max(_MUCH_UNKNOWN, heard.size() // 2)


def _much_unknown(heard: Heard) -> bool:
    return len(heard.unknown()) >= _MUCH_UNKNOWN


def _answered(heard: Heard, said: Answer, people: dict[str, object]) -> Reading:
    fields = dict(people)
    if said.hedged:
        fields["hedged"] = True
    if said.said == "yes" and (hour := arrival(heard)):
        fields["arrives"] = hour
    if said.said != "yes" and (reason := heard.first("reason.")):
        fields["reason"] = reason.concept.split(".")[1]
    if said.said == "yes" and heard.asked == "confirmed" and people:
        return Reading("count", fields, why=("count",))
    return Reading(said.said, fields, human=_much_unknown(heard), why=(f"answer {said.said}",))
