"""What those who were there thought of a date: how many were asked and answered, an average of five or more."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from messages.outbox import DOUBTFUL, SENDING, SENT, Message
from scheduler.activities import Activity
from scheduler.feedback import FEEDBACK
from scheduler.people import labels
from scheduler.ratings import Rating

FEWEST = 5
"""Below this an average would tell what one person answered; nor is one published for fewer answers more."""


@dataclass(frozen=True)
class Opinions:
    """Counts are of adults. `average` is of the first `averaged` scores, always whole fives; None below five.

    So two averages read one after the other never tell what the one or two who answered in between have said.
    """

    asked: int
    answered: int
    averaged: int
    average: float | None
    worded: int
    not_there: list[str]
    """Labels of those who say they were not there."""


def opinions(session: Session, activity: Activity) -> Opinions:
    """As things stand; a score counts once for each adult, her last one."""
    query = select(Rating).where(Rating.activity_id == activity.id).order_by(col(Rating.id))
    ratings = list(session.exec(query))
    scores = [rating.score for rating in ratings if rating.score is not None and not rating.not_there]
    absent = [rating.adult_id for rating in ratings if rating.not_there]
    names = labels(session, absent)
    averaged = len(scores) // FEWEST * FEWEST
    return Opinions(
        asked=_asked(session, activity),
        answered=len(scores),
        averaged=averaged,
        average=sum(scores[:averaged]) / averaged if averaged else None,
        worded=sum(1 for rating in ratings if rating.comment),
        not_there=[names[adult_id] for adult_id in absent],
    )


def words_left(session: Session, activity: Activity) -> list[str]:
    """What they wrote, in an order that says nothing of who wrote it."""
    query = select(Rating.comment).where(Rating.activity_id == activity.id, col(Rating.comment).is_not(None))
    return sorted(comment for comment in session.exec(query) if comment)


def _asked(session: Session, activity: Activity) -> int:
    query = select(func.count(func.distinct(Message.contact_id))).where(
        Message.kind == FEEDBACK.name,
        Message.topic == activity.topic,
        col(Message.status).in_((SENDING, SENT, DOUBTFUL)),
    )
    return session.exec(query).one()
