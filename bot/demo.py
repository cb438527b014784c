"""An invented cast for rehearsals: families, phones and a yes from each, and nothing yet to send."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session, select

from messages import bookmarks, consents, journal
from messages.contacts import Address, Contact, address_of, link
from messages.programme import PARIS, Programme
from scheduler.families import Family, new_family
from scheduler.people import enter

AGREED = datetime(2026, 9, 28, 16, 30, tzinfo=PARIS)
"""When everybody was asked, at the school gate."""
EVIDENCE = "accord oral, 28 septembre, école"
BEGINS = datetime(2026, 10, 5, 10, 0, tzinfo=PARIS)
"""What the rehearsal's clock shows first."""
BY, STAND_IN = "educator", "Nadège"

_MARK = "demo"
_QUIET_SINCE = timedelta(days=3)
_CHAT_IDS_FROM = 7_000_000_000


class ForeignDatabaseError(RuntimeError):
    """The database holds somebody else's work; the message says so in French."""


@dataclass(frozen=True)
class Parent:
    """One invented adult. A phone `with_previous` is shared with the person before, of the same family."""

    name: str
    language: str
    medium: str
    role: str = "mother"
    territory: str = "sud"
    discreet: bool = False
    own_hours: tuple[time, time] | None = None
    stopped: bool = False
    with_previous: bool = False


CAST = (
    Parent("Fatou", "fr", "sms"),
    Parent("Sandrine", "fr", "sms", territory="est"),
    Parent("Karim", "fr", "sms", "father"),
    Parent("Mehdi", "fr", "telegram", "father", "est"),
    Parent("Samira", "ar", "sms"),
    Parent("Nour", "ar", "telegram", territory="est"),
    Parent("Grace", "en", "sms"),
    Parent("Daniel", "en", "telegram", "father"),
    Parent("Elif", "tr", "sms", territory="est"),
    Parent("Murat", "tr", "telegram", "father"),
    Parent("Monique", "fr", "sms", territory="est"),
    Parent("Awa", "fr", "sms"),
    Parent("Ousmane", "fr", "sms", "father", with_previous=True),
    Parent("Leila", "fr", "sms", discreet=True, own_hours=(time(10), time(16))),
    Parent("Thierry", "fr", "sms", "father", "est", stopped=True),
    Parent("Jessica", "fr", "sms", territory="est"),
    Parent("Rachid", "fr", "sms", "father"),
    Parent("Yasmina", "fr", "sms"),
    Parent("Sylvie", "fr", "sms", territory="est"),
    Parent("Mamadou", "fr", "sms", "father"),
    Parent("Ines", "fr", "telegram"),
    Parent("Corinne", "fr", "sms", territory="est"),
)
"""Monique is the one who never answers; nothing in the data says so. Twenty phones can be invited."""


def prepare(session: Session, programme: Programme, now: datetime) -> None:
    """Plant the cast in an empty database, leave our own as it is; raises ForeignDatabaseError for any other."""
    if is_demo(session):
        return
    if session.exec(select(Contact.id).limit(1)).first() or session.exec(select(Address.id).limit(1)).first():
        raise ForeignDatabaseError(
            "Cette base contient déjà de vraies personnes : la démonstration n’y touche pas. "
            "Donnez-lui un dossier à elle avec RELAIS_DATA."
        )
    plant(session, programme, now)


def is_demo(session: Session) -> bool:
    """Whether the database was planted here."""
    return bookmarks.get(session, _MARK) is not None


def plant(session: Session, programme: Programme, now: datetime) -> None:
    """Fill an empty database: the families, a stranger's phone, and the educator's."""
    family, phone = None, None
    for number, parent in enumerate(CAST, start=1):
        if not parent.with_previous:
            family, phone = new_family(session, parent.territory), _phone(session, parent.medium, number)
        assert family is not None
        assert phone is not None
        _join(session, parent, family, phone)
        if parent.stopped:
            consents.stop(session, phone, "STOP", BY, now - _QUIET_SINCE)
    _phone(session, "sms", 98)
    _staff(session, programme.educator, "telegram", 99)
    _staff(session, STAND_IN, "sms", 97, stands_in=True)
    bookmarks.put(session, _MARK, now.isoformat())


def _phone(session: Session, medium: str, number: int) -> Address:
    value = f"+336399800{number:02d}" if medium == "sms" else str(_CHAT_IDS_FROM + number)
    return address_of(session, medium, value, AGREED)


def _join(session: Session, parent: Parent, family: Family, phone: Address) -> None:
    opens, closes = parent.own_hours or (None, None)
    contact = Contact(
        name=parent.name,
        language=parent.language,
        discreet=parent.discreet,
        own_from=opens,
        own_until=closes,
        created_at=AGREED,
    )
    session.add(contact)
    session.flush()
    link(session, contact, phone, AGREED)
    enter(session, contact, family, parent.role, AGREED)
    consents.record(session, contact, True, EVIDENCE, BY, AGREED)
    journal.note(session, BY, "entered", AGREED, contact_id=contact.id)


def _staff(session: Session, name: str, medium: str, number: int, *, stands_in: bool = False) -> None:
    member = Contact(name=name, staff=True, stands_in=stands_in, created_at=AGREED)
    session.add(member)
    session.flush()
    link(session, member, _phone(session, medium, number), AGREED)
