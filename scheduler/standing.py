"""How things stand for a batch of messages: their activities and what each adult has answered, asked for at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from messages.outbox import Planned
from messages.rows import IDS, listed, rows
from scheduler.activities import Activity
from scheduler.facts import activity_facts
from scheduler.people import Adult
from scheduler.signups import SignUp

_ACTIVITIES = select(Activity).where(col(Activity.id).in_(IDS)).execution_options(populate_existing=True)
_ADULTS = select(Adult.contact_id, Adult.id).where(col(Adult.contact_id).in_(IDS))
_ANSWERS = select(SignUp.activity_id, SignUp.adult_id, SignUp.answer).where(
    col(SignUp.activity_id).in_(listed("activities")),
    col(SignUp.adult_id).in_(IDS),
)


class Standing:
    """What the database knows of the activities and the people that some messages are about."""

    def __init__(self, session: Session, messages: Sequence[Planned]) -> None:
        """Three queries, however many messages."""
        numbers = {number for message in messages if (number := _number(message.topic)) is not None}
        self._activities = {one.id: one for one in _activities(session, numbers)}
        contacts = {message.contact_id for message in messages if message.contact_id is not None}
        self._adults: dict[int | None, int] = {row[0]: row[1] for row in rows(session, _ADULTS, contacts)}
        self._answers = _answers(session, numbers, set(self._adults.values()))
        self._facts: dict[int | None, Mapping[str, Any]] = {}

    def activity(self, message: Planned) -> Activity | None:
        """The activity it is about; None when it is about something else."""
        return self._activities.get(_number(message.topic))

    def adult(self, message: Planned) -> int | None:
        """The id of the adult it is for."""
        return self._adults.get(message.contact_id)

    def answer(self, message: Planned) -> str | None:
        """Her last word about that activity; None when she has not answered."""
        return self._answers.get((_number(message.topic), self._adults.get(message.contact_id)))

    def facts(self, activity: Activity) -> Mapping[str, Any]:
        """What there is to say about one of the activities."""
        if activity.id not in self._facts:
            self._facts[activity.id] = activity_facts(activity)
        return self._facts[activity.id]


def _number(topic: str) -> int | None:
    prefix, _, number = topic.partition("-")
    return int(number) if prefix == "activity" and number.isdigit() else None


def _activities(session: Session, ids: set[int]) -> Sequence[Activity]:
    return session.exec(_ACTIVITIES, params={"ids": list(ids)}).all() if ids else ()


def _answers(session: Session, activities: set[int], adults: set[int]) -> dict[tuple[int | None, int | None], str]:
    found = rows(session, _ANSWERS, adults, activities=list(activities)) if activities else ()
    return {(row[0], row[1]): row[2] for row in found}
