"""Six families as every history finds them: by SMS, by Telegram, by both, on one phone, with hours of their own."""

from dataclasses import dataclass
from datetime import time

from sqlmodel import Session

from messages.contacts import addresses_of, link
from scheduler.people import Adult
from tests.cast import SEPTEMBER, address_of, contact_of, educator, mother, shares_phone_of


@dataclass(frozen=True)
class Someone:
    """An adult, and the phone she writes from."""

    adult_id: int
    contact_id: int
    medium: str
    address: str


def families(session: Session) -> list[Someone]:
    """The cast; everybody has said yes to messages."""
    educator(session)
    fatou, nadia, awa = (
        mother(session, "Fatou"),
        mother(session, "Nadia", "telegram"),
        mother(session, "Awa", "telegram"),
    )
    link(session, contact_of(session, awa), address_of(session, "sms", "+33639980555", SEPTEMBER), SEPTEMBER)
    ines = mother(session, "Ines")
    karim = shares_phone_of(session, ines, "Karim")
    rosa = mother(session, "Rosa", own_from=time(9), own_until=time(12), discreet=True)
    oumou = mother(session, "Oumou", "telegram", language="ar")
    return [_someone(session, one) for one in (fatou, nadia, awa, ines, karim, rosa, oumou)]


def _someone(session: Session, adult: Adult) -> Someone:
    first = addresses_of(session, [adult.contact_id or 0])[adult.contact_id or 0][0]
    return Someone(adult.id or 0, adult.contact_id or 0, first.medium, first.value)
