"""/annuler: one date called off, read back with the number of families who will be told."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.console import following, told
from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.choosing import Choice, choose, chosen
from bot.console.serial_words import listed
from bot.console.undoing import offer, times
from bot.console.words import NO, YES, counted, short, span, title
from bot.heard import Heard
from messages.hours import local
from scheduler.activities import Activity, coming
from scheduler.occurrences import cancel_rest, rest_of

GONE = "Cette date est déjà annulée ou passée, ou elle a changé depuis. Voyez /agenda."


def ask(session: Session, heard: Heard, number: str, now: datetime) -> None:
    """/annuler [n]"""
    choice = Choice("cancel/which", "Quelle date annuler ?", coming(session, now))
    activity = choose(session, heard, number, choice, now)
    if activity is not None:
        _scope(session, heard, activity, now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    _scope(session, heard, chosen(session, back), now)


def scoped(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Seulement cette date` or `Celle-ci et les suivantes`"""
    _confirm(session, heard, following.chosen(session, back, now), now)


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui` or `Non`"""
    dates = following.unchanged(session, back, now)
    if back.choice != "yes":
        say(session, heard, "D'accord, rien ne change.", now)
    elif not dates:
        say(session, heard, GONE, now)
    else:
        families = told.as_text(told.to_tell(session, heard, dates, now), cancelled=True)
        before = [(activity, times(activity)) for activity in dates]
        cancel_rest(session, dates, EDUCATOR, now)
        said = f"C'est annulé : {short(dates[0], heard.programme.timezone)}.{following.said_of_the_others(dates)}"
        finish(session, back.card, said)
        offer(session, heard, before, f"{said}\n{families}", now)


def _scope(session: Session, heard: Heard, activity: Activity, now: datetime) -> None:
    rest = rest_of(session, activity, now)
    if len(rest) > 1:
        following.ask(session, heard, "Annuler", rest, "cancel/scope", {}, now)
    else:
        _confirm(session, heard, [activity], now)


def _confirm(session: Session, heard: Heard, dates: Sequence[Activity], now: datetime) -> None:
    activity, tz = dates[0], heard.programme.timezone
    others = tuple(local(one.starts_at, heard.programme.calendar).date() for one in dates[1:])
    following_dates = counted(len(others), "date suivante", "dates suivantes")
    lines = [
        "Annuler ces dates ?" if others else "Annuler cette date ?",
        title(activity),
        span(activity, tz),
        activity.place,
        *([f"Et {following_dates} :", *listed(others)] if others else []),
        told.as_text(told.to_tell(session, heard, dates, now), cancelled=True),
    ]
    card = Card(
        "\n".join(line for line in lines if line),
        "cancel/confirm",
        ((YES, "yes"), (NO, "no")),
        {"activity": activity.id, "dates": following.versions(dates)},
        activity.topic,
        awaits=True,
        about=f"Annuler {short(activity, tz)}",
    )
    show(session, heard, card, now)
