"""Those who joined the audience of an announced date: shown, and invited by one press, exactly these."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show, take
from bot.console.choosing import subject
from bot.console.large import Asked, agreed, ask_number, is_large
from bot.console.words import UNDO, counted, day_short, title
from bot.heard import Heard
from scheduler.activities import Activity
from scheduler.newcomers import invite_too, newcomers, take_out
from scheduler.people import Adult, labels
from scheduler.signups import household

INVITE = ("Inviter", "invite")
NOBODY = "Il n'y a plus personne à inviter pour cette date."
TOO_LATE = "C'est trop tard : une invitation est déjà partie."


def families(adults: list[Adult]) -> str:
    """`2 nouvelles familles`."""
    return counted(len({household(adult) for adult in adults}), "nouvelle famille", "nouvelles familles")


def of(session: Session, heard: Heard, activity: Activity, now: datetime) -> list[Adult]:
    """Whom the activity is meant for since its invitations were decided."""
    return newcomers(session, activity, heard.programme, heard.media, now)


def tell(session: Session, heard: Heard, activity: Activity, said: str, now: datetime) -> None:
    """Say something about a date, and beneath it who could be invited to it as well."""
    new = of(session, heard, activity, now)
    if not new:
        say(session, heard, said, now)
        return
    names = labels(session, [adult.id for adult in new if adult.id is not None])
    lines = [said, "", f"{families(new)} : inviter ?", *(f"- {name}" for name in names.values())]
    facts = {"activity": activity.id, "adults": list(names)}
    show(session, heard, Card("\n".join(lines).strip(), "late/ask", (INVITE,), facts, activity.topic), now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """From the agenda: which date they could be invited to."""
    activity = session.get_one(Activity, int(back.choice))
    if of(session, heard, activity, now):
        tell(session, heard, activity, f"{activity.id}. {title(activity)}", now)
    else:
        say(session, heard, NOBODY, now)


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Inviter`: these and nobody else; more than a few only once their number was typed."""
    if is_large(back):
        _ask_number(session, heard, back, now)
    else:
        _invite(session, heard, back, now)


def number_typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """How many she thinks she invites."""
    take(session, back.card, heard, now)
    if agreed(back):
        _invite(session, heard, back, now)
    else:
        _ask_number(session, heard, back, now)


def undone(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Annuler l'envoi`: they are not invited, as long as nothing was written to them."""
    activity = subject(session, back)
    adults = [session.get_one(Adult, adult_id) for adult_id in back.facts["adults"]]
    said = "Rien n'est parti." if take_out(session, activity, adults, EDUCATOR, now) else TOO_LATE
    finish(session, back.card, said)
    say(session, heard, said, now)


def _invite(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Those of the card who can still be invited, so that the number said is the number that leaves."""
    activity, shown = subject(session, back), set(back.facts["adults"])
    adults = [adult for adult in of(session, heard, activity, now) if adult.id in shown]
    if not adults:
        finish(session, back.card, NOBODY)
        say(session, heard, NOBODY, now)
        return
    leaves = invite_too(session, activity, adults, heard.programme, EDUCATOR, now)
    said = f"{counted(len(adults), 'personne invitée', 'personnes invitées')} de plus"
    with_others = leaves > now + heard.programme.undo
    day = day_short(leaves.astimezone(heard.programme.timezone).date())
    said += f", avec les autres, le {day}." if with_others else "."
    finish(session, back.card, said)
    facts = {"activity": activity.id, "adults": [adult.id for adult in adults]}
    show(session, heard, Card(said, "late/sent", (UNDO,), facts, activity.topic), now)


def _ask_number(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    activity = subject(session, back)
    facts = {"activity": activity.id, "adults": back.facts["adults"], "wrong": bool(back.text)}
    ask_number(session, heard, activity, Asked("late/number", f"Invitations : {title(activity)}"), facts, now)
