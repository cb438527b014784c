"""Faults in which the provider says no: F13 to F15, F18 to F22."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from messages.consents import Consent
from messages.contacts import Address, address_of, contacts_at, link
from messages.outbox import DELIVERED, EXPIRED, FAILED, PLANNED, REFUSED, Attempt
from tests.faults.cast import AGREED, STARTS, phone
from tests.faults.injections import fault
from tests.faults.looks import open_items, outcome_of_reminders
from tests.faults.manners import refused, told_off
from tests.faults.scene import SMS, TELEGRAM, Scene

TRIED_AGAIN, FINAL = ("30003", "30008", "30036"), ("30004", "30005", "30006", "30007", "39999")
ACCOUNT: list[dict[str, Any]] = [
    refused(401, 20003), refused(403, 20003), refused(402, 0), refused(400, 30002), refused(404, 20404),
]  # fmt: skip
REVOKED = [told_off(401, "Unauthorized"), told_off(404, "Not Found"), told_off(409, "Conflict: terminated by other")]
BLOCKED = told_off(403, "Forbidden: bot was blocked by the user")
GONE = [
    told_off(400, "Bad Request: chat not found"),
    told_off(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100123),
    told_off(403, "Forbidden: user is deactivated"),
]
IN_FLIGHT = 4
PATIENCE = 15.0
"""Seconds for a callback to arrive."""


@fault("F13")
def opted_out_at_the_operator(scene: Scene) -> Iterator[None]:
    number = _one(scene, SMS)
    scene.answers("opted-out", "sms", to=phone(number)[1], times=9, **refused(400, 21610))
    scene.begin()
    yield
    _opted_out(scene, number)


@fault("F13")
def opted_out_told_later(scene: Scene) -> Iterator[None]:
    number = _one(scene, SMS)
    scene.answers("opted-out", "sms", to=phone(number)[1], times=9, reports=[("failed", "21610")])
    scene.begin()
    _until_it_ends(scene, number, FAILED, REFUSED)
    yield
    _opted_out(scene, number)


@fault("F14")
def not_delivered_and_tried_again(scene: Scene) -> Iterator[None]:
    number, code = scene.luck.choice(SMS), scene.luck.choice(TRIED_AGAIN)
    scene.answers(code, "sms", to=phone(number)[1], reports=[("sent", None), ("undelivered", code)])
    scene.begin()
    scene.night.until(lambda: bool(scene.night.truth.all("undone")))
    _until_it_ends(scene, number, PLANNED)
    yield
    scene.check(len(_taken_by(scene, number)) == 2, f"{code} is worth one more try")


@fault("F14")
def not_delivered_for_good(scene: Scene) -> Iterator[None]:
    number, code = _one(scene, SMS), scene.luck.choice(FINAL)
    scene.answers(code, "sms", to=phone(number)[1], times=9, reports=[("sent", None), ("undelivered", code)])
    scene.begin()
    _until_it_ends(scene, number, FAILED, REFUSED)
    yield
    scene.check(len(_taken_by(scene, number)) == 1, f"{code} is not worth another try")


@fault("F15")
def the_account_is_refused_for_a_while(scene: Scene) -> Iterator[None]:
    scene.answers("account", "sms", times=scene.luck.randint(1, 6), **scene.luck.choice(ACCOUNT))
    scene.begin()
    scene.until_mannered()
    scene.night.until(lambda: scene.reads(open_items, ["alarm-sms"]) == 1)
    yield


@fault("F15")
def the_account_is_refused_until_the_end(scene: Scene) -> Iterator[None]:
    scene.excused |= set(SMS)
    scene.answers("account", "sms", times=1000, **scene.luck.choice(ACCOUNT))
    scene.begin()
    scene.night.until(lambda: scene.reads(open_items, ["alarm-sms"]) == 1)
    scene.rests()
    scene.leap(STARTS + timedelta(minutes=5))
    yield
    ends = scene.reads(outcome_of_reminders)
    scene.check(all(ends[phone(number)[1]] == EXPIRED for number in SMS), f"they ended {ends}")
    scene.check(scene.reads(open_items, ["alarm-sms"]) == 1, "one alarm, not several")


@fault("F18")
def blocked_in_the_middle_of_it(scene: Scene) -> Iterator[None]:
    number = scene.luck.choice(TELEGRAM)
    spare = "+33639984099"
    scene.store.writing(_also_by_sms, phone(number)[1], spare)
    scene.answers("blocked", "telegram", to=phone(number)[1], times=9, **BLOCKED)
    scene.begin()
    yield
    by_sms = [line for line in scene.night.truth.all("accepted") if line["to"] == spare]
    scene.check(len(by_sms) == 1, f"{len(by_sms)} reminders by SMS in place of Telegram")
    scene.check(scene.reads(open_items, ["blocked"]) == 1, "the educator is not told")


@fault("F19")
def a_chat_is_gone(scene: Scene) -> Iterator[None]:
    number = _one(scene, TELEGRAM)
    scene.answers("gone", "telegram", to=phone(number)[1], times=9, **scene.luck.choice(GONE))
    scene.begin()
    yield
    scene.check(_heard_for(scene, number) == 1, "a chat that is gone was written to again")


@fault("F20")
def the_bot_is_revoked_for_a_while(scene: Scene) -> Iterator[None]:
    scene.answers("revoked", "telegram", times=scene.luck.randint(1, 6), **scene.luck.choice(REVOKED))
    scene.begin()
    scene.night.until(lambda: scene.reads(open_items, ["alarm-telegram"]) == 1)
    yield
    scene.check(scene.reads(open_items, ["alarm-telegram"]) == 1, "one alarm, not several")


@fault("F21")
def never_any_callback(scene: Scene) -> None:
    scene.answers("silent", "sms", times=1000, unheard=True)
    scene.begin()
    scene.rests()
    scene.leap(scene.now() + timedelta(minutes=15))
    scene.begin()
    scene.night.until(lambda: scene.reads(_delivered) == len(SMS))


@fault("F22")
def the_sender_is_wrong(scene: Scene) -> Iterator[None]:
    code = scene.luck.choice([21606, 21659, 21663])
    scene.answers("wrong-sender", "sms", times=1000, **refused(400, code))
    scene.excused |= set(SMS)
    scene.begin()
    scene.night.until(lambda: scene.reads(open_items, ["alarm-sms"]) == 1)
    scene.rests()
    calls = sum(line["medium"] == "sms" for line in scene.night.truth.all("heard"))
    scene.check(calls <= IN_FLIGHT, f"{calls} calls with a sender that is refused")
    scene.leap(STARTS + timedelta(minutes=5))
    yield


def _until_it_ends(scene: Scene, number: int, *statuses: str) -> None:
    """A callback that could not be handed over, because the machine was slow, is made good by asking."""

    def ended() -> bool:
        again = len(_taken_by(scene, number)) > 1
        return again or scene.reads(outcome_of_reminders).get(phone(number)[1]) in statuses

    began = time.monotonic()
    scene.night.until(lambda: ended() or time.monotonic() > began + PATIENCE)
    if not ended():
        scene.leap(scene.now() + timedelta(minutes=15))
        scene.begin()
        scene.night.until(ended)


def _one(scene: Scene, numbers: tuple[int, ...]) -> int:
    """Somebody whom the fault keeps from being reminded."""
    number = scene.luck.choice(numbers)
    scene.excused.add(number)
    return number


def _opted_out(scene: Scene, number: int) -> None:
    scene.check(scene.reads(_said_no_there) == 1, "a STOP at the operator is not in the ledger once")
    scene.check(_heard_for(scene, number) == 1, "written to again after a STOP at the operator")


def _said_no_there(session: Session) -> int:
    query = select(func.count()).select_from(Consent)
    return session.exec(query.where(col(Consent.given).is_(False), Consent.by == "provider")).one()


def _taken_by(scene: Scene, number: int) -> list[dict[str, Any]]:
    return [line for line in scene.night.truth.all("accepted") if line["to"] == phone(number)[1]]


def _heard_for(scene: Scene, number: int) -> int:
    return sum(line["to"] == phone(number)[1] for line in scene.night.truth.all("heard"))


def _also_by_sms(session: Session, chat: str, number: str) -> None:
    """Her contact gets a second address."""
    address = session.exec(select(Address).where(Address.value == chat)).one()
    link(session, contacts_at(session, address)[0], address_of(session, "sms", number, AGREED), AGREED)


def _delivered(session: Session) -> int:
    query = select(func.count()).select_from(Attempt)
    return session.exec(query.where(Attempt.status == DELIVERED, Attempt.medium == "sms")).one()
