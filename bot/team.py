"""The team in the tables as the settings name it: the educator, her own phone, and who stands in for her."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.settings import Settings
from messages.contacts import Contact, address_of, addresses_of, contacts_at, link, unlink


class TeamError(ValueError):
    """A number of the team belongs to a family; the text is a French sentence for whoever starts Relais."""


def keep_team(session: Session, settings: Settings, now: datetime) -> None:
    """Write down what the settings say of the team. An empty number takes the old one away, in a rehearsal none.

    Raises `TeamError`.
    """
    team, known = settings.team, _team(session, stands_in=False)
    if team.educator_phone or known:
        educator = known[0] if known else _new(session, settings.educator_name, now)
        _reach(session, educator, team.educator_phone, settings.rehearsal, now)
    if team.stand_in:
        _reach(session, _stand_in(session, team.stand_in, now), team.stand_in_phone, settings.rehearsal, now)
    elif not settings.rehearsal:
        for gone in _team(session, stands_in=True):
            _reach(session, gone, "", False, now)


def _stand_in(session: Session, name: str, now: datetime) -> Contact:
    found = next(iter(_team(session, stands_in=True)), None) or _new(session, name, now, stands_in=True)
    found.name = name
    session.add(found)
    return found


def _new(session: Session, name: str, now: datetime, stands_in: bool = False) -> Contact:
    contact = Contact(name=name, staff=True, stands_in=stands_in, created_at=now)
    session.add(contact)
    session.flush()
    return contact


def _team(session: Session, stands_in: bool) -> list[Contact]:
    query = select(Contact).where(col(Contact.staff).is_(True), col(Contact.stands_in).is_(stands_in))
    return list(session.exec(query.where(col(Contact.erased_at).is_(None)).order_by(col(Contact.id))))


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
