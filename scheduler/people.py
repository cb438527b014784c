"""Adults of the programme. Figures count adults by id, never phones; their contact may be erased."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from messages.columns import moment, words
from messages.contacts import Contact
from scheduler.families import Family


class Adult(SQLModel, table=True):
    """A parent or carer: perhaps of a family, perhaps with a contact, perhaps neither."""

    __tablename__ = "adult"

    id: int | None = Field(default=None, primary_key=True)
    family_id: int | None = Field(default=None, foreign_key="family.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", unique=True)
    role: str = words("figures", default="unknown")
    """`mother`, `father`, `carer` or `unknown`."""
    since: datetime = moment()


def adult_of(session: Session, contact_id: int | None) -> Adult | None:
    """The adult behind a contact, if there is one (the educator's contact has none)."""
    if contact_id is None:
        return None
    return session.exec(select(Adult).where(Adult.contact_id == contact_id)).first()


def enter(session: Session, contact: Contact, family: Family | None, role: str, now: datetime) -> Adult:
    """Make the adult behind a new contact."""
    adult = Adult(contact_id=contact.id, family_id=family.id if family else None, role=role, since=now)
    session.add(adult)
    session.flush()
    return adult


def labels(session: Session, adult_ids: Iterable[int]) -> dict[int, str]:
    """What the educator reads for each adult: "F12 Fatou", or the first name alone."""
    query = (
        select(Adult, Contact, Family)
        .join(Contact, col(Contact.id) == col(Adult.contact_id), isouter=True)
        .join(Family, col(Family.id) == col(Adult.family_id), isouter=True)
        .where(col(Adult.id).in_(list(adult_ids)))
    )
    found: dict[int, str] = {}
    for adult, contact, family in session.exec(query):
        assert adult.id is not None
        found[adult.id] = _label(contact, family, adult.id)
    return found


def label_of_contact(session: Session, contact_id: int | None) -> str:
    """The same for a contact; "quelqu'un" for a number nobody has introduced."""
    adult = adult_of(session, contact_id)
    if adult is not None and adult.id is not None:
        return labels(session, [adult.id])[adult.id]
    contact = session.get(Contact, contact_id) if contact_id is not None else None
    return contact.name if contact is not None and contact.name else "quelqu'un"


def _label(contact: Contact | None, family: Family | None, adult_id: int) -> str:
    name = contact.name if contact is not None and contact.name else f"parent {adult_id}"
    return f"{family.code} {name}" if family is not None else name
