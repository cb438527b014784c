"""The second card of /nouveau: who would be invited, and when the invitations leave."""

from datetime import datetime

from sqlmodel import Session

from bot.console import inviting_series
from bot.console.cards import EDUCATOR, REPLACED, Back, Card, finish, say, show, take
from bot.console.choosing import subject
from bot.console.drafts import about
from bot.console.invitation_words import BACK, NEAR, NOW, SETTLED, TOO_LATE, WEEK, WHEN, WHEN_EACH, WHO
from bot.console.large import Asked, agreed, ask_number, is_large
from bot.console.recipients import as_text, left_out_said, recipients
from bot.console.words import UNDO, counted, day_short, moment, title
from bot.heard import Heard
from messages.hours import next_allowed
from scheduler.activities import DRAFT, Activity
from scheduler.invitations import invite, prospects, recall, seven_days_before


def ask(session: Session, heard: Heard, draft: Activity, now: datetime) -> None:
    """Show who would be invited, and ask when."""
    found = recipients(session, draft, heard.programme, heard.media, now)
    near = draft.series_id is None and seven_days_before(draft, heard.programme, now) <= now
    question = WHEN if draft.series_id is None else WHEN_EACH
    lines = [as_text(found, draft), "", *([NEAR] if near else []), question]
    facts = {
        "activity": draft.id,
        "adults": [adult.id for adult in found.adults],
        "calls": [adult.id for adult in found.to_call],
    }
    said, buttons = "\n".join(lines), (NOW, WEEK, WHO)
    show(session, heard, Card(said, "new/invite", buttons, facts, draft.topic, True, _about(draft, heard)), now)


def chosen(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Maintenant` or `7 jours avant`"""
    draft = subject(session, back)
    if draft.status != DRAFT or draft.starts_at <= now:
        say(session, heard, SETTLED, now)
    elif is_large(back):
        _ask_number(session, heard, back, back.choice, now)
    else:
        _sent(session, heard, back, draft, now)


def number_typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """How many she thinks she invites: they leave when she is right."""
    draft = subject(session, back)
    take(session, back.card, heard, now)
    if draft.status != DRAFT or draft.starts_at <= now:
        say(session, heard, SETTLED, now)
    elif agreed(back):
        _sent(session, heard, Back(back.card, back.facts["choice"]), draft, now)
    else:
        finish(session, back.card, REPLACED)
        _ask_number(session, heard, back, back.facts["choice"], now)


def number_pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Revenir`: who is invited is shown again."""
    draft = subject(session, back)
    if draft.status != DRAFT:
        say(session, heard, SETTLED, now)
    else:
        ask(session, heard, draft, now)


def undone(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Annuler l'envoi`: a draft again, as long as nothing has left."""
    activity = subject(session, back)
    if recall(session, activity, EDUCATOR, now):
        said = f"Rien n'est parti. {title(activity)} n'est plus annoncé."
    else:
        said = TOO_LATE
    finish(session, back.card, said)
    say(session, heard, said, now)


def _ask_number(session: Session, heard: Heard, back: Back, choice: str, now: datetime) -> None:
    draft = subject(session, back)
    facts = {
        "activity": draft.id,
        "adults": back.facts["adults"],
        "calls": back.facts.get("calls", []),
        "choice": choice,
        "wrong": bool(back.text),
    }
    ask_number(session, heard, draft, Asked("new/number", _about(draft, heard), (BACK,)), facts, now)


def _sent(session: Session, heard: Heard, back: Back, draft: Activity, now: datetime) -> None:
    if draft.series_id is None:
        _send(session, heard, back, draft, now)
    else:
        inviting_series.send(session, heard, back, draft, now)


def _send(session: Session, heard: Heard, back: Back, activity: Activity, now: datetime) -> None:
    """Those on the card who can still be invited, so that the number said is the number that leaves."""
    programme, confirmed, rung = heard.programme, set(back.facts["adults"]), set(back.facts.get("calls", []))
    found = prospects(session, activity, programme, heard.media, now)
    adults = [adult for adult in found.adults if adult.id in confirmed]
    lost = [left for left in found.left_out if left.adult.id in confirmed]
    week = seven_days_before(activity, programme, now)
    at_once = back.choice == NOW[1] or week <= now
    leaves = now + programme.undo if at_once else week
    calls = [adult for adult in found.to_call if adult.id in rung]
    invite(session, activity, [*adults, *calls], leaves, EDUCATOR, now)
    later = sum(adult.id in confirmed for adult in found.later) if at_once else 0
    lines = [_said(len(adults), leaves, at_once, heard), *_later(later), *_rung(len(calls))]
    said = "\n".join([*lines, *left_out_said(session, lost)])
    finish(session, back.card, said)
    buttons = (UNDO,) if leaves > now else ()
    show(session, heard, Card(said, "new/sent", buttons, {"activity": activity.id}, activity.topic), now)


def _said(number: int, leaves: datetime, at_once: bool, heard: Heard) -> str:
    if not number:
        return "C'est noté : la date est dans l'agenda. Personne n'est invité."
    invitations = counted(number, "invitation", "invitations")
    opens = next_allowed(leaves, heard.programme.calendar)
    if not at_once:
        day = day_short(leaves.astimezone(heard.programme.timezone).date())
        return f"Les invitations partiront le {day}.\n{invitations}."
    if opens > leaves:
        return f"C'est noté : {invitations}. Départ {moment(opens, heard.programme.timezone)}."
    return f"C'est parti : {invitations}."


def _later(number: int) -> list[str]:
    """Those whose own hours or share of messages make them wait."""
    if not number:
        return []
    verb = "partiront" if number > 1 else "partira"
    return [f"Dont {number} qui {verb} plus tard (heures choisies, pause, ou déjà assez de messages cette semaine)."]


def _rung(number: int) -> list[str]:
    """Those who are invited by a call."""
    return [f"{counted(number, 'appel', 'appels')} à faire : à voir alors dans /boite."] if number else []


def _about(draft: Activity, heard: Heard) -> str:
    return f"Invitations : {about(draft, heard.programme)}"
