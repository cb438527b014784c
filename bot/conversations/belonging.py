"""Joining a group by its keyword: at once for whoever has said yes to our messages, with her yes for anybody else."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.conversations.handing_over import hand_over
from bot.conversations.saying import say
from bot.conversations.turn import Turn
from bot.reading.keywords import keyword_said
from bot.reading.readings import Reading
from messages.hours import local
from messages.outbox import Message
from scheduler import groups
from scheduler.groups import Group
from scheduler.people import adult_of

_GROUP = "group_id"


def keyword_read(session: Session, turn: Turn, now: datetime) -> Reading | None:
    """The text is a group's keyword and nothing more. On a stopped phone it is a text like any other."""
    if turn.heard.incoming.kind != "text" or turn.heard.address.stopped_at is not None:
        return None
    query = select(Group.keyword, Group.id).where(col(Group.keyword).is_not(None))
    known = {str(keyword): group_id for keyword, group_id in session.exec(query)}
    said = keyword_said(turn.heard.incoming.text, set(known), now) if known else None
    return Reading("join", {_GROUP: known[said]}, why=("a group's keyword",)) if said is not None else None


def group_named(session: Session, turn: Turn) -> Group | None:
    """The group whose keyword she has just texted."""
    group_id = turn.reading.fields.get(_GROUP)
    return session.get(Group, group_id) if isinstance(group_id, int) else None


def wish(turn: Turn) -> dict[str, object]:
    """What the question of consent keeps of it: the group she is in once she has said yes."""
    return {_GROUP: turn.reading.fields[_GROUP]} if _GROUP in turn.reading.fields else {}


def join(session: Session, turn: Turn, group: Group, now: datetime) -> None:
    """Somebody who has said yes to our messages joins, and is told so; a second time changes nothing."""
    adult = adult_of(session, turn.contact_id)
    if adult is None:
        hand_over(session, turn, now)
        return
    joined = groups.join(session, group, adult, local(now, turn.heard.programme.calendar).date(), turn.by, now)
    say(session, turn, "group/joined" if joined else "group/already", now, group=group.name)


def join_as_wished(session: Session, turn: Turn, now: datetime) -> dict[str, object]:
    """Her yes has just settled our question: the groups that led to it are hers now. Gives what to tell her."""
    adult = adult_of(session, turn.contact_id)
    wished = [session.get(Group, group_id) for group_id in _wished(session, turn, now)]
    found = [group for group in wished if group is not None]
    if adult is None or not found:
        return {}
    for group in found:
        groups.join(session, group, adult, local(now, turn.heard.programme.calendar).date(), turn.by, now)
    return {"group": ", ".join(group.name for group in found)}


def _wished(session: Session, turn: Turn, now: datetime) -> list[int]:
    """From the questions this yes has answered, those that were still open."""
    query = select(Message).where(
        Message.answered_by == turn.heard.received.id, Message.asks == "consent", col(Message.asks_until) > now
    )
    facts = [message.facts or {} for message in session.exec(query.order_by(col(Message.id)))]
    return list(dict.fromkeys(each[_GROUP] for each in facts if _GROUP in each))
