"""Whatever people say and decide, in any order, at any hour: what protects a family holds at every single send."""

from collections import Counter
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session

from messages.channels.base import Accepted, NotSent, Outcome, Outgoing
from messages.consents import start
from messages.failures import NO_CONNECTION
from messages.hours import allowed, local
from messages.outbox import AUTOMATIC, BUS, NOTICE, Attempt, Message
from messages.programme import Programme
from scheduler.activities import ANNOUNCED, Activity
from scheduler.people import Adult
from scheduler.signups import MAYBE, NO, YES
from tests.cast import address, cancels, invites, moves, paris, says, stops
from tests.files import fresh_store
from tests.office import Office

CALENDAR = Programme().calendar
who, which = st.integers(0, 2), st.integers(0, 7)


def course_of_events(template: Path) -> type[RuleBasedStateMachine]:
    """The machine, on databases copied from `template`."""

    class Course(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.exits = ExitStack()
            self.office = Office(self.exits.enter_context(fresh_store(template)), paris("2026-10-05 10:00"))
            self.office.providers = {"sms": self.provider}
            self.people: list[Adult] = []
            self.silent: dict[str, int] = {}
            self.taken: Counter[int] = Counter()
            self.reachable = True

        def teardown(self) -> None:
            self.exits.close()

        def provider(self, outgoing: Outgoing) -> Outcome:
            """Everything is checked here, at the very door."""
            if not self.reachable:
                return NotSent(NO_CONNECTION)
            attempt, message = self.office.see(behind, outgoing.attempt)
            self.taken[message.id or 0] += 1
            assert outgoing.address not in self.silent
            assert self.office.now < message.deadline_at
            assert keeps_hours(message, self.office.now), (message.kind, self.office.now)
            assert attempt.text
            return Accepted(f"id-{outgoing.attempt}")

        @initialize()
        def families(self) -> None:
            self.people = [self.office.mother(name) for name in ("Fatou", "Sonia", "Awa")]

        @rule(days=st.integers(0, 9), hour=st.integers(7, 22), who=st.sets(who, min_size=1))
        def announce(self, days: int, hour: int, who: set[int]) -> None:
            if len(self.dates()) < 8:
                starts = f"{self.office.now + timedelta(days=days + 1):%Y-%m-%d} {hour:02d}:00"
                evening = self.office.evening(starts, bus_at=paris(starts))
                leaves = self.office.now if days < 7 else paris(starts) - timedelta(days=7)
                self.office.do(invites, evening, [self.people[one] for one in who], leaves, self.office.now)

        @rule(who=who, which=which, answer=st.sampled_from([YES, YES, NO, MAYBE]))
        def answer(self, who: int, which: int, answer: str) -> None:
            for activity in self.dates()[which : which + 1]:
                self.office.do(says, self.people[who], activity, answer, self.office.now)

        @rule(which=which, days=st.integers(-3, 5))
        def move(self, which: int, days: int) -> None:
            for activity in self.dates()[which : which + 1]:
                there = activity.starts_at + timedelta(days=days)
                if there > self.office.now and days:
                    here = local(there, CALENDAR)
                    self.office.do(moves, activity, f"{here:%Y-%m-%d %H:%M}", self.office.now)

        @rule(which=which)
        def cancel(self, which: int) -> None:
            for activity in self.dates()[which : which + 1]:
                self.office.do(cancels, activity, self.office.now)

        @rule(who=who)
        def stop(self, who: int) -> None:
            self.office.do(stops, self.people[who], self.office.now)
            self.silent[self.office.see(address, self.people[who]).value] = who

        @rule(who=who)
        def come_back(self, who: int) -> None:
            place = self.office.see(address, self.people[who])
            self.office.do(lambda s: start(s, s.merge(place), "received-2", "family", self.office.now))
            self.silent.pop(place.value, None)

        @rule()
        def provider_goes_or_comes_back(self) -> None:
            self.reachable = not self.reachable

        @rule(minutes=st.integers(1, 180) | st.integers(180, 3000))
        def time_passes(self, minutes: int) -> None:
            self.office.now += timedelta(minutes=minutes)
            self.office.send()

        @invariant()
        def nothing_was_taken_twice(self) -> None:
            assert all(count == 1 for count in self.taken.values())

        def dates(self) -> list[Activity]:
            coming = [one for one in self.office.all(Activity) if one.status == ANNOUNCED]
            return [one for one in coming if one.starts_at > self.office.now]

    return Course


def test_no_course_of_events_breaks_a_promise(sqlite_template: Path) -> None:
    run_state_machine_as_test(
        course_of_events(sqlite_template),
        settings=settings(
            max_examples=40, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize(
    ("hours", "moment", "kept"),
    [(AUTOMATIC, "2026-10-11 12:00", False), (BUS, "2026-10-11 12:00", True), (NOTICE, "2026-10-05 23:00", False)],
)
def test_the_watchman_himself_can_tell(hours: str, moment: str, kept: bool) -> None:
    late = paris(moment) + timedelta(days=2)
    message = Message(kind="note", once="n", priority=1, hours=hours, by="relais", due_at=late, deadline_at=late,
                      created_at=late)  # fmt: skip
    assert keeps_hours(message, paris(moment)) is kept


def keeps_hours(message: Message, now: datetime) -> bool:
    """The rule of hours once more, in other words than the gate's."""
    here = local(now, CALENDAR)
    if message.hours == NOTICE:
        early = message.deadline_at < paris(f"{here + timedelta(hours=14):%Y-%m-%d} 09:00")
        return 7 <= here.hour < 22 or early
    return 9 <= here.hour < 20 if message.hours == BUS else allowed(now, CALENDAR)


def behind(session: Session, attempt_id: str) -> tuple[Attempt, Message]:
    """The attempt and its message."""
    attempt = session.get_one(Attempt, attempt_id)
    return attempt, session.get_one(Message, attempt.message_id)
