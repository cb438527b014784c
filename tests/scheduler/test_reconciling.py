"""Reconciling: doubts are looked up at the provider, orphans adopted, and what was missed is fetched."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from messages.channels.base import Receipt, UnavailableError, Unknown
from messages.delivery import settle
from messages.failures import NO_CONNECTION, NO_OUTCOME
from messages.outbox import RESERVED, Attempt
from scheduler.reconciling import adopt_abandoned, adopt_orphans, fetch_missed, look_up
from scheduler.reserving import Room, reserve
from tests.cast import SEPTEMBER, cancels, message_to, mother
from tests.office import Office

MINUTE = timedelta(seconds=60)


@dataclass
class Listing:
    """What the provider's list says; it can be away."""

    found: list[Receipt] = field(default_factory=list)
    came: list[bytes] = field(default_factory=list)
    away: bool = False
    asked: int = 0

    async def find(self, address: str, text: str, since: datetime) -> list[Receipt]:
        self.asked += 1
        if self.away:
            raise UnavailableError(NO_CONNECTION)
        return self.found

    async def missed(self, since: datetime) -> list[bytes]:
        if self.away:
            raise UnavailableError(NO_CONNECTION)
        return self.came


def in_doubt(office: Office, **fields: Any) -> str:
    """An SMS to Fatou whose outcome nobody knows."""
    fatou = office.do(mother, "Fatou")
    office.do(lambda session: session.add(message_to(session, fatou, office.now, **fields)))
    [one] = office.reserve().reserved
    office.do(settle, one.outgoing.attempt, Unknown(NO_OUTCOME), office.now)
    return one.outgoing.attempt


async def look(office: Office, listing: Listing, minutes: int) -> int:
    office.now += minutes * MINUTE
    return await look_up(office.store, listing, lambda: office.now, lambda: office.now, MINUTE)


async def test_a_doubt_is_not_looked_up_before_two_minutes(office: Office) -> None:
    in_doubt(office)
    listing = Listing()
    await look(office, listing, 1)
    assert listing.asked == 0


async def test_what_the_provider_lacks_twice_is_sent_anew(office: Office) -> None:
    in_doubt(office)
    listing = Listing()
    assert [await look(office, listing, minutes) for minutes in (2, 1)] == [0, 1]
    assert [(one.status, one.looked_up) for one in office.all(Attempt)] == [("not_sent", 2)]
    office.send()
    assert (office.message().status, len(office.all(Attempt))) == ("sent", 2)
    assert [item.closed_by for item in office.items("doubtful")] == ["relais"]


async def test_what_the_provider_has_was_sent(office: Office) -> None:
    in_doubt(office)
    assert await look(office, Listing([Receipt(None, "SM1", "queued", 1)]), 2) == 1
    office.send()
    assert (office.message().status, [one.provider_id for one in office.all(Attempt)]) == ("sent", ["SM1"])


async def test_a_message_of_the_same_words_that_is_known_already_proves_nothing(office: Office) -> None:
    attempt = in_doubt(office)
    office.do(lambda s: s.add(Attempt(**{**s.get_one(Attempt, attempt).model_dump(), "id": "b" * 32,
              "status": "accepted", "provider_id": "SM1", "number": 9})))  # fmt: skip
    await look(office, Listing([Receipt(None, "SM1", "delivered", 9)]), 2)
    assert office.message().status == "doubtful"


async def test_a_provider_that_is_away_is_asked_again_later(office: Office) -> None:
    in_doubt(office)
    listing = Listing(away=True)
    assert await look(office, listing, 2) == 0
    assert office.all(Attempt)[0].looked_up == 0


async def test_what_was_found_missing_too_late_expires(office: Office) -> None:
    in_doubt(office, deadline_at=office.now + 2 * MINUTE)
    listing = Listing()
    await look(office, listing, 2)
    await look(office, listing, 1)
    office.send()
    assert office.message().status == "expired"


async def test_telegram_is_never_looked_up(office: Office) -> None:
    fatou = office.do(mother, "Fatou", "telegram")
    office.do(lambda session: session.add(message_to(session, fatou, office.now)))
    [one] = office.reserve("telegram").reserved
    office.do(settle, one.outgoing.attempt, Unknown(NO_OUTCOME), office.now)
    listing = Listing()
    await look(office, listing, 60)
    assert (listing.asked, office.message().status) == (0, "doubtful")


def test_what_a_dead_process_had_reserved_is_in_doubt_and_not_sent_again(office: Office) -> None:
    fatou = office.do(mother, "Fatou")
    office.do(lambda session: session.add(message_to(session, fatou, office.now)))
    office.reserve()
    assert office.do(adopt_orphans, "sms", "another", office.now) == 1
    office.send()
    assert (office.message().status, len(office.all(Attempt))) == ("doubtful", 1)
    assert office.do(adopt_orphans, "sms", "another", office.now) == 0


def test_a_cancellation_a_dead_process_had_reserved_for_telegram_is_said_once_more(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.do(mother, "Fatou", "telegram"))
    office.do(cancels, evening, office.now)
    office.now += MINUTE
    office.plan()
    office.reserve("telegram")
    office.do(adopt_orphans, "telegram", "another", office.now)
    office.send()
    assert office.received("Fatou") == ["cancellation", "cancellation/again"]


def test_only_what_others_left_at_that_sender_is_taken_over(office: Office) -> None:
    for sender, owner in (("sms/one", "me"), ("sms/one", "another"), ("sms/two", "another")):
        due = office.do(mother, f"Maman de {sender} {owner}")
        office.do(lambda session, adult=due: session.add(message_to(session, adult, office.now)))
        office.do(reserve, office.desk, Room("sms", 1, (), sender, owner), office.now)
    assert office.do(adopt_orphans, "sms/one", "me", office.now) == 1
    kept = [(one.sender, one.owner) for one in office.all(Attempt) if one.status == RESERVED]
    assert kept == [("sms/one", "me"), ("sms/two", "another")]


def test_what_nobody_living_holds_any_more_is_in_doubt_after_a_while(office: Office) -> None:
    fatou = office.do(mother, "Fatou")
    office.do(lambda session: session.add(message_to(session, fatou, office.now)))
    office.do(reserve, office.desk, Room("sms", 1, (), "sms/gone", "dead"), office.now)
    assert office.do(adopt_abandoned, "dead", office.now + MINUTE, office.now) == 0
    assert office.do(adopt_abandoned, "me", office.now, office.now) == 0
    assert office.do(adopt_abandoned, "me", office.now + MINUTE, office.now) == 1
    assert office.message().status == "doubtful"


async def test_what_was_missed_is_handed_over_and_counted_once() -> None:
    seen: set[bytes] = set()

    async def take_in(raw: bytes) -> bool:
        new = raw not in seen
        seen.add(raw)
        return new

    assert await fetch_missed(Listing(came=[b"a", b"b", b"a"]), SEPTEMBER, take_in) == 2
    assert await fetch_missed(Listing(away=True), SEPTEMBER, take_in) is None
