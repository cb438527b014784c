"""Whatever families say and people decide, in any order: no place is promised twice, and nobody is forgotten.

`make waiting` does a hundred thousand steps of it; `STEPS=5000 python -m pytest …` as many as one likes.
"""

import os
import sys
import time
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import datetime

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlmodel import select

from messages import consents
from messages.hours import local
from scheduler import offering, places, planning
from scheduler.offers import ACCEPTED, OPEN, Offer
from scheduler.signups import MAYBE, NO, WAITING, YES, household, signup_of
from tests.cast import address, cancels, holds, moves
from tests.scheduler.waiting_checks import (
    deadlines_are_humane,
    hears,
    nobody_is_forgotten,
    nothing_is_promised_twice,
    ranks_are_kept,
    resting,
    the_first_come_first,
)
from tests.scheduler.waiting_world import PROGRAMME, World, later, new_engine, world

STEPS = int(os.environ.get("STEPS", "2000"))
SHARES = 4 if STEPS >= 10_000 else 1
"""Into how many tests the steps are cut, so that several processes can do them."""
EACH = 50
who = st.integers(0, 8)
CAL = PROGRAMME.calendar


def machine(engine: Engine, tally: Counter[str]) -> type[RuleBasedStateMachine]:
    """The course of events, on worlds of that database; what happened is counted in `tally`."""

    class Course(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.exits = ExitStack()
            self.begin()

        def begin(self) -> None:
            """Everybody wants to come, and there are five places."""
            self.exits.close()
            self.world: World = self.exits.enter_context(world(engine))
            self.since: dict[int, datetime | None] = {}
            for number in range(9):
                hears(self.world, number, YES, 1 + number % 3, True)

        def teardown(self) -> None:
            self.exits.close()

        @rule(who=who, answer=st.sampled_from([YES, YES, YES, NO, MAYBE]), total=st.integers(1, 4), told=st.booleans())
        def says(self, who: int, answer: str, total: int, told: bool) -> None:
            """A word that is heard; those that come together are not seen by the dispatcher in between."""
            if self.world.on:
                hears(self.world, who, answer, total if told else 1, told)

        @rule(first=who, second=who, total=st.integers(1, 3))
        def two_at_once(self, first: int, second: int, total: int) -> None:
            if self.world.on:
                hears(self.world, first, NO, 1, False)
                hears(self.world, second, YES, total, True)

        @rule(answer=st.sampled_from([YES, YES, NO, MAYBE]), which=st.integers(0, 3))
        def answers_an_offer(self, answer: str, which: int) -> None:
            opened = [one for one in self.world.session.exec(select(Offer)) if one.status == OPEN]
            if self.world.on and opened:
                offer = opened[which % len(opened)]
                adult = [one.id for one in self.world.adults].index(offer.adult_id)
                word = hears(self.world, adult, answer, 1, False)
                assert answer != YES or (word.answer, offer.status) == (YES, ACCEPTED)
                tally[f"offer {answer}"] += 1

        @rule(which=who)
        def stops(self, which: int) -> None:
            where = address(self.world.session, self.world.adults[which])
            consents.stop(self.world.session, where, "received-1", "family", self.world.now)

        @rule(which=who)
        def comes_back(self, which: int) -> None:
            where = address(self.world.session, self.world.adults[which])
            consents.start(self.world.session, where, "received-2", "family", self.world.now)

        @rule(which=who, minutes=st.integers(60, 5000))
        def asks_for_a_pause(self, which: int, minutes: int) -> None:
            adult, now = self.world.adults[which], self.world.now
            holds(self.world.session, adult, "pause", now, now + later(minutes))

        @rule(number=st.integers(1, 9))
        def has_other_places(self, number: int) -> None:
            held, was = sum(party.holds for party in self.world.parties().values()), self.world.activity.capacity
            with suppress(places.NoRoomError):
                places.set_capacity(self.world.session, self.world.activity, number, "educator", self.world.now)
            assert self.world.activity.capacity == (number if number >= held else was)

        @rule(which=who)
        def is_let_pass_first(self, which: int) -> None:
            adult, activity = self.world.adults[which], self.world.activity
            word = signup_of(self.world.session, activity, adult)
            if word is not None and word.answer == WAITING:
                places.let_pass_first(self.world.session, activity, adult, "seule", "educator", self.world.now)

        @rule(which=who)
        def is_given_a_place(self, which: int) -> None:
            adult, activity = self.world.adults[which], self.world.activity
            word = signup_of(self.world.session, activity, adult)
            if word is not None and word.answer == WAITING and self.world.on:
                given = None
                with suppress(places.NoRoomError):
                    given = places.give(self.world.session, activity, adult, "educator", self.world.now).answer
                party = self.world.parties()[household(adult)]
                assert given == (YES if word.total <= party.holds + self.world.free() else None)

        @rule(days=st.sampled_from([-3, -1, 1, 2, 3]), chance=st.integers(0, 3))
        def is_moved(self, days: int, chance: int) -> None:
            there = self.world.activity.starts_at + later(days * 1440)
            if self.world.on and there > self.world.now and not chance:
                moves(self.world.session, self.world.activity, f"{local(there, CAL):%Y-%m-%d %H:%M}", self.world.now)

        @rule(chance=st.integers(0, 60))
        def is_cancelled(self, chance: int) -> None:
            if self.world.on and not chance:
                cancels(self.world.session, self.world.activity, self.world.now)

        @rule(minutes=st.integers(1, 240) | st.integers(240, 4000))
        def time_passes(self, minutes: int) -> None:
            self.world.to(self.world.now + later(minutes))

        @rule()
        def the_next_moment_comes(self) -> None:
            self.world.to(self.world.now + later(300))

        @invariant()
        def all_is_well(self) -> None:
            """The dispatcher has had its turn, as it has within a second."""
            tally["steps"] += 1
            before = {offer.id for offer in self.world.session.exec(select(Offer))}
            self.world.settle()
            nothing_is_promised_twice(self.world)
            if self.world.on and not resting(self.world):
                nobody_is_forgotten(self.world)
                the_first_come_first(self.world, before, tally)
            deadlines_are_humane(self.world)
            if not self.world.on and not resting(self.world):
                self.begin()
            self.since = ranks_are_kept(self.world, self.since)

    return Course


@pytest.mark.parametrize("share", range(SHARES))
def test_no_course_of_events_promises_a_place_twice_or_forgets_a_family(
    share: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only the waiting list plans here: what the other rules write takes no place.
    monkeypatch.setattr(planning, "RULES", (offering.RULE,))
    tally, engine, began = Counter[str](), new_engine(), time.monotonic()
    while tally["steps"] < STEPS / SHARES:
        run_state_machine_as_test(
            machine(engine, tally),
            settings=settings(
                max_examples=200 if SHARES > 1 else STEPS // EACH // 2,
                stateful_step_count=EACH,
                deadline=None,
                database=None,
                phases=(Phase.generate,) if SHARES > 1 or "QUICK" in os.environ else tuple(Phase),
                suppress_health_check=list(HealthCheck),
            ),
        )
    engine.dispose()
    assert tally["offers"] > STEPS / SHARES / 100
    with capsys.disabled():
        if "STEPS" in os.environ:
            sys.stdout.write(f"\n{share}: {dict(tally)} in {time.monotonic() - began:.0f} s\n")
