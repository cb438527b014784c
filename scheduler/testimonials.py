"""Testimonials: begun by the educator, in the parent's own words, used only as and while she allows."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from messages import journal
from messages.columns import moment, words
from messages.consents import Consent
from messages.contacts import Contact
from messages.outbox import PLANNED, Message, withdraw
from scheduler.people import Adult

ASKED, TOLD, ALLOWED, REFUSED, CONFIRMED, SUSPENDED, WITHDRAWN = (
    "asked", "told", "allowed", "refused", "confirmed", "suspended", "withdrawn",
)  # fmt: skip
"""States: asked for; words received; she allowed or refused their use; a person confirmed; perhaps taken back by
somebody on a shared phone, until a person decides; taken back."""
OPEN, TAKEN_BACK_FROM = (ASKED, TOLD), (ASKED, TOLD, ALLOWED, CONFIRMED, SUSPENDED)
FIRST_NAME, ANONYMOUS = "first_name", "anonymous"
PERMISSIONS = (FIRST_NAME, ANONYMOUS)
COPIL, REPORT = "copil", "report"
USES = (COPIL, REPORT)
PURPOSE = "testimony"
"""Its purpose in the ledger of yes and no."""
WORDING_VERSION = "2026-11"
"""Which edition of the permission question is asked."""
QUESTIONS = ("testimony", "testimony_consent")
"""What its messages ask: her words, then whether they may be used."""


class Testimonial(SQLModel, table=True):
    """What one parent tells, as one text however many messages it came in."""

    __tablename__ = "testimonial"

    id: int | None = Field(default=None, primary_key=True)
    adult_id: int = Field(foreign_key="adult.id", index=True)
    status: str = words("figures", default=ASKED, index=True)
    asked_at: datetime = moment()
    asked_by: str = words("technical")
    told: str = words("texts", personal=True, default="")
    """Her words as they came, messages joined by line ends."""
    told_at: datetime | None = moment(default=None)
    """When the last of them came; the permission is asked a little later."""
    used_words: str = words("texts", personal=True, default="")
    """What a person chose to use of it, read back to her."""
    permission: str | None = words("proof", default=None)
    """`first_name` or `anonymous`, for the COPIL and the report."""
    permission_at: datetime | None = moment(default=None)
    permission_until: datetime | None = moment(default=None)
    """Twelve months later."""
    permission_wording: str | None = words("proof", default=None)
    """Which edition of the question she answered."""
    confirmed_at: datetime | None = moment(default=None)
    withdrawn_at: datetime | None = moment(default=None)

    @property
    def topic(self) -> str:
        """How messages name it without knowing it."""
        return f"testimonial-{self.id}"


class TestimonialUse(SQLModel, table=True):
    """Where a testimonial was used: what must be undone when it is taken back."""

    __tablename__ = "testimonial_use"

    id: int | None = Field(default=None, primary_key=True)
    testimonial_id: int = Field(foreign_key="testimonial.id", index=True)
    use: str = words("figures")
    """`copil` or `report`."""
    on: date
    place: str = words("figures", default="")
    by: str = words("technical")
    at: datetime = moment()


def begin(session: Session, adult: Adult, by: str, leaves: datetime, now: datetime) -> Testimonial:
    """The educator asks her for her words; the question leaves at `leaves`, or at the next allowed moment."""
    assert adult.id is not None
    asked = Testimonial(adult_id=adult.id, asked_at=leaves, asked_by=by)
    session.add(asked)
    session.flush()
    journal.note(session, by, "asked-testimony", now, asked.topic, adult.contact_id)
    return asked


def call_off(session: Session, testimonial: Testimonial, by: str, now: datetime) -> None:
    """The educator thinks better of it before the question has left."""
    testimonial.status, testimonial.withdrawn_at = WITHDRAWN, now
    _changed(session, testimonial, by, "called-off-testimony", now)


def hers(session: Session, adult_ids: Collection[int], states: Collection[str]) -> list[Testimonial]:
    """The testimonials of these adults in one of these states, the oldest first; their rows are locked."""
    query = (
        select(Testimonial)
        .where(col(Testimonial.adult_id).in_(adult_ids), col(Testimonial.status).in_(states))
        .order_by(col(Testimonial.id))
        .with_for_update()
    )
    return list(session.exec(query.execution_options(populate_existing=True)))


def open_of(session: Session, adult: Adult | None) -> Testimonial | None:
    """The one she is being asked for now: the latest, where an older question was never answered."""
    found = hers(session, [adult.id], OPEN) if adult is not None and adult.id is not None else []
    return found[-1] if found else None


def tell(session: Session, testimonial: Testimonial, said: str, by: str, now: datetime) -> None:
    """More of her words, added as they are."""
    testimonial.told = f"{testimonial.told}\n{said}" if testimonial.told else said
    testimonial.status, testimonial.told_at = TOLD, now
    _changed(session, testimonial, by, "told-testimony", now)


def allow(session: Session, testimonial: Testimonial, permission: str, evidence: Consent, now: datetime) -> None:
    """She allows the use of her words for twelve months; `evidence` is the ledger's entry, written here."""
    testimonial.status, testimonial.permission, testimonial.permission_at = ALLOWED, permission, now
    testimonial.permission_until, testimonial.permission_wording = a_year_after(now), evidence.wording
    session.add(evidence)
    _changed(session, testimonial, evidence.by, "allowed-testimony", now)


def refuse(session: Session, testimonial: Testimonial, evidence: Consent, now: datetime) -> None:
    """She would rather not: nothing is used, nothing else changes for her."""
    testimonial.status = REFUSED
    session.add(evidence)
    _changed(session, testimonial, evidence.by, "refused-testimony", now)


def take_back(session: Session, found: Collection[Testimonial], evidence: Consent, now: datetime) -> None:
    """Her words are not used any more, and nothing more is asked about them."""
    session.add(evidence)
    for testimonial in found:
        testimonial.status, testimonial.withdrawn_at = WITHDRAWN, now
        _changed(session, testimonial, evidence.by, "withdrew-testimony", now)


def take_back_orally(
    session: Session, testimonial: Testimonial, contact: Contact | None, by: str, now: datetime
) -> None:
    """She said so to a person; the ledger keeps it where she still has a contact."""
    testimonial.status, testimonial.withdrawn_at = WITHDRAWN, now
    if contact is not None:
        session.add(decision(contact, False, "de vive voix", by, now))
    _changed(session, testimonial, by, "withdrew-testimony", now)


def suspend(session: Session, found: Collection[Testimonial], by: str, now: datetime) -> None:
    """Somebody on a shared phone takes words back, nobody knows whose: none is used until a person decides."""
    for testimonial in found:
        testimonial.status = SUSPENDED
        _changed(session, testimonial, by, "suspended-testimony", now)


def resume(session: Session, testimonial: Testimonial, by: str, now: datetime) -> None:
    """A person found that these words were not meant: they stand as before."""
    testimonial.status = TOLD if testimonial.told else ASKED
    if testimonial.permission is not None:
        testimonial.status = CONFIRMED if testimonial.confirmed_at is not None else ALLOWED
    _changed(session, testimonial, by, "resumed-testimony", now)


def decision(contact: Contact, given: bool, evidence: str, by: str, now: datetime) -> Consent:
    """The entry of the ledger (unsaved) for her yes or no to the use of her words."""
    assert contact.id is not None
    return Consent(
        contact_id=contact.id, purpose=PURPOSE, given=given, at=now, evidence=evidence,
        wording=WORDING_VERSION, language=contact.language, by=by,
    )  # fmt: skip


def a_year_after(moment: datetime) -> datetime:
    """The same day of the next year; the 28th for the 29th of February."""
    try:
        return moment.replace(year=moment.year + 1)
    except ValueError:
        return moment.replace(year=moment.year + 1, day=28)


def uses_of(session: Session, testimonial: Testimonial) -> list[TestimonialUse]:
    """Where it was used, in order."""
    query = select(TestimonialUse).where(TestimonialUse.testimonial_id == testimonial.id)
    return list(session.exec(query.order_by(col(TestimonialUse.on), col(TestimonialUse.id))))


def usable(testimonial: Testimonial, now: datetime) -> bool:
    """Confirmed by a person, allowed, not taken back, within its twelve months: for the COPIL and the report."""
    until = testimonial.permission_until
    return testimonial.status == CONFIRMED and until is not None and now < until


def _changed(session: Session, testimonial: Testimonial, by: str, did: str, now: datetime) -> None:
    """Write it down; where nothing more is to be asked, the planned messages about it are taken back."""
    session.add(testimonial)
    session.flush()
    adult = session.get_one(Adult, testimonial.adult_id)
    journal.note(session, by, did, now, testimonial.topic, adult.contact_id)
    if testimonial.status in (REFUSED, SUSPENDED, WITHDRAWN):
        planned = select(Message).where(Message.topic == testimonial.topic, Message.status == PLANNED)
        for message in session.exec(planned.where(col(Message.in_reply_to).is_(None))):
            withdraw(session, message, testimonial.status, now)
