"""Who was really there: the only truth for figures and for whom feedback is asked."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from messages import journal
from messages.columns import moment, words
from scheduler.activities import Activity

PRESENT, ABSENT, EXCUSED, REVOKED = "present", "absent", "excused", "revoked"


class Presence(SQLModel, table=True):
    """One adult at one activity, as a person entered it."""

    __tablename__ = "presence"

    activity_id: int = Field(foreign_key="activity.id", primary_key=True)
    adult_id: int = Field(foreign_key="adult.id", primary_key=True, index=True)
    status: str = words("figures")
    adults: int = 1
    children: int = 0
    at: datetime = moment()
    by: str = words("technical")


def enter(session: Session, activity: Activity, present: dict[int, tuple[int, int]], by: str, now: datetime) -> None:
    """Enter the register: adults and children for each adult id present; every other row becomes absent."""
    known = {row.adult_id: row for row in register(session, activity)}
    assert activity.id is not None
    for adult_id in known.keys() | present.keys():
        adults, children = present.get(adult_id, (0, 0))
        status = PRESENT if adult_id in present else ABSENT
        session.merge(
            Presence(
                activity_id=activity.id,
                adult_id=adult_id,
                status=status,
                adults=adults,
                children=children,
                at=now,
                by=by,
            )
        )
    activity.register_at = now
    session.add(activity)
    session.flush()
    journal.note(session, by, "registered", now, activity.topic, present=len(present))


def register(session: Session, activity: Activity) -> list[Presence]:
    """Everybody entered, present or not."""
    query = select(Presence).where(Presence.activity_id == activity.id).order_by(col(Presence.adult_id))
    return list(session.exec(query))
