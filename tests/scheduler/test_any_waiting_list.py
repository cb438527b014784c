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
from messages.gate import HER_WISH
from messages.hours import local, next_allowed
from messages.inbox import InboxItem
from messages.outbox import SENT, Message
from scheduler import offering, places, planning
from scheduler.activities import Revision
from scheduler.deadlines import MARGIN, deadline
from scheduler.offers import ACCEPTED, LAPSED, OPEN, Offer
from scheduler.signups import MAYBE, NO, WAITING, YES, SignUp, household, signup_of
from tests.cast import address, cancels, holds, moves
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


def hears(world: World, which: int, answer: str, total: int, told: bool) -> SignUp:
    """Her word, and whether what she is told is true."""
    adult, activity = world.adults[which], world.activity
    home, free, parties = household(adult), world.free(), world.parties()
    word = signup_of(world.session, activity, adult)
    before = None if word is None else (word.answer, word.total)
    said = SignUp(activity_id=activity.id, adult_id=adult.id, answer=answer, total=total, counted=told, by="family")
    now_stands = places.answer(world.session, activity, adult, said, world.now)
    world.look_again()
    if answer == YES and now_stands.answer == WAITING and not parties[home].offers:
        ahead = [
            p for key, p in parties.items() if key != home and p.waiting and not p.offers and p.wants <= free + p.holds
        ]
        assert total > parties[home].holds + free or ahead or parties[home].waiting
    if answer == YES and before is not None and before[0] == YES:
        assert now_stands.answer == YES
        assert now_stands.total in (total, before[1])
    if answer == NO:
        assert now_stands.answer == NO
    return now_stands


def nothing_is_promised_twice(world: World) -> None:
    parties = world.parties()
    assert all(party.offers <= 1 for party in parties.values())
    assert world.free() >= 0, "more places promised than there are"
    opened = [offer for offer in world.session.exec(select(Offer)) if offer.status == OPEN]
    assert all(offer.until > world.now for offer in opened) or resting(world)


def nobody_is_forgotten(world: World) -> None:
    """Whoever fits what is free is offered it, or it is known why not, and who must be called is on the list."""
    free = world.free()
    for key, party in world.parties().items():
        if not party.waiting or party.offers or party.wants > free + party.holds:
            continue
        reasons = {row.passed_over for row in party.waiting}
        assert "" not in reasons, "fits, and nobody knows why nothing is offered"
        assert not any(reachable(world, row.adult_id) for row in party.waiting) or party.passed >= 2, (key, reasons)
        if not reasons & set(HER_WISH):
            asked = {item.contact_id for item in world.session.exec(select(InboxItem)) if item.kind == "call"}
            contacts = {one.id: one.contact_id for one in world.adults}
            assert asked & {contacts[row.adult_id] for row in party.waiting}


def reachable(world: World, adult_id: int) -> bool:
    """Whether a message could reach her and leave her time to answer: asked in other words than the gate's."""
    adult = next(one for one in world.adults if one.id == adult_id)
    held = consents.holds(world.session, [adult.contact_id or 0], world.now)
    said_yes = consents.consenting(world.session, [adult.contact_id or 0]).get(adult.contact_id or 0)
    leaves = next_allowed(world.now, CAL)
    return bool(said_yes) and not held and deadline(leaves, world.activity.starts_at, CAL) is not None


def the_first_come_first(world: World, before: set[int | None], tally: Counter[str]) -> None:
    """Nobody before a new offer would have fitted in its place."""
    parties, free = world.parties(), world.free()
    homes = {adult.id: household(adult) for adult in world.adults}
    made = [offer for offer in world.session.exec(select(Offer)) if offer.id not in before and offer.status == OPEN]
    new = {homes[offer.adult_id] for offer in made}
    tally["offers"] += len(made)
    for key, party in parties.items():
        if not party.waiting or party.offers or all(row.passed_over for row in party.waiting):
            continue
        behind = [other for home, other in parties.items() if home in new and place(party) < place(other)]
        extra = sum(other.holds - other.coming for other in behind)
        assert party.wants - party.holds > free + extra, (key, "was overtaken")


def place(party: object) -> tuple[bool, int, bool, datetime, int]:
    """The order of the list, said once more: a person's word, who let nothing pass, who came first."""
    rows = party.waiting  # type: ignore[attr-defined]
    ranks = [row.rank for row in rows if row.rank is not None]
    first = min((row.waiting_since, row.id) for row in rows)
    behind = bool(party.passed) or party.late  # type: ignore[attr-defined]
    return not ranks, min(ranks, default=0), behind, *first


def deadlines_are_humane(world: World) -> None:
    for offer in world.session.exec(select(Offer)):
        assert 9 <= local(offer.until, CAL).hour + local(offer.until, CAL).minute / 60 <= 20
        assert offer.leaves_at + later(60) <= offer.until <= offer.starts_at - MARGIN
        if offer.status == LAPSED:
            once = f"offer/{world.activity.topic}/round-{offer.round}/"
            [told] = [m for m in world.session.exec(select(Message)) if m.once.startswith(once)]
            assert told.status == SENT, "counted as silence, and nobody had been asked"


def ranks_are_kept(world: World, known: dict[int, datetime | None]) -> dict[int, datetime | None]:
    homes = {adult.id: household(adult) for adult in world.adults}
    behind = {key for key, party in world.parties().items() if party.passed or party.late}
    now = {row.adult_id: row.waiting_since for row in world.session.exec(select(SignUp)) if row.answer == WAITING}
    for adult_id, since in now.items():
        if adult_id in known and homes[adult_id] not in behind:
            assert since == known[adult_id] or since == world.now, "lost her rank"
    return now


def resting(world: World) -> bool:
    """Just moved or cancelled: it may still be taken back."""
    recent = select(Revision).where(
        Revision.number == world.activity.revision, Revision.at > world.now - PROGRAMME.undo
    )
    return world.session.exec(recent).first() is not None


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
