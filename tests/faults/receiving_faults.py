"""Faults while something arrives: F23 to F34."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
from sqlalchemy import make_url
from sqlmodel import Session, col, select

from messages.consents import Consent
from messages.inbox import SET_ASIDE, Received
from messages.sqlite import library
from tests.faults.cast import phone
from tests.faults.injections import POSTGRES, fault
from tests.faults.looks import open_items
from tests.faults.scene import PARENTS, SMS, TELEGRAM, Scene
from tests.faults.verdict import spoken_to

LATEST_ANSWER = 5.0
"""Seconds in which a webhook must be answered, whatever the database does."""
REPORTS: list[list[tuple[str, str | None]]] = [
    [("delivered", None), ("sent", None)],
    [("sent", None), ("sent", None), ("delivered", None), ("delivered", None)],
    [("delivered", None), ("sending", None), ("queued", None)],
]

LONG_SMS = (
    "Bonjour Claire, merci beaucoup pour hier, je voulais vous demander quelque chose pour mardi :",
    "est-ce que je peux vous attendre à l'arrêt de bus devant l'école avec les deux petits et ma soeur",
    "parce que je dois arrêter le travail vers midi et demi ce jour-là, à quelle heure serez-vous là ?",
)


@fault("F23")
def one_webhook_many_times(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.rests()
    for number in (scene.luck.choice(SMS), scene.luck.choice(TELEGRAM)):
        scene.night.say(number, scene.luck.choice(["Non", "STOP"]), times=scene.luck.choice([1, 2, 50]))
    scene.night.until(lambda: len(scene.night.truth.all("answered")) >= 2)
    yield
    statuses = {line["status"] for line in scene.night.truth.all("answered")}
    scene.check(statuses == {200}, f"webhooks were answered {statuses}")


@fault("F24")
def callbacks_in_any_order(scene: Scene) -> None:
    scene.answers("disorder", "sms", times=9, reports=scene.luck.choice(REPORTS), early=scene.luck.random() < 0.5)
    scene.begin()
    scene.until_mannered(len(SMS))


@fault("F25")
def killed_after_it_was_acknowledged(scene: Scene) -> None:
    _dies_hearing(scene, "acknowledged")


@fault("F25")
def killed_while_it_is_read(scene: Scene) -> None:
    _dies_hearing(scene, "read")


@fault("F26")
def killed_before_it_was_written_down(scene: Scene) -> None:
    _dies_hearing(scene, "knocked")


@fault("F26")
def killed_before_it_was_acknowledged(scene: Scene) -> None:
    _dies_hearing(scene, "committed")


@fault("F27")
def down_while_parents_reply(scene: Scene) -> Iterator[None]:
    """Relais was not running when the reminders became due, nor when somebody wrote STOP."""
    stops = scene.luck.sample(SMS, 2)
    scene.excused |= set(stops)
    for number in stops:
        scene.night.say(number, "STOP")
    began = time.monotonic()
    scene.night.say(_excused(scene, TELEGRAM), "Non")
    if scene.luck.random() < 0.5:  # and the provider is not at home either when Relais begins
        scene.night.until(lambda: len(scene.night.truth.all("answered")) >= 2)
        scene.night.tell("away", {"seconds": 3})
    scene.begin()
    yield
    for number in stops:
        scene.broken += scene.reads(spoken_to, scene.night.truth, phone(number)[1], began)


@fault("F28")
def down_for_almost_a_day(scene: Scene) -> None:
    number = _excused(scene, SMS)
    scene.night.say(number, "Non", times=0, ago=timedelta(hours=23, minutes=58).total_seconds())
    scene.begin()


@fault("F29")
def an_update_number_jumps_back(scene: Scene) -> None:
    scene.begin()
    scene.rests()
    for number, update in zip(scene.luck.sample(TELEGRAM, 2), (5_000_000, 17), strict=True):
        scene.night.say(number, "Non", number=update)


@fault("F30")
def a_poisonous_message(scene: Scene) -> Iterator[None]:
    scene.begin("poison")
    scene.rests()
    scene.night.say(scene.luck.choice(SMS), "Poison !")
    scene.night.say(scene.luck.choice(TELEGRAM), "Poison !")
    scene.night.say(scene.luck.choice(SMS), "Non")
    yield
    scene.check(scene.reads(_set_aside) == 2, "what cannot be read is not set aside")
    scene.check(scene.reads(open_items, ["poison"]) == 2, "nobody is told of what cannot be read")


@fault("F31")
def the_database_is_locked(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.rests()
    seconds = 20.0 if scene.luck.random() < 0.1 else scene.luck.uniform(5.0, 7.0)
    with _locked(scene):
        began = time.monotonic()
        scene.night.say(scene.luck.choice(SMS), "Non")
        scene.night.say(scene.luck.choice(TELEGRAM), "Non")
        scene.night.until(lambda: time.monotonic() > began + seconds)
    yield
    for said in scene.night.truth.all("said"):
        first = next(line for line in scene.night.truth.all("answered") if line["number"] == said["number"])
        waited = first["at"] - said["at"]
        scene.check(first["status"] == 503, f"a webhook was answered {first['status']} by a locked database")
        scene.check(waited < LATEST_ANSWER, f"a webhook waited {waited:.1f} s")


@fault("F32")
def a_long_sms_in_three_parts_out_of_order(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.rests()
    number = scene.luck.choice(SMS)
    for part in scene.luck.sample(LONG_SMS, len(LONG_SMS)):
        scene.night.say(number, part)
    yield
    scene.check(scene.reads(nobody_refuses), "an arret de bus was taken for a STOP")
    scene.check(scene.reads(open_items, ["question", "unclear"]) >= 1, "nobody is shown what she wrote")


@fault("F33")
def a_stop_that_the_operator_has_answered(scene: Scene) -> None:
    scene.begin()
    scene.rests()
    scene.night.say(scene.luck.choice(SMS), "Stop svp", more={"OptOutType": "STOP"})


@fault("F33")
def a_stop_while_messages_leave(scene: Scene) -> None:
    scene.night.settings |= {"RELAIS_SMS_RATE": "3", "RELAIS_TELEGRAM_RATE": "3"}
    scene.begin()
    scene.until_taken(scene.luck.randint(0, 4))
    for number in scene.luck.sample(range(PARENTS), 3):
        scene.excused.add(number)
        scene.night.say(number, "STOP")


@fault("F34")
def a_start_after_a_stop(scene: Scene) -> None:
    scene.begin()
    scene.rests()
    number = scene.luck.choice(SMS)
    scene.night.say(number, "STOP")
    scene.night.until(lambda: len(scene.night.truth.all("answered")) == 1)
    scene.rests()
    scene.night.say(number, "START")


def _excused(scene: Scene, numbers: tuple[int, ...]) -> int:
    """Somebody who answers before she is reminded, and may rightly not be."""
    number = scene.luck.choice(numbers)
    scene.excused.add(number)
    return number


def _dies_hearing(scene: Scene, point: str) -> None:
    """Somebody writes, by SMS or Telegram; the provider of the first lists it, the other knocks again."""
    scene.doubts = True
    number = scene.luck.randrange(PARENTS)
    scene.excused.add(number)
    scene.dies(point, lambda: scene.night.say(number, scene.luck.choice(["Non", "STOP"])))


@contextmanager
def _locked(scene: Scene) -> Iterator[None]:
    """Another program holds the database."""
    if scene.engine == POSTGRES:
        with connected(scene) as other:
            other.execute("LOCK TABLE received IN ACCESS EXCLUSIVE MODE")
            yield
        return
    other = library().connect(make_url(scene.night.database_url).database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def connected(scene: Scene, user: str = "postgres", **more: Any) -> "psycopg.Connection[Any]":
    """A connection to the evening's PostgreSQL from outside; in a transaction unless asked otherwise."""
    assert scene.server is not None
    return psycopg.connect(host=str(scene.server.folder), user=user, dbname=scene.database, **more)


def nobody_refuses(session: Session) -> bool:
    """Whether nobody has taken back a yes to messages."""
    return session.exec(select(Consent).where(col(Consent.given).is_(False))).first() is None


def _set_aside(session: Session) -> int:
    return len(session.exec(select(Received).where(Received.status == SET_ASIDE)).all())
