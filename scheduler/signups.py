"""Who comes: yes, no, maybe or waiting, with seats counted in persons and by household."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from messages import journal
from messages.columns import moment, open_index, words
from scheduler.activities import Activity
from scheduler.people import Adult

YES, NO, MAYBE, WAITING = "yes", "no", "maybe", "waiting"


class SignUp(SQLModel, table=True):
    """The last word of one adult about one activity."""

    __tablename__ = "signup"
    __table_args__ = (
        UniqueConstraint("activity_id", "adult_id"),
        open_index("signup_waiting", "answer = 'waiting'", "activity_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    adult_id: int = Field(foreign_key="adult.id", index=True)
    answer: str = words("figures")
    adults: int | None = None
    children: int | None = None
    total: int = 1
    """Persons, herself included."""
    counted: bool = False
    """She said how many; otherwise `total` is ours."""
    at: datetime = moment()
    """Since when this is her answer; saying it again, or another number, does not change it."""
    waiting_since: datetime | None = moment(default=None)
    """Her rank in the waiting list; kept while she waits, later only where she let an offer pass."""
    rank: int | None = None
    """Set by a person: before everybody without one, the smallest first."""
    passed_over: str = words("figures", default="")
    """Why a free place that she fits was not offered to her: a key of `messages.refusals.REASONS`; "" where it was."""
    transport: bool | None = None
    """Needs help to come; None: not asked, or not said."""
    by: str = words("technical")


def signup_of(session: Session, activity: Activity, adult: Adult) -> SignUp | None:
    """Her last word, or None if she has not answered."""
    query = select(SignUp).where(SignUp.activity_id == activity.id, SignUp.adult_id == adult.id)
    return session.exec(query.execution_options(populate_existing=True)).first()


def signups(session: Session, activity: Activity) -> list[SignUp]:
    """Everybody's last word, in the order they were given."""
    query = select(SignUp).where(SignUp.activity_id == activity.id).order_by(col(SignUp.at), col(SignUp.id))
    return list(session.exec(query))


def seats_taken(session: Session, activity: Activity) -> int:
    """Persons who have a seat; of two adults of one household the larger answer, not the sum."""
    query = (
        select(SignUp, Adult)
        .join(Adult, col(Adult.id) == col(SignUp.adult_id))
        .where(SignUp.activity_id == activity.id, SignUp.answer == YES)
    )
    households: dict[str, int] = {}
    for signup, adult in session.exec(query):
        home = household(adult)
        households[home] = max(households.get(home, 0), signup.total)
    return sum(households.values())


def household(adult: Adult) -> str:
    """One key for the adults of one family; an adult without family is a household of their own."""
    return f"family-{adult.family_id}" if adult.family_id is not None else f"adult-{adult.id}"


def need_transport(session: Session, signup: SignUp, needed: bool, by: str, now: datetime) -> None:
    """Record whether she needs help to come; her yes stays as it is."""
    signup.transport = needed
    session.add(signup)
    activity, adult = session.get_one(Activity, signup.activity_id), session.get_one(Adult, signup.adult_id)
    journal.note(session, by, "said-transport", now, activity.topic, adult.contact_id, needed=needed)
