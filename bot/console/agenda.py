"""/agenda: what is coming, each with its number, its date in full, and how many come."""

from datetime import datetime

from sqlmodel import Session

from bot.console import newly
from bot.console.audience_words import in_words
from bot.console.cards import Card, say, show
from bot.console.who_comes import counts, who_comes
from bot.console.words import day_in_full, span, title
from bot.heard import Heard
from messages.programme import Programme
from scheduler.activities import Activity, coming
from scheduler.audiences import filters_of

NOTHING = "Aucune date n'est annoncée. Pour en créer une : /nouveau"

INVITE_THEM = "De nouvelles familles peuvent être invitées :"


def agenda(session: Session, programme: Programme, now: datetime) -> list[str]:
    """One entry of a few lines for each coming activity, the next one first."""
    return [_entry(session, activity, programme, now) for activity in coming(session, now)]


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/agenda: a button for each date to which more families could be invited."""
    entries = agenda(session, heard.programme, now)
    if not entries:
        say(session, heard, NOTHING, now)
        return
    new = {each.id: newly.of(session, heard, each, now) for each in coming(session, now)}
    buttons = tuple(
        (f"N° {number} : {newly.families(adults)}", str(number)) for number, adults in new.items() if adults
    )
    text = "\n\n".join([*entries, *([INVITE_THEM] if buttons else [])])
    show(session, heard, Card(text, "late/which" if buttons else "", buttons), now)


def _entry(session: Session, activity: Activity, programme: Programme, now: datetime) -> str:
    lines = [f"{activity.id}. {title(activity)}", span(activity, programme.timezone), activity.place]
    lines += [f"Pour : {in_words(session, meant, programme.timezone)}."] if (meant := filters_of(activity)) else []
    lines += [_invitations(activity, programme, now), counts(who_comes(session, activity), activity, programme, now)]
    return "\n".join(line for line in lines if line)


def _invitations(activity: Activity, programme: Programme, now: datetime) -> str:
    if activity.invite_at is None:
        return "Invitations : pas encore décidées."
    if activity.invite_at <= now:
        return ""
    leaves = activity.invite_at.astimezone(programme.timezone).date()
    return f"Invitations : elles partiront le {day_in_full(leaves)}."
