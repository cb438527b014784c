"""What is to come, in words: for the rehearsal's clock, its page, and the preview of `relais plan`."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import islice

from sqlmodel import Session

from bot.console.replying import NOTE
from bot.conversations.entering import WELCOME
from bot.web.relais import Next, Planned
from messages.answers import CONSOLE
from messages.gate import Refuse
from messages.programme import Programme
from messages.refusals import REASONS
from scheduler.people import label_of_contact
from scheduler.planning import RULES, Foreseen, foresee, turning_points

HORIZON = timedelta(days=400)

LABELS = {kind.name: kind.label for rule in RULES for kind in rule.kinds} | {
    kind.name: kind.label for kind in (WELCOME, NOTE, CONSOLE)
}
"""Kinds of message as the educator calls them; answers are not foreseen."""


def next_thing(session: Session, programme: Programme, media: Collection[str], now: datetime) -> Next | None:
    """The next message, offer or end of an offer, if nothing else happens."""
    end = now + HORIZON
    leaving = (one for one in foresee(session, programme, media, now, end) if not isinstance(one.verdict, Refuse))
    messages = [Next(one.at, name_of(one)) for one in islice(leaving, 1)]
    turns = [Next(turn.at, turn.what) for turn in turning_points(session, now, end) if turn.what]
    return min([*messages, *turns[:1]], key=lambda thing: thing.at, default=None)


def next_moment(
    session: Session, programme: Programme, media: Collection[str], now: datetime, until: datetime
) -> datetime | None:
    """The first moment after `now` and by `until` at which something is due, be it refused, or an offer ends."""
    moments = [one.at for one in foresee(session, programme, media, now, until) if now < one.at <= until]
    moments += [turn.at for turn in turning_points(session, now, until)]
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
