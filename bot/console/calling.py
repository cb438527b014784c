"""/appels: whom to ring and why; ticked once it is done, and the invitations go on."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.choosing import subject
from bot.console.words import counted, hour, joined, language, moment, short
from bot.heard import Heard
from messages.contacts import Address, addresses_of
from messages.programme import Programme
from scheduler import calls, places
from scheduler.activities import Activity
from scheduler.call_list import ToCall, call_list, reached
from scheduler.people import adult_of, label_of_contact
from scheduler.signups import MAYBE, NO, YES, SignUp, signup_of

CARD, ANSWER = "call/person", "call/answer"
AT_ONCE = 8
DATES = 3
"""Dates for which an answer given by voice is asked, at most."""
NOBODY = "Personne n'est à appeler."
USUAL_HOURS = "heures habituelles"

SPOKEN, BY_RELAIS, NO_ANSWER = (
    ("Appel fait", "educator"),
    ("Fait par un parent relais", "parent-relais"),
    (
        "Pas de réponse",
        "no-answer",
    ),
)
GIVEN = (("Oui", YES), ("Non", NO), ("Peut-être", MAYBE), ("Répondra plus tard", "later"))


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/appels"""
    lines = call_list(session, heard.programme, now)
    if not lines:
        say(session, heard, NOBODY, now)
    for line in lines[:AT_ONCE]:
        show(session, heard, _card(session, line, heard.programme), now)
    if len(lines) > AT_ONCE:
        more = counted(len(lines) - AT_ONCE, "autre appel", "autres appels")
        say(session, heard, f"Encore {more}. Tapez /appels quand ceux-ci sont faits.", now)


def ticked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Appel fait`, `Fait par un parent relais` or `Pas de réponse`"""
    contact_id = back.facts["contact"]
    if contact_id is None:
        _stranger_called(session, heard, back, now)
    elif back.choice == NO_ANSWER[1]:
        calls.tick(session, contact_id, calls.NO_ANSWER, calls.EDUCATOR, EDUCATOR, now)
        finish(session, back.card, "Reste sur la liste.")
        say(session, heard, f"C'est noté. {label_of_contact(session, contact_id)} reste sur la liste d'appels.", now)
    else:
        _reached(session, heard, back, now)


def answered(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """What was said by voice about one date."""
    activity, adult = subject(session, back), adult_of(session, back.facts["contact"])
    if back.choice == GIVEN[-1][1] or adult is None or activity.starts_at <= now:
        say(session, heard, "D'accord : l'invitation suit son cours.", now)
        return
    before = signup_of(session, activity, adult)
    said = SignUp(activity_id=activity.id or 0, adult_id=adult.id or 0, answer=back.choice, by=EDUCATOR)
    if before is not None and before.counted and back.choice == YES:
        said.adults, said.children, said.total, said.counted = before.adults, before.children, before.total, True
    signup = places.answer(session, activity, adult, said, now)
    noted = {YES: "oui", NO: "non", MAYBE: "peut-être"}.get(signup.answer, "liste d'attente, c'est complet")
    label = label_of_contact(session, adult.contact_id)
    said_back = f"C'est noté pour {label} : {noted} ({short(activity, heard.programme.timezone)})."
    finish(session, back.card, said_back)
    say(session, heard, said_back, now)


def as_text(session: Session, line: ToCall, programme: Programme) -> str:
    """One person to ring; no number is ever shown in Telegram."""
    tz = programme.timezone
    lines = [f"À APPELER VITE. {_who(session, line)}" if line.urgent else f"À appeler : {_who(session, line)}"]
    lines += line.reasons
    lines += [f"Langue : {language(line.speaks)}. {_hours(line).capitalize()}."]
    seen = [
        (f"Dernier message reçu : {moment(line.wrote_at, tz)}." if line.wrote_at else ""),
        (f"Dernier message envoyé : {moment(line.told_at, tz)}." if line.told_at else ""),
        (f"Dernier appel : {moment(line.spoke_at, tz)}." if line.spoke_at else ""),
        (f"{counted(line.tries, 'essai', 'essais')} sans réponse." if line.tries else ""),
    ]
    return "\n".join([*lines, *filter(None, seen)])


def _who(session: Session, line: ToCall) -> str:
    return label_of_contact(session, line.contact.id) if line.contact else "un numéro inconnu"


def _hours(line: ToCall) -> str:
    if line.hours is None:
        return USUAL_HOURS
    return f"de préférence entre {hour(line.hours.opens)} et {hour(line.hours.closes)}"


def _card(session: Session, line: ToCall, programme: Programme) -> Card:
    contact_id = line.contact.id if line.contact else None
    buttons = (SPOKEN, BY_RELAIS, NO_ANSWER) if contact_id else (SPOKEN,)
    facts = {"contact": contact_id, "address": line.address_id}
    return Card(as_text(session, line, programme), CARD, buttons, facts, f"call-{contact_id or line.address_id}")


def _stranger_called(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    items = [item for item in calls.open_items(session) if item.address_id == back.facts["address"]]
    calls.close_items(session, [item for item in items if item.contact_id is None], EDUCATOR, now)
    say(session, heard, "C'est noté : cet appel est fait.", now)


def _reached(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    contact_id = back.facts["contact"]
    resumed = reached(session, contact_id, back.choice, EDUCATOR, heard.programme, now)
    label, tz = label_of_contact(session, contact_id), heard.programme.timezone
    goes_on = joined([short(activity, tz) for activity in resumed])
    said = f"C'est noté : appel fait, {label}." + (f"\nL'invitation part : {goes_on}." if resumed else "")
    finish(session, back.card, said)
    say(session, heard, said, now)
    for activity in resumed[:DATES]:
        show(session, heard, _by_voice(activity, contact_id, label, heard), now)


def _by_voice(activity: Activity, contact_id: int, label: str, heard: Heard) -> Card:
    question = f"{label} a peut-être déjà répondu de vive voix.\n{short(activity, heard.programme.timezone)} ?"
    facts = {"activity": activity.id, "contact": contact_id}
    return Card(question, ANSWER, GIVEN, facts, f"{activity.topic}/call-{contact_id}")


def numbers(session: Session, line: ToCall) -> list[str]:
    """The numbers to dial, for the computer only."""
    if line.contact is not None and line.contact.id is not None:
        places = addresses_of(session, [line.contact.id]).get(line.contact.id, [])
    else:
        address = session.get(Address, line.address_id) if line.address_id is not None else None
        places = [address] if address is not None else []
    return [place.value for place in places if place.medium == "sms" and place.closed_at is None]
