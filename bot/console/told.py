"""Who will be told of a change: exactly those who come, may come or wait, and who must be called instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.console.words import counted
from bot.heard import Heard
from messages.drafts import Draft
from messages.gate import Refuse, open_gate
from messages.refusals import REASONS
from scheduler.activities import Activity
from scheduler.changes import CANCELLATION
from scheduler.people import Adult, labels
from scheduler.rules import draft
from scheduler.signups import MAYBE, WAITING, YES, SignUp, household


@dataclass(frozen=True)
class Told:
    """How many households a notice reaches; `to_call` are the labels of those no message can reach, and why."""

    families: int
    to_call: list[tuple[str, str]]


def to_tell(session: Session, heard: Heard, dates: Sequence[Activity], now: datetime) -> Told:
    """As things stand now, everybody who would be told, once, of a change or a cancellation of these dates."""
    concerned = _concerned(session, dates)
    notices = {adult.id: _notice(heard, dates[0], adult, now) for adult in concerned if adult.contact_id and adult.id}
    gate = open_gate(session, list(notices.values()), heard.programme, heard.media, now)
    names = labels(session, notices)
    verdicts = {adult_id: gate.verdict(notice) for adult_id, notice in notices.items()}
    to_call = [
        (names[adult_id], REASONS.get(verdict.reason, verdict.reason))
        for adult_id, verdict in verdicts.items()
        if isinstance(verdict, Refuse)
    ]
    reached = {household(adult) for adult in concerned if not isinstance(verdicts.get(adult.id or 0), Refuse)}
    return Told(len(reached), to_call)


def as_text(told: Told, cancelled: bool = False) -> str:
    """How many families, and who needs a call."""
    if not told.families and not told.to_call:
        return "Personne n'est inscrit : aucun message ne partira."
    verb = "seront prévenues" if told.families > 1 else "sera prévenue"
    if cancelled:
        verb += " de l'annulation"
    lines = [f"{counted(told.families, 'famille', 'familles')} {verb}."]
    lines += [f"À appeler : {name} ({reason})." for name, reason in told.to_call]
    return "\n".join(lines)


def _concerned(session: Session, dates: Sequence[Activity]) -> list[Adult]:
    query = (
        select(Adult)
        .join(SignUp, col(SignUp.adult_id) == col(Adult.id))
        .where(
            col(SignUp.activity_id).in_([activity.id for activity in dates]),
            col(SignUp.answer).in_((YES, MAYBE, WAITING)),
            col(Adult.contact_id).is_not(None),
        )
        .order_by(col(Adult.id))
        .distinct()
    )
    return list(session.exec(query))


def _notice(heard: Heard, activity: Activity, adult: Adult, now: datetime) -> Draft:
    return draft(
        CANCELLATION, heard.programme, contact_id=adult.contact_id or 0, topic=activity.topic,
        occurrence="foreseen", due=now, deadline=activity.starts_at, fallback=True,
    )  # fmt: skip
