"""`relais bench pace`: how punctual each message is, and how closely what a provider allows is kept to."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from sqlmodel import Session, col, func, select

from bot.bench.databases import Create, databases, on_each
from bot.bench.dispatch import WORKER
from bot.bench.families import NOW, announce, plant
from bot.bench.processes import BenchError, in_process
from bot.bench.provider import Arrival, provider
from bot.bench.senders import MEDIUM, SMS, TELEGRAM
from bot.migrations import upgrade
from messages.outbox import SENT, Attempt, Message
from messages.pacing import SAVED_UP
from messages.store import Store

TELEGRAM_RATE, CHAT_RATE, SMS_RATE = 28.0, 1.0, 100.0
"""A second: messages of a bot and of a conversation (as we set them, below its 30), parts of a busy SMS sender."""

AT_WORK, EARLIER = timedelta(seconds=1), 10
"""For so long the worker is at work before the first message falls due; messages that it has sent by then."""


@dataclass(frozen=True)
class Course:
    """So many messages due over so many seconds, at a pace.

    Where there is a `silence`, the provider asks it of one conversation, once, in seconds (Bot API, `retry_after`).
    """

    sender: str
    count: int
    over: float = 0.0
    rate: float | None = None
    chat_rate: float | None = None
    silence: int = 0


COURSES: Mapping[str, Course] = {
    "evenly": Course(SMS, 2_000, over=20.0),
    "telegram": Course(TELEGRAM, 560, rate=TELEGRAM_RATE, chat_rate=CHAT_RATE),
    "sms": Course(SMS, 1_000, rate=SMS_RATE),
    "throttled": Course(TELEGRAM, 280, rate=TELEGRAM_RATE, chat_rate=CHAT_RATE, silence=30),
}


def pace(courses: Mapping[str, Course], told: Callable[[str], None]) -> dict[str, Any]:
    """The figures of each course on each engine, seen from the provider; `told` hears what is being measured.

    Raises `BenchError` where a course did not send everything once.
    """
    with databases() as engines:

        def measure(engine: str, create: Create) -> dict[str, Any]:
            told(engine)
            return {name: _run(create(f"pace_{name}"), one) for name, one in courses.items()}

        return on_each(engines, measure)


def _run(url: str, course: Course) -> dict[str, float]:
    upgrade(url)
    store = Store(url)
    store.writing(plant, course.count, MEDIUM[course.sender])
    store.writing(announce, EARLIER, NOW)
    topic = store.writing(announce, course.count, NOW + AT_WORK, timedelta(seconds=course.over)).topic
    what = {
        "sender": course.sender, "url": url, "in_flight": 50, "now": NOW.isoformat(), "rate": course.rate,
        "chat_rate": course.chat_rate, "count": course.count + EARLIER + bool(course.silence),
    }  # fmt: skip
    with provider(watching=True, silence=course.silence) as where:
        ran = in_process(WORKER, {**what, "root": where.root})
        came = where.arrivals()[EARLIER:]
    sent, parts = store.reading(_sent, topic), store.reading(_parts, topic)
    store.close()
    if (len(came), sent) != (course.count + bool(course.silence), course.count):
        raise BenchError(f"{course.count} were due, {len(came)} came to the provider, {sent} are written down as sent")
    return _figures(course, came, ran["began"] + AT_WORK.total_seconds(), parts)


def _sent(session: Session, topic: str) -> int:
    return session.exec(select(func.count()).where(Message.topic == topic, Message.status == SENT)).one()


def _parts(session: Session, topic: str) -> int:
    ours = select(Message.id).where(Message.topic == topic)
    return session.exec(select(func.sum(col(Attempt.parts))).where(col(Attempt.message_id).in_(ours))).one() or 0


def _figures(course: Course, came: Sequence[Arrival], began: float, parts: int) -> dict[str, float]:
    if course.silence:
        return _of_the_silence(course, came, began)
    late = _lateness(course, came, began)
    figures = {"late_p50_s": median(late), "late_p99_s": late[math.ceil(0.99 * len(late)) - 1], "late_max_s": late[-1]}
    if course.rate:
        took = came[-1].at - came[0].at
        saved = max(1.0, course.rate * SAVED_UP)
        figures = {
            "share_of_rate": (parts - saved) / (course.rate * took),
            "most_in_a_second": float(_most_in_a_second(came)),
            "beyond_pace_s": late[-1] - (parts - saved) / course.rate,
        }
    return {name: round(figure, 4) for name, figure in figures.items()}


def _lateness(course: Course, came: Sequence[Arrival], began: float) -> list[float]:
    due = {number: began + course.over * (number - 1) / course.count for number in range(1, course.count + 1)}
    return sorted(one.at - due[one.number] for one in came)


def _most_in_a_second(came: Sequence[Arrival]) -> int:
    return max(sum(one.at <= other.at < one.at + 1.0 for other in came) for one in came)


def _of_the_silence(course: Course, came: Sequence[Arrival], began: float) -> dict[str, float]:
    """When everybody else was done, beyond what the pace asks, and how long the silence was kept."""
    refused = next(one for one in came if one.refused)
    again = next(one for one in came if one.number == refused.number and not one.refused)
    others = max(one.at for one in came if one.number != refused.number)
    assert course.rate is not None
    allowed = began + (course.count - max(1.0, course.rate * SAVED_UP)) / course.rate
    return {"others_beyond_pace_s": round(others - allowed, 4), "silence_kept_s": round(again.at - refused.at, 4)}
