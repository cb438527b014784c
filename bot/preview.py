"""Exactly what would go out: to whom, when, in which words, in how many parts, and who is left out and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from messages.catalogue import Catalogue
from messages.known import person
from messages.parts import parts
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.invitations import LeftOut, inviting_by, uninvited
from scheduler.people import label_of_contact
from scheduler.planning import Foreseen, foresee, renew_all
from scheduler.rules import Withdraw
from scheduler.saying import words_of


@dataclass(frozen=True)
class Preview:
    """One message to come. `medium` and `text` are empty, `parts` 0, where it will not leave."""

    foreseen: Foreseen
    who: str
    medium: str = ""
    text: str = ""
    parts: int = 0

    @property
    def leaves(self) -> bool:
        """Whether it will."""
        return bool(self.text)


def preview(
    session: Session, programme: Programme, media: Collection[str], now: datetime, until: datetime
) -> list[Preview]:
    """Everything foreseen by `until`, as it would be said if nothing else happened."""
    catalogue = Catalogue(programme.timezone)
    foreseen = foresee(session, programme, media, now, until)
    return [_preview(session, catalogue, programme, one) for one in foreseen]


def without_invitation(
    session: Session, programme: Programme, media: Collection[str], now: datetime, until: datetime
) -> list[tuple[Activity, list[LeftOut]]]:
    """Of each activity whose invitations are still to leave by `until`: who gets none, and why."""
    coming = inviting_by(session, now, until)
    found = [(activity, uninvited(session, activity, programme, media, now)) for activity in coming]
    return [(activity, left_out) for activity, left_out in found if left_out]


def _preview(session: Session, catalogue: Catalogue, programme: Programme, one: Foreseen) -> Preview:
    who = label_of_contact(session, one.message.contact_id)
    [facts] = renew_all(session, [one.message])
    address = one.address
    if address is None or isinstance(facts, Withdraw):
        return Preview(one, who)
    her = person(session, one.message.contact_id)
    text = words_of(catalogue, programme, one.message, her, facts, address.medium, one.at).text
    return Preview(one, who, address.medium, text, parts(text).parts if address.medium == "sms" else 0)
