"""Faults of time: F36 and F37."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlmodel import Session, col, func, select

from messages.outbox import Attempt, Message
from scheduler.activities import Activity
from scheduler.changes import CANCELLATION, CHANGE
from tests.cast import cancels, moves
from tests.faults.cast import EVENING, phone
from tests.faults.injections import fault
from tests.faults.scene import PARENTS, Scene
from tests.faults.verdict import IN_THE_AIR, REMINDER, untimely

SLOWLY = {"RELAIS_SMS_RATE": "3", "RELAIS_TELEGRAM_RATE": "3"}


@fault("F36")
def the_clock_leaps_ahead(scene: Scene) -> None:
    scene.night.settings |= SLOWLY
    scene.begin()
    scene.until_taken(scene.luck.randint(0, 4))
    scene.leap(scene.now() + timedelta(hours=scene.luck.choice([1, 2, 8])))


@fault("F36")
def the_clock_falls_back(scene: Scene) -> None:
    scene.night.settings |= SLOWLY
    scene.begin()
    scene.until_taken(scene.luck.randint(1, 5))
    scene.stops()
    scene.night.set_clock(scene.now() - timedelta(hours=2))


@fault("F36")
def the_clock_is_moved_while_it_runs(scene: Scene) -> None:
    scene.night.settings |= SLOWLY
    scene.begin()
    scene.until_taken(scene.luck.randint(0, 4))
    if scene.night.workers == 1:
        scene.night.move_clock(EVENING + timedelta(hours=scene.luck.choice([1, 2])))


@fault("F37")
def the_date_moves_while_reminders_leave(scene: Scene) -> Iterator[None]:
    yield from _changed(scene, lambda session, outing: moves(session, outing, "2026-10-22 15:00", scene.now()))


@fault("F37")
def the_date_is_cancelled_while_reminders_leave(scene: Scene) -> Iterator[None]:
    yield from _changed(scene, lambda session, outing: cancels(session, outing, scene.now()))


def _changed(scene: Scene, change: Callable[[Session, Activity], None]) -> Iterator[None]:
    """The date changes in the middle; whoever has not been reminded of the old one must not be any more."""
    scene.excused |= set(range(PARENTS))
    scene.night.settings |= SLOWLY
    scene.begin()
    scene.until_taken(scene.luck.randint(0, 5))
    scene.store.writing(lambda session: change(session, session.get_one(Activity, 1)))
    changed = scene.now()
    scene.night.until(lambda: scene.reads(_notices) == PARENTS)
    yield
    scene.broken += scene.reads(
        untimely, scene.night, lambda message, moment: message.kind == REMINDER and moment > changed + IN_THE_AIR
    )
    notices = scene.reads(_words_of_notices)
    told = {line["to"] for line in scene.night.truth.all("accepted") if line["text"] in notices}
    scene.check({phone(number)[1] for number in range(PARENTS)} <= told, "not everybody is told of the change")


def _notices(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Message).where(_IS_NOTICE)).one()


def _words_of_notices(session: Session) -> set[str]:
    """Not when they were taken: the first may be on its way before we have looked at the clock."""
    query = select(Attempt.text).join(Message, col(Message.id) == col(Attempt.message_id))
    return set(session.exec(query.where(_IS_NOTICE)))


_IS_NOTICE = col(Message.kind).in_((CHANGE.name, CANCELLATION.name))
