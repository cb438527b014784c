"""One date of a series, or that date and all that follow: asked once, and kept true until she has confirmed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.console.cards import Back, Card, show
from bot.console.choosing import subject
from bot.console.words import counted, short
from bot.heard import Heard
from scheduler.activities import ANNOUNCED, Activity
from scheduler.occurrences import hold, rest_of

ONLY, REST = ("Seulement cette date", "only"), ("Celle-ci et les suivantes", "rest")


def ask(
    session: Session, heard: Heard, verb: str, rest: Sequence[Activity], card: str, facts: Mapping[str, Any],
    now: datetime,
) -> None:  # fmt: skip
    """`Déplacer` or `Annuler`: this date, or the rest of its series."""
    said = short(rest[0], heard.programme.timezone)
    after = counted(len(rest) - 1, "autre date suit", "autres dates suivent")
    question = Card(
        f"{said}.\nC'est une série : {after}. {verb} quoi ?",
        card,
        (ONLY, REST),
        {"activity": rest[0].id, **facts},
        rest[0].topic,
        awaits=True,
        about=f"{verb} {said}",
    )
    show(session, heard, question, now)


def chosen(session: Session, back: Back, now: datetime) -> list[Activity]:
    """The dates she means, the first being the one she had chosen."""
    activity = subject(session, back)
    rest = rest_of(session, activity, now) if back.choice == REST[1] else []
    return rest or [activity]


def versions(dates: Sequence[Activity]) -> list[list[int]]:
    """The dates as a card keeps them, each with the revision it shows."""
    return [[activity.id or 0, activity.revision] for activity in dates]


def unchanged(session: Session, back: Back, now: datetime) -> list[Activity]:
    """The dates on the card; none at all where one of them has changed, begun or been cancelled since."""
    dates = hold(session, [number for number, _ in back.facts.get("dates", [])])
    still = all(one.status == ANNOUNCED and one.starts_at > now for one in dates)
    return dates if still and versions(dates) == back.facts.get("dates") else []


def said_of_the_others(dates: Sequence[Activity]) -> str:
    """` Et 7 dates suivantes.`; nothing for one date alone."""
    return f" Et {counted(len(dates) - 1, 'date suivante', 'dates suivantes')}." if len(dates) > 1 else ""
