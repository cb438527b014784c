"""The work shared between workers: each does what is its own, as long as it is, and tells the others."""

from messages.outbox import ACCEPTED, Attempt, Message
from messages.pacing import Pace
from scheduler.dispatching import Dispatcher
from scheduler.sending import Carrier, Limits
from scheduler.shares import PLANNING, Share, sending
from tests.cast import mother, paris
from tests.office import Office
from tests.scheduler.test_dispatching import Wire, due


async def test_a_worker_sends_and_plans_only_as_long_as_it_is_its_own_to_do(office: Office) -> None:
    due(office, 20)
    due(office, 20, "telegram")
    ours, theirs = Wire("sms"), Wire("telegram")
    share = Share("me", lambda role: role == sending("sms/one") and len(ours.given) < 8)
    carriers = {"sms": Carrier(ours, Pace(None), "sms/one"), "telegram": Carrier(theirs, Pace(None), "telegram/1")}
    await Dispatcher(office.store, office.desk, carriers, lambda: office.now, Limits(8), share).run_due()
    assert (len(ours.given), len(theirs.given)) == (8, 0)
    assert {(one.sender, one.owner, one.status) for one in office.all(Attempt)} == {("sms/one", "me", ACCEPTED)}


async def test_whoever_plans_for_others_to_send_tells_them(office: Office) -> None:
    evening = office.evening("2026-10-20 18:00", yes=office.do(mother, "Fatou"))
    office.now = paris("2026-10-19 18:30")
    told: list[int] = []
    share = Share("me", lambda role: role == PLANNING, lambda: told.append(evening.id or 0))
    carriers = {"sms": Carrier(Wire("sms"), Pace(None), "sms/one")}
    await Dispatcher(office.store, office.desk, carriers, lambda: office.now, Limits(8), share).run_due()
    assert (told, len(office.all(Message)), office.all(Attempt)) == ([evening.id], 1, [])
