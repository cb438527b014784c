"""The rule of alerts: who on the team is told of a message in danger, again and again until somebody takes charge.

The educator at once; the named stand-in from ten minutes on. An alert that Telegram has not carried after a minute
goes by SMS as well. Never the words of a family.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from messages.contacts import Address, Contact, addresses_of, contacts_at
from messages.drafts import Draft
from messages.inbox import DANGER, InboxItem
from messages.outbox import SENT, STAFF, Kind, Message, Planned
from messages.programme import Programme
from messages.team import team
from scheduler.people import label_of_contact
from scheduler.rules import Facts, Rule, Withdraw, draft, unwritten

ALERT = Kind("alert", STAFF, 1, asks="card", rule="alerts", label="alerte")
CARD, TAKE = "alert/card", ("Je m'en occupe", "take")
STAND_IN_AFTER = timedelta(minutes=10)
SECOND_PATH_AFTER = timedelta(seconds=60)
_FIRST_DAY = (0, 5, 10, 20, 30, 60, 120, 240, 480, 720, 1440)
_HALF_DAY, _HALF_DAYS = 720, 58
AGAIN = tuple(
    timedelta(minutes=minutes)
    for minutes in (*_FIRST_DAY, *(_FIRST_DAY[-1] + _HALF_DAY * n for n in range(1, _HALF_DAYS + 1)))
)
"""When each of them is told, counted from their first alert, while nobody has taken charge: every half day in the end,
for a month."""
GOOD_FOR = timedelta(minutes=30)
"""An alert that could not leave for so long is replaced by the next one."""
_UNTAKEN = (
    select(InboxItem)
    .where(InboxItem.kind == DANGER, col(InboxItem.taken_at).is_(None), col(InboxItem.closed_at).is_(None))
    .order_by(col(InboxItem.id))
)


@dataclass(frozen=True)
class Call:
    """One alert: about what, to whom, the how many-th, and whether it is the second path."""

    item: InboxItem
    member: Contact
    turn: int
    sms: Address | None = None

    def at(self) -> datetime:
        """When it is due."""
        begins = self.item.at + (STAND_IN_AFTER if self.member.stands_in else timedelta())
        return begins + AGAIN[self.turn] + (SECOND_PATH_AFTER if self.sms else timedelta())


def owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    """Every alert about what nobody has taken charge of."""
    if not (items := _untaken(session)):
        return []
    members = team(session)
    ways = addresses_of(session, [member.id for member in members if member.id is not None])
    calls = [call for item, first in items for call in _calls(item, first, members, ways)]
    due = [call for call in calls if call.at() <= until and call.at() + GOOD_FOR > since]
    return unwritten(session, [_message(call, programme) for call in due])


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still nobody in charge; the second path only where the first did not carry it."""
    return [_renew(session, message) for message in messages]


def _untaken(session: Session) -> list[tuple[InboxItem, bool]]:
    """What nobody has taken, and whether it is the first of its phone: the others are alerted once only."""
    seen: set[tuple[int | None, int | None]] = set()
    found = []
    for item in session.exec(_UNTAKEN):
        whose = (item.contact_id, None if item.contact_id is not None else item.address_id)
        found.append((item, whose not in seen))
        seen.add(whose)
    return found


def _calls(item: InboxItem, first: bool, members: Sequence[Contact], ways: dict[int, list[Address]]) -> Iterator[Call]:
    for member in members:
        media = {way.medium: way for way in ways.get(member.id or 0, [])}
        for turn in range(len(AGAIN) if first else 1):
            if media:
                yield Call(item, member, turn)
            if len(media) > 1 and "sms" in media:
                yield Call(item, member, turn, media["sms"])


def _message(call: Call, programme: Programme) -> Draft:
    message = draft(
        ALERT,
        programme,
        contact_id=call.member.id or 0,
        topic=call.item.topic,
        occurrence=_occurrence(call.item.id or 0, call.turn, bool(call.sms)),
        due=call.at(),
        deadline=call.at() + GOOD_FOR,
        open_until=call.item.at + AGAIN[-1],
        fallback=True,
    )
    facts = {"card": CARD, "item": call.item.id, "buttons": [list(TAKE)], "about": "Alerte"}
    return message._replace(address_id=call.sms.id if call.sms else None, facts=facts)


def _occurrence(item: int, turn: int, sms: bool) -> str:
    return f"item-{item}/{turn}{'/sms' if sms else ''}"


def _renew(session: Session, message: Planned) -> Facts | Withdraw:
    facts = message.facts or {}
    item = session.get(InboxItem, int(facts["item"]))
    member = session.get(Contact, message.contact_id)
    if item is None or member is None:
        return Withdraw("erased")
    if item.taken_at is not None or item.closed_at is not None:
        return Withdraw("taken")
    if message.address_id is not None and _carried(session, message):
        return Withdraw("told")
    return facts | _words(session, item, member, message.due_at)


def _carried(session: Session, message: Planned) -> bool:
    """Whether the provider took the same alert on the first path."""
    first = select(Message.status).where(Message.once == message.once.replace("/sms/", "/"))
    return session.exec(first).first() == SENT


def _words(session: Session, item: InboxItem, member: Contact, due: datetime) -> dict[str, str]:
    """By SMS, what to answer stands in the text; where it cannot be answered, where to read it."""
    ago = _ago(int((due - item.at).total_seconds()) // 60)
    alone = " Personne n'a encore pris en charge son message." if member.stands_in else ""
    said = f"Urgent : {_whose(session, item)} a écrit{ago}.{alone}"
    return {
        "text": f"{said} Ouvrez /boite",
        "text.sms": f"{said} Répondez OUI si vous vous en occupez, LIRE pour lire son message.",
        "text.oneway": f"{said} Son message se lit sur l'ordinateur : relais inbox",
    }


def _ago(minutes: int) -> str:
    """ "il y a 10 minutes", "il y a 12 heures", "il y a 3 jours"; nothing for this moment."""
    if not minutes:
        return ""
    if minutes < 2 * 60:
        return f" il y a {minutes} minutes"
    hours = minutes // 60
    return f" il y a {hours} heures" if hours < 2 * 24 else f" il y a {hours // 24} jours"


def _whose(session: Session, item: InboxItem) -> str:
    """Who wrote, "F12 Fatou"; everybody on the phone where it may be any of them."""
    if item.contact_id is not None or item.address_id is None:
        return label_of_contact(session, item.contact_id)
    people = contacts_at(session, session.get_one(Address, item.address_id))
    return " ou ".join(label_of_contact(session, contact.id) for contact in people) or "quelqu'un"


RULE = Rule("alerts", (ALERT,), owed, renew)
