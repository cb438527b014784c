"""The team in the tables as the settings name it: the educator, her own phone, and who stands in for her."""

from datetime import datetime

from sqlmodel import Session

from bot.settings import Settings
from messages.contacts import Contact, address_of, addresses_of, contacts_at, link, unlink
from messages.engines import alone
from messages.team import EDUCATORS, STAND_INS, team


class TeamError(ValueError):
    """A number of the team belongs to a family; the text is a French sentence for whoever starts Relais."""


def keep_team(session: Session, settings: Settings, now: datetime) -> None:
    """Write down what the settings say of the team. An empty number takes the old one away, in a rehearsal none.

    Raises `TeamError`.
    """
    alone(session.connection(), "team")
    named, known = settings.team, team(session, EDUCATORS)
    if named.educator_phone or known:
        educator = known[0] if known else _new(session, settings.educator_name, now)
        _reach(session, educator, named.educator_phone, settings.rehearsal, now)
    if named.stand_in:
        _reach(session, _stand_in(session, named.stand_in, now), named.stand_in_phone, settings.rehearsal, now)
    elif not settings.rehearsal:
        for gone in team(session, STAND_INS):
            _reach(session, gone, "", False, now)


def _stand_in(session: Session, name: str, now: datetime) -> Contact:
    found = next(iter(team(session, STAND_INS)), None) or _new(session, name, now, stands_in=True)
    found.name = name
    session.add(found)
    return found


def _new(session: Session, name: str, now: datetime, stands_in: bool = False) -> Contact:
    contact = Contact(name=name, staff=True, stands_in=stands_in, created_at=now)
    session.add(contact)
    session.flush()
    return contact


def _reach(session: Session, member: Contact, phone: str, rehearsal: bool, now: datetime) -> None:
    assert member.id is not None
    known = [way for way in addresses_of(session, [member.id]).get(member.id, []) if way.medium == "sms"]
    for old in known:
        if old.value != phone and (phone or not rehearsal):
            unlink(session, member, old, now)
    if phone:
        address = address_of(session, "sms", phone, now)
        if any(not other.staff for other in contacts_at(session, address)):
            theirs = f"Le numéro de {member.name} dans .env est aussi celui d'une famille : il en faut un autre."
            raise TeamError(theirs)
        link(session, member, address, now)
