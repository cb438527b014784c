"""SMS of which nothing more is heard: the provider is asked after fifteen minutes, two hours and twelve."""

from dataclasses import dataclass, field
from datetime import timedelta

from messages.channels.base import Accepted, Receipt, UnavailableError
from messages.delivery import settle
from messages.failures import NO_CONNECTION, UNKNOWN_HANDSET
from messages.outbox import Attempt
from scheduler.unheard import ask_after
from tests.cast import message_to, mother
from tests.office import Office


@dataclass
class Status:
    """What the provider says of a message; it can be away."""

    says: Receipt | None = None
    away: bool = False
    asked: list[str] = field(default_factory=list)

    async def status(self, provider_id: str) -> Receipt | None:
        self.asked.append(provider_id)
        if self.away:
            raise UnavailableError(NO_CONNECTION)
        return self.says


def sent(office: Office, medium: str = "sms") -> None:
    """A message to Fatou that the provider took."""
    fatou = office.do(mother, "Fatou", medium)
    office.do(lambda session: session.add(message_to(session, fatou, office.now)))
    [one] = office.reserve(medium).reserved
    office.do(settle, one.outgoing.attempt, Accepted("SM1", "queued"), office.now)


async def after(office: Office, status: Status, **time: float) -> int:
    office.now += timedelta(**time)
    return await ask_after(office.store, status, lambda: office.now)


async def test_a_silent_sms_is_asked_after_three_times_and_no_more(office: Office) -> None:
    sent(office)
    status, heard = Status(), []
    for minutes in (14, 1, 104, 1, 599, 1, 6000):
        await after(office, status, minutes=minutes)
        heard.append(len(status.asked))
    assert heard == [0, 1, 1, 2, 2, 3, 3]


async def test_what_the_provider_says_counts_as_if_it_had_called(office: Office) -> None:
    sent(office)
    assert await after(office, Status(Receipt(None, "SM1", "delivered", 9)), minutes=15) == 1
    assert office.all(Attempt)[0].status == "delivered"
    assert await after(office, Status(), hours=12) == 0


async def test_an_sms_that_failed_in_silence_is_shown(office: Office) -> None:
    sent(office)
    await after(office, Status(Receipt(None, "SM1", "undelivered", 9, UNKNOWN_HANDSET)), minutes=15)
    assert office.message().status == "failed"
    assert len(office.items("failed")) == 1


async def test_while_the_provider_is_away_nothing_is_counted(office: Office) -> None:
    sent(office)
    for _ in range(5):
        await after(office, Status(away=True), minutes=15)
    assert office.all(Attempt)[0].looked_up == 0


async def test_telegram_has_nothing_more_to_say(office: Office) -> None:
    sent(office, "telegram")
    status = Status()
    await after(office, status, hours=12)
    assert status.asked == []
