"""Faults while something is sent: F01 to F11, and F16, F17."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from messages.outbox import EXPIRED
from messages.programme import PARIS
from tests.cast import everyone, message_to
from tests.faults.cast import EVENING, STARTS, phone
from tests.faults.injections import fault
from tests.faults.looks import open_items, outcome_of_reminders
from tests.faults.manners import busy
from tests.faults.scene import PARENTS, SMS, TELEGRAM, Scene
from tests.faults.verdict import IN_THE_AIR, untimely

LONGER_THAN_A_CALL = 1.3
"""Seconds after which a call of 0.6 seconds has been given up, however slow the machine."""
GARBAGE: list[dict[str, Any]] = [
    {"status": 200, "body": "<html>Bonjour</html>"},
    {"status": 201, "body": "nothing"},
    {"status": 201, "body": '{"status": "queued"}'},
    {"status": 201, "body": '{"sid": "XX12", "status": "queued"}'},
    {"status": 200, "body": '{"ok": true, "result": {}}'},
    {"status": 201, "swollen": 10 << 20},
]


@fault("F01")
def killed_before_it_is_reserved(scene: Scene) -> None:
    scene.doubts = True  # by the other medium a call may have been under way
    scene.dies(f"reserving:{scene.luck.randint(1, 2)}")


@fault("F02")
def killed_once_it_is_reserved(scene: Scene) -> None:
    scene.doubts = True
    scene.dies(f"reserved:{scene.luck.randint(1, 2)}")


@fault("F03")
def killed_once_it_is_taken(scene: Scene) -> None:
    scene.doubts = True
    scene.dies(f"taken:{scene.luck.randint(1, 4)}")


@fault("F03")
def killed_at_any_moment(scene: Scene) -> None:
    scene.doubts = True
    for _ in range(scene.luck.randint(1, 3)):
        scene.begin()
        scene.until_taken(min(len(_taken(scene)) + scene.luck.randint(0, 2), PARENTS - 2))
        scene.night.kill()


@fault("F04")
def killed_once_the_outcome_is_written(scene: Scene) -> None:
    scene.doubts = True
    scene.dies(f"settled:{scene.luck.randint(1, 2)}")


@fault("F05")
def the_reply_is_lost(scene: Scene) -> None:
    _doubted(scene, "reply-lost", hangs_up=True)


@fault("F06")
def the_reply_comes_too_late(scene: Scene) -> None:
    _doubted(scene, "reply-late", after=LONGER_THAN_A_CALL)


@fault("F06")
def the_message_is_taken_after_our_deadline(scene: Scene) -> None:
    _doubted(scene, "taken-late", before=0.75)


@fault("F07")
def an_error_after_it_was_taken(scene: Scene) -> None:
    _doubted(scene, "error-after", status=scene.luck.choice([500, 502, 503]), body="oops")


@fault("F07")
def an_error_before_it_was_taken(scene: Scene) -> None:
    _doubted(scene, "error-before", takes=False, status=scene.luck.choice([500, 502, 503]), body="oops")


@fault("F08")
def nobody_is_at_home(scene: Scene) -> None:
    scene.night.tell("away", {"seconds": scene.luck.uniform(1, 3)})
    scene.begin()


@fault("F09")
def throttled(scene: Scene) -> Iterator[None]:
    medium, seconds = scene.luck.choice(["sms", "telegram"]), scene.luck.choice([1, 3, 30, 3600])
    number = scene.luck.choice(SMS if medium == "sms" else TELEGRAM)
    scene.answers("throttled", medium, to=phone(number)[1], **busy(medium, seconds))
    scene.begin()
    scene.until_mannered()
    if seconds > 3:  # its sender is silent for as long in this life; the others must go on
        others = {phone(one)[1] for one in (TELEGRAM if medium == "sms" else SMS)}
        scene.night.until(lambda: others <= _taken(scene))
        scene.leap(scene.now() + timedelta(seconds=seconds))
    yield
    asked = scene.night.truth.all("mannered")[0]["at"]
    again = [line["at"] for line in scene.night.truth.all("accepted") if line["to"] == phone(number)[1]]
    waited = scene.night.civil(again[0]) - scene.night.civil(asked) if again else timedelta()
    scene.check(waited >= timedelta(seconds=seconds), f"sent {waited} after a pause of {seconds} s was asked for")


@fault("F10")
def garbage_for_an_answer(scene: Scene) -> None:
    _doubted(scene, "garbage", **scene.luck.choice(GARBAGE))


@fault("F11")
def stopped_in_the_middle_of_a_call(scene: Scene) -> None:
    scene.doubts = True
    scene.answers("slow", scene.luck.choice(["sms", "telegram"]), times=2, after=0.3)
    scene.begin()
    scene.until_mannered()
    pid, moment = scene.freeze(), scene.now()
    scene.night.until(lambda: scene.now() > moment + timedelta(seconds=LONGER_THAN_A_CALL), mortal=True)
    scene.thaw(pid)


@fault("F11")
def stopped_before_a_call_until_the_event_has_begun(scene: Scene) -> Iterator[None]:
    yield from _stopped_until(scene, STARTS)


@fault("F11")
def stopped_before_a_call_until_the_night(scene: Scene) -> Iterator[None]:
    yield from _stopped_until(scene, EVENING.replace(hour=20, minute=0))


@fault("F16")
def an_outage_across_the_start(scene: Scene) -> Iterator[None]:
    scene.excused |= set(range(PARENTS))
    scene.has_run()
    scene.night.set_clock(STARTS - timedelta(seconds=4))
    scene.night.tell("away", {"seconds": 5})
    scene.begin()
    scene.night.until(lambda: scene.now() > STARTS + timedelta(seconds=3))
    yield
    ends = scene.reads(outcome_of_reminders)
    scene.check(set(ends.values()) == {EXPIRED}, f"after the start they ended {ends}")
    scene.check(scene.reads(open_items, ["expired"]) >= PARENTS, "the educator is not told of all")


@fault("F16")
def down_from_before_the_reminder_until_after_the_event(scene: Scene) -> Iterator[None]:
    scene.excused |= set(range(PARENTS))
    scene.has_run()
    scene.night.set_clock(STARTS + timedelta(minutes=1))
    yield
    scene.check(scene.reads(open_items, ["expired"]) >= PARENTS, "the educator is not told of all")


@fault("F17")
def an_outage_of_a_day_and_two_hours(scene: Scene) -> Iterator[None]:
    scene.excused |= set(range(PARENTS))
    scene.night.settings |= {"RELAIS_SMS_RATE": "2", "RELAIS_TELEGRAM_RATE": "2"}
    scene.store.writing(_notes)
    scene.night.tell("away", {"seconds": 4})
    scene.begin()
    scene.night.until(lambda: len(scene.reads(outcome_of_reminders)) == PARENTS)
    scene.leap(EVENING + timedelta(hours=26))
    yield
    taken = [line for line in scene.night.truth.all("accepted") if scene.night.civil(line["at"]) > STARTS]
    for medium in ("sms", "telegram"):
        moments = sorted(line["at"] for line in taken if line["medium"] == medium)
        crowd = max((sum(one <= other < one + 1 for other in moments) for one in moments), default=0)
        scene.check(crowd <= 5, f"{crowd} by {medium} within a second at a rate of two")
    scene.check(len(taken) >= PARENTS, "what could wait has not left")


def _doubted(scene: Scene, name: str, **manner: Any) -> None:
    """Something after which nobody can say whether the message arrived, on either medium, once to three times."""
    scene.doubts = True
    medium = scene.luck.choice(["sms", "telegram"])
    scene.answers(name, medium, times=scene.luck.randint(1, 3), **manner)
    scene.begin()
    scene.until_mannered()


def _stopped_until(scene: Scene, moment: datetime) -> Iterator[None]:
    """By Telegram, whose messages have no validity that would end them at the provider."""
    scene.excused |= set(range(PARENTS))
    scene.has_run()
    scene.night.set_clock(moment - timedelta(seconds=3))
    scene.night.start("reserved-telegram:1:stop")
    scene.night.until(lambda: scene.frozen() is not None or scene.now() > moment)
    scene.night.until(lambda: scene.now() > moment + timedelta(seconds=1), mortal=True)
    if (pid := scene.frozen()) is not None:
        scene.thaw(pid)
    yield
    scene.broken += scene.reads(untimely, scene.night, lambda _message, at: moment + IN_THE_AIR < at.astimezone(PARIS)
                                < moment + timedelta(seconds=30))  # fmt: skip


def _taken(scene: Scene) -> set[str]:
    return {line["to"] for line in scene.night.truth.all("accepted")}


def _notes(session: Session) -> None:
    """Something for everybody that may wait three days."""
    for adult in everyone(session):
        session.add(message_to(session, adult, EVENING))
