"""What those who were there thought of it: a score from 1 to 5, and a word if they wish."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from messages.columns import moment, words
from scheduler.activities import Activity
from scheduler.people import Adult


class Rating(SQLModel, table=True):
    """The score one adult gave one activity; her last word wins."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("activity_id", "adult_id"),)

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)
    adult_id: int = Field(foreign_key="adult.id", index=True)
    score: int | None = None
    """1 (not good) to 5 (very good); None when she only left words."""
    comment: str | None = words("texts", personal=True, default=None)
    not_there: bool = False
    """She says she was not there: a flag for the educator, the register stays as it is."""
    at: datetime = moment()


def rate(session: Session, activity: Activity, adult: Adult, now: datetime) -> Rating:
    """Her rating of that activity, made when she first says something."""
    query = select(Rating).where(Rating.activity_id == activity.id, Rating.adult_id == adult.id)
    rating = session.exec(query).first()
    if rating is None:
        assert activity.id is not None
        assert adult.id is not None
        rating = Rating(activity_id=activity.id, adult_id=adult.id, at=now)
        session.add(rating)
        session.flush()
    return rating
