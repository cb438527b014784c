"""/annuler: one date called off, read back with the number of families who will be told."""

from datetime import datetime

from sqlmodel import Session

from bot.console import told
from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.choosing import Choice, choose, chosen, subject
from bot.console.undoing import offer, times
from bot.console.words import NO, YES, short, span, title
from bot.heard import Heard
from scheduler.activities import ANNOUNCED, Activity, cancel, coming


def ask(session: Session, heard: Heard, number: str, now: datetime) -> None:
    """/annuler [n]"""
    choice = Choice("cancel/which", "Quelle date annuler ?", coming(session, now))
    activity = choose(session, heard, number, choice, now)
    if activity is not None:
        _confirm(session, heard, activity, now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    _confirm(session, heard, chosen(session, back), now)


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui` or `Non`"""
    activity = subject(session, back)
    if back.choice != "yes":
        say(session, heard, "D'accord, rien ne change.", now)
    elif activity.status != ANNOUNCED or activity.starts_at <= now:
        say(session, heard, "Cette date est déjà annulée ou passée.", now)
    else:
        families = told.as_text(told.to_tell(session, heard, activity, now), cancelled=True)
        before = times(activity)
        cancel(session, activity, EDUCATOR, now)
        said = f"C'est annulé : {short(activity, heard.programme.timezone)}."
        finish(session, back.card, said)
        offer(session, heard, activity, before, f"{said}\n{families}", now)


def _confirm(session: Session, heard: Heard, activity: Activity, now: datetime) -> None:
    tz = heard.programme.timezone
    lines = [
        "Annuler cette date ?",
        title(activity),
        span(activity, tz),
        activity.place,
        told.as_text(told.to_tell(session, heard, activity, now), cancelled=True),
    ]
    card = Card(
        "\n".join(line for line in lines if line),
        "cancel/confirm",
        ((YES, "yes"), (NO, "no")),
        {"activity": activity.id},
        activity.topic,
        awaits=True,
        about=f"Annuler {short(activity, tz)}",
    )
    show(session, heard, card, now)
