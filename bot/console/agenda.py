"""/agenda: what is coming, each with its number, its date in full, and how many come."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import say
from bot.console.who_comes import counts, who_comes
from bot.console.words import day_in_full, span, title
from bot.heard import Heard
from messages.programme import Programme
from scheduler.activities import Activity, coming

NOTHING = "Aucune date n'est annoncée. Pour en créer une : /nouveau"


def agenda(session: Session, programme: Programme, now: datetime) -> list[str]:
    """One entry of a few lines for each coming activity, the next one first."""
    return [_entry(session, activity, programme, now) for activity in coming(session, now)]


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/agenda"""
    entries = agenda(session, heard.programme, now)
    say(session, heard, "\n\n".join(entries) if entries else NOTHING, now)


def _entry(session: Session, activity: Activity, programme: Programme, now: datetime) -> str:
    lines = [f"{activity.id}. {title(activity)}", span(activity, programme.timezone), activity.place]
    lines += [_invitations(activity, programme, now), counts(who_comes(session, activity), activity, programme, now)]
    return "\n".join(line for line in lines if line)


def _invitations(activity: Activity, programme: Programme, now: datetime) -> str:
    if activity.invite_at is None:
        return "Invitations : pas encore décidées."
    if activity.invite_at <= now:
        return ""
    leaves = activity.invite_at.astimezone(programme.timezone).date()
    return f"Invitations : elles partiront le {day_in_full(leaves)}."
