"""What the tables tell: the last message in and out, what waits, and whether a Relais is running."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, func, select

from bot.console.words import counted, moment
from bot.doctor.findings import Finding, attention, ok, problem
from bot.web.health import HEARTBEAT, SILENCE
from messages import bookmarks
from messages.columns import stands
from messages.contacts import Address, Contact, ContactAddress
from messages.inbox import NEW, SET_ASIDE, InboxItem, Received
from messages.outbox import ACCEPTED, DELIVERED, DOUBTFUL, Attempt, Message

SUBJECT = "Ce qui circule"
QUIET = timedelta(days=30)
"""Without a message for so long, something may be wrong (and a French short code is withdrawn)."""
LATE = timedelta(minutes=2)


_LEFT = (
    select(Attempt.settled_at)
    .where(col(Attempt.status).in_((ACCEPTED, DELIVERED)))
    .order_by(col(Attempt.reserved_at).desc())
    .limit(1)
)
_CAME = select(Received.at).where(Received.id == select(func.max(Received.id)).scalar_subquery())


def examine(session: Session, now: datetime, tz: ZoneInfo, rehearsal: bool) -> list[Finding]:
    """Counts and dates only; nobody is named."""
    return [
        _running(session, now, rehearsal),
        _last("sortant", session.exec(_LEFT).first(), now, tz),
        _last("entrant", session.exec(_CAME).first(), now, tz),
        *_waiting(session, now),
        _educator(session),
    ]


def _running(session: Session, now: datetime, rehearsal: bool) -> Finding:
    beat = bookmarks.get(session, HEARTBEAT)
    if beat is not None and (rehearsal or now - datetime.fromisoformat(beat) < SILENCE):
        return ok(SUBJECT, "Relais tourne sur cette base.")
    return attention(SUBJECT, "Relais ne tourne pas en ce moment : rien ne part.", "Lancez-le avec : relais run")


def _last(way: str, at: datetime | None, now: datetime, tz: ZoneInfo) -> Finding:
    if at is None:
        return attention(SUBJECT, f"Aucun message {way} pour l'instant.", "C'est normal avant le premier envoi.")
    said = f"Dernier message {way} : {moment(at, tz)}."
    if now - at > QUIET:
        return attention(SUBJECT, said, "Plus rien depuis un mois : écrivez-vous à vous-même pour vérifier.")
    return ok(SUBJECT, said)


def _waiting(session: Session, now: datetime) -> list[Finding]:
    unread = _count(session, Received, stands(Received.status, NEW), col(Received.at) < now - LATE)
    aside = _count(session, Received, stands(Received.status, SET_ASIDE))
    doubtful = _count(session, Message, stands(Message.status, DOUBTFUL))
    urgent = _count(session, InboxItem, col(InboxItem.closed_at).is_(None), col(InboxItem.urgent).is_(True))
    lines = [
        (unread, "message reçu n'est pas encore lu", "messages reçus ne sont pas encore lus", "Lancez : relais run"),
        (aside, "message est illisible", "messages sont illisibles", "Ils attendent dans : relais inbox"),
        (doubtful, "message est peut-être arrivé", "messages sont peut-être arrivés", "À décider dans : /boite"),
        (urgent, "message urgent attend", "messages urgents attendent", "À lire maintenant : /boite"),
    ]
    return [attention(SUBJECT, f"{counted(n, one, many)}.", remedy) for n, one, many, remedy in lines if n]


def _count(session: Session, table: type[SQLModel], *where: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()


def _educator(session: Session) -> Finding:
    query = (
        select(Contact.id)
        .join(ContactAddress, col(ContactAddress.contact_id) == col(Contact.id))
        .join(Address, col(Address.id) == col(ContactAddress.address_id))
        .where(col(Contact.staff).is_(True), Address.medium == "telegram", col(Address.closed_at).is_(None))
    )
    if session.exec(query).first() is not None:
        return ok(SUBJECT, "Le Telegram de l'éducatrice est relié.")
    return problem(SUBJECT, "Aucun Telegram d'éducatrice n'est relié : personne ne reçoit les alertes.", "relais login")
