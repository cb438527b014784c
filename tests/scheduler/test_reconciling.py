"""Reconciling: doubts are looked up at the provider, orphans adopted, and what was missed is fetched."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from messages.channels.base import Accepted, Receipt, UnavailableError, Unknown
from messages.delivery import settle, settle_all
from messages.failures import NO_CONNECTION, NO_OUTCOME
from messages.outbox import RESERVED, Attempt
from scheduler.reconciling import AT_FIRST, OVERLAP, adopt_abandoned, adopt_orphans, adopt_stuck, fetch_missed, look_up
from scheduler.reserving import Room, reserve
from tests.cast import cancels, message_to, mother
from tests.office import Office

MINUTE = timedelta(seconds=60)


@dataclass
class Listing:
    """What the provider's list says; it can be away."""

    found: list[Receipt] = field(default_factory=list)
    came: list[bytes] = field(default_factory=list)
    away: bool = False
    asked: int = 0
    since: list[datetime] = field(default_factory=list)

    async def find(self, address: str, text: str, since: datetime) -> list[Receipt]:
        self.asked += 1
        if self.away:
            raise UnavailableError(NO_CONNECTION)
        return self.found

    async def missed(self, since: datetime) -> list[bytes]:
        if self.away:
            raise UnavailableError(NO_CONNECTION)
        self.since.append(since)
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


@pytest.mark.parametrize("medium", ["sms", "telegram"])
def test_an_answer_that_comes_once_all_have_given_up_ends_the_doubt(office: Office, medium: str) -> None:
    fatou = office.do(mother, "Fatou", medium)
    office.do(lambda session: session.add(message_to(session, fatou, office.now)))
    [one] = office.reserve(medium).reserved
    office.do(adopt_orphans, medium, "another", office.now)
    office.do(settle_all, {one.outgoing.attempt: Accepted("1")}, office.now)
    assert (office.message().status, office.all(Attempt)[0].status) == ("sent", "accepted")
    assert [item.closed_by for item in office.items("doubtful")] == ["relais"]


async def test_of_two_doubts_with_the_same_words_the_older_is_the_older_one_listed(office: Office) -> None:
    fatou = office.do(mother, "Fatou")
    for number in range(2):
        office.do(lambda s, n=number: s.add(message_to(s, fatou, office.now, once=f"note/{n}")))
        [one] = office.reserve(count=1).reserved
        office.do(settle, one.outgoing.attempt, Unknown(NO_OUTCOME), office.now)
        office.now += MINUTE / 60
    await look(office, Listing([Receipt(None, "SM2", "queued", 1), Receipt(None, "SM1", "queued", 1)]), 2)
    assert [attempt.provider_id for attempt in office.all(Attempt)] == ["SM1", "SM2"]


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


def test_a_reservation_nobody_knows_of_any_more_is_in_doubt_though_its_worker_lives(office: Office) -> None:
    fatou = office.do(mother, "Fatou")
    office.do(lambda session: session.add(message_to(session, fatou, office.now)))
    office.do(reserve, office.desk, Room("sms", 1, (), "sms/ours", "me"), office.now)
    assert office.do(adopt_abandoned, "me", office.now + MINUTE, office.now) == 0
    assert office.do(adopt_stuck, office.now, office.now) == 0
    assert office.do(adopt_stuck, office.now + MINUTE, office.now) == 1
    assert office.message().status == "doubtful"


async def test_what_was_missed_is_handed_over_and_counted_once(office: Office) -> None:
    seen: set[bytes] = set()

    async def take_in(raw: bytes) -> bool:
        new = raw not in seen
        seen.add(raw)
        return new

    def fetch(listing: Listing) -> Awaitable[int | None]:
        return fetch_missed(office.store, listing, lambda: office.now, take_in)

    assert await fetch(Listing(came=[b"a", b"b", b"a"])) == 2
    assert await fetch(Listing(away=True)) is None


async def test_a_list_that_could_not_be_read_for_hours_is_read_from_where_it_was_left(office: Office) -> None:
    async def take_in(raw: bytes) -> bool:
        return True

    began, listing = office.now, Listing()
    for away, hours in ((False, 0), (True, 6), (False, 6)):
        listing.away, office.now = away, began + timedelta(hours=hours)
        await fetch_missed(office.store, listing, lambda: office.now, take_in)
    assert listing.since == [began - AT_FIRST - OVERLAP, began - OVERLAP]
