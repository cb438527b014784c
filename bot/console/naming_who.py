"""Whom the line of an announcement says it is for, put into the draft; what is not understood stands for nobody."""

from sqlmodel import Session

from bot.console.audience import Meant, meant_by
from bot.reading.announcement import Announcement
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.audiences import GROUPS, UNKNOWN, mean


def meant_for(session: Session, draft: Activity, read: Announcement, programme: Programme) -> None:
    """The group it names, and the audience. Words that are not surely understood invite nobody until she chooses."""
    named = meant_by(session, f"groupe {read.group}", programme.timezone) if read.group else Meant()
    group = _only_group(named)
    if group is not None:
        draft.group_id = group
    if read.audience is None:
        if named.unsure:
            mean(draft, {UNKNOWN: [f"groupe {read.group}"]})
        return
    meant = meant_by(session, read.audience, programme.timezone)
    if not meant.clear:
        mean(draft, {UNKNOWN: [*_not_sure(meant, read.audience)]})
    elif group is None or GROUPS in meant.filters:
        mean(draft, meant.filters)
    else:
        mean(draft, {GROUPS: [group], **meant.filters})


def _only_group(named: Meant) -> int | None:
    """A title may begin with "groupe" too: a name that is no group's is only a title."""
    only = named.filters if named.clear else {}
    return int(only[GROUPS][0]) if set(only) == {GROUPS} and len(only[GROUPS]) == 1 else None


def _not_sure(meant: Meant, words: str) -> tuple[str, ...]:
    if meant.unknown:
        return meant.unknown
    return (meant.unsure[0],) if meant.unsure else (words,)
