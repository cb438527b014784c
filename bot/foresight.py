"""What is to come, in words: for the rehearsal's clock, its page, and the preview of `relais plan`."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.console.replying import NOTE
from bot.conversations.entering import WELCOME
from bot.web.relais import Next, Planned
from messages.answers import CONSOLE
from messages.gate import REASONS, Refuse
from messages.programme import Programme
from scheduler.people import label_of_contact
from scheduler.planning import RULES, Foreseen, foresee

HORIZON = timedelta(days=400)

LABELS = {kind.name: kind.label for rule in RULES for kind in rule.kinds} | {
    kind.name: kind.label for kind in (WELCOME, NOTE, CONSOLE)
}
"""Kinds of message as the educator calls them; answers are not foreseen."""


def next_thing(session: Session, programme: Programme, media: Collection[str], now: datetime) -> Next | None:
    """The next message that will leave if nothing else happens."""
    for one in foresee(session, programme, media, now, now + HORIZON):
        if not isinstance(one.verdict, Refuse):
            return Next(one.at, name_of(one))
    return None


def next_moment(
    session: Session, programme: Programme, media: Collection[str], now: datetime, until: datetime
) -> datetime | None:
    """The first moment after `now` and by `until` at which something is due, be it to be refused."""
    moments = [one.at for one in foresee(session, programme, media, now, until) if now < one.at <= until]
    return min(moments, default=None)


def to_come(session: Session, programme: Programme, media: Collection[str], now: datetime) -> list[Planned]:
    """Everything foreseen, with for whom and whether it may leave."""
    return [
        Planned(one.at, label_of_contact(session, one.message.contact_id), name_of(one), verdict_in_words(one))
        for one in foresee(session, programme, media, now, now + HORIZON)
    ]


def name_of(one: Foreseen) -> str:
    """What it is, in French."""
    return LABELS.get(one.message.kind, "réponse")


def verdict_in_words(one: Foreseen) -> str:
    """Whether it may leave, in French."""
    if isinstance(one.verdict, Refuse):
        return f"ne partira pas : {REASONS.get(one.verdict.reason, one.verdict.reason)}"
    return "partira"
