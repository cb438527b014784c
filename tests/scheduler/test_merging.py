"""One person who was entered twice: everything comes together, the stricter word holds, she counts once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.tables import METADATA
from messages import consents, journal
from messages.contacts import Contact, ContactAddress, addresses_of
from messages.inbox import InboxItem
from messages.outbox import PLANNED, SENT, WITHDRAWN, Message
from messages.recordings import Recording
from messages.store import Store
from messages.tokens import JOIN, Token, issue
from scheduler.calls import Call
from scheduler.groups import Group, Invited, Membership
from scheduler.merging import BY_ADULT, BY_CONTACT, NotMergedError, merge
from scheduler.offers import OPEN, Offer
from scheduler.people import Adult
from scheduler.ratings import Rating
from scheduler.register import ABSENT, PRESENT, Presence
from scheduler.signups import SignUp
from scheduler.testimonials import Testimonial as Told
from tests.cast import SEPTEMBER, educator, group_evening, holds, message_to, mother, says, stops

LATER = SEPTEMBER + timedelta(days=1)


class Pair:
    """Fatou twice: the entry to keep and the other one."""

    def __init__(self, store: Store, **other: Any) -> None:
        self.store = store
        self.keep: Adult = store.writing(mother, "Fatou")
        self.other: Adult = store.writing(mother, "Fatima", **other)

    def do(self, fn: Callable[..., Any], *args: Any) -> Any:
        return self.store.writing(fn, *args)

    def add(self, *rows: Any) -> None:
        self.store.writing(lambda session: session.add_all(rows))

    def merged(self) -> None:
        def both(session: Session) -> None:
            one, other = session.get_one(Adult, self.keep.id), session.get_one(Adult, self.other.id)
            merge(session, one, other, "educator", LATER)

        self.store.writing(both)

    def all(self, table: Any) -> list[Any]:
        return self.store.reading(lambda session: list(session.exec(select(table))))

    def contact(self) -> Contact:
        return self.store.reading(lambda session: session.get_one(Contact, self.keep.contact_id))

    def said_yes(self) -> bool | None:
        hers = self.keep.contact_id or 0
        return self.store.reading(consents.consenting, [hers]).get(hers)


@pytest.fixture
def pair(store: Store) -> Pair:
    return Pair(store)


def test_every_table_that_knows_a_contact_or_an_adult_is_thought_of() -> None:
    keys = {
        (key.column.table.name, f"{table.name}.{key.parent.name}")
        for table in METADATA.tables.values()
        for key in table.foreign_keys
    }
    assert {column for about, column in keys if about == "contact"} == set(BY_CONTACT)
    assert {column for about, column in keys if about == "adult"} == set(BY_ADULT)


def test_nothing_is_left_that_points_to_the_other(pair: Pair) -> None:
    activity = pair.do(group_evening)
    adult, contact = {"adult_id": pair.other.id}, {"contact_id": pair.other.contact_id}
    about = {"activity_id": activity.id}
    group = Group(name="Mardi")
    pair.add(group)
    pair.do(says, pair.other, activity)
    pair.do(issue, JOIN, pair.other.contact_id, "educator", SEPTEMBER)
    pair.add(
        Invited(**adult, **about, at=SEPTEMBER, by="x"),
        Membership(**adult, group_id=group.id, since=date(2026, 9, 7)),
        Offer(
            **adult, **about, round=1, seats=1, at=SEPTEMBER, leaves_at=SEPTEMBER, until=LATER, starts_at=LATER, by="x"
        ),
        Presence(**adult, **about, status=PRESENT, at=SEPTEMBER, by="x"),
        Rating(**adult, **about, score=4, at=SEPTEMBER),
        Told(**adult, asked_at=SEPTEMBER, asked_by="x"),
        Call(**contact, at=SEPTEMBER, outcome="reached", by="x"),
        InboxItem(**contact, kind="question", at=SEPTEMBER),
        pair.store.reading(message_to, pair.other, SEPTEMBER),
    )
    pair.merged()
    tables = (Invited, Membership, Offer, Presence, Rating, Told, SignUp)
    assert {(table, row.adult_id) for table in tables for row in pair.all(table)} == {(t, pair.keep.id) for t in tables}
    tables = (Call, InboxItem, Token, Message, ContactAddress, consents.Consent, journal.Entry)
    owners = {row.contact_id for table in tables for row in pair.all(table)}
    assert owners <= {pair.keep.contact_id, None}
    assert pair.all(Recording) == []


def test_figures_count_one_person_and_nobody_gets_her_old_id(pair: Pair) -> None:
    pair.merged()
    assert [adult.id for adult in pair.all(Adult)] == [pair.keep.id]
    gone = next(contact for contact in pair.all(Contact) if contact.id == pair.other.contact_id)
    assert (gone.name, gone.erased_at) == ("", LATER)


def test_she_is_reached_at_both_numbers(pair: Pair) -> None:
    pair.merged()
    hers = pair.keep.contact_id or 0
    assert len(pair.store.reading(addresses_of, [hers])[hers]) == 2


@pytest.mark.parametrize("who", ["keep", "other"])
def test_a_stop_of_either_holds(pair: Pair, who: str) -> None:
    pair.do(stops, getattr(pair, who), SEPTEMBER)
    pair.merged()
    assert pair.said_yes() is False


def test_two_yeses_stay_a_yes(pair: Pair) -> None:
    pair.merged()
    assert pair.said_yes() is True


def test_a_hold_of_the_other_holds(pair: Pair) -> None:
    pair.do(holds, pair.other, "danger", SEPTEMBER)
    pair.merged()
    hers = pair.keep.contact_id or 0
    assert pair.store.reading(consents.holds, [hers], LATER)[hers].reason == "danger"


def test_discretion_and_calls_only_hold_and_the_hours_are_the_narrower(store: Store) -> None:
    hours = {"own_from": SEPTEMBER.time().replace(hour=10), "own_until": SEPTEMBER.time().replace(hour=12)}
    pair = Pair(store, discreet=True, calls_only=True, speaks="ar", **hours)
    pair.merged()
    hers = pair.contact()
    assert (hers.name, hers.discreet, hers.calls_only, hers.speaks) == ("Fatou", True, True, "ar")
    assert (hers.own_from, hers.own_until) == (hours["own_from"], hours["own_until"])


@pytest.mark.parametrize(("first", "second", "holds_"), [("yes", "no", "no"), ("no", "yes", "yes")])
def test_her_last_word_wins(pair: Pair, first: str, second: str, holds_: str) -> None:
    activity = pair.do(group_evening)
    pair.do(says, pair.keep, activity, first, SEPTEMBER)
    pair.do(says, pair.other, activity, second, LATER)
    pair.merged()
    assert [(row.adult_id, row.answer) for row in pair.all(SignUp)] == [(pair.keep.id, holds_)]


def test_she_was_there_if_she_was_under_either_name(pair: Pair) -> None:
    activity = pair.do(group_evening)
    shared = {"activity_id": activity.id, "by": "x"}
    pair.add(
        Presence(**shared, adult_id=pair.keep.id, status=ABSENT, at=LATER),
        Presence(**shared, adult_id=pair.other.id, status=PRESENT, at=SEPTEMBER),
    )
    pair.merged()
    assert [(row.adult_id, row.status) for row in pair.all(Presence)] == [(pair.keep.id, PRESENT)]


def test_of_two_places_held_for_one_date_one_is_given_back(pair: Pair) -> None:
    activity = pair.do(group_evening)
    shared = {
        "activity_id": activity.id,
        "seats": 1,
        "at": SEPTEMBER,
        "leaves_at": SEPTEMBER,
        "until": LATER,
        "starts_at": LATER,
        "by": "x",
    }
    pair.add(Offer(**shared, adult_id=pair.keep.id, round=1), Offer(**shared, adult_id=pair.other.id, round=2))
    pair.merged()
    assert [(row.adult_id, row.status == OPEN) for row in pair.all(Offer)] == [
        (pair.keep.id, True),
        (pair.keep.id, False),
    ]


def test_she_is_in_a_group_once_from_the_earlier_day(pair: Pair) -> None:
    group = Group(name="Mardi")
    pair.add(group)
    pair.add(
        Membership(group_id=group.id, adult_id=pair.keep.id, since=date(2026, 9, 20)),
        Membership(group_id=group.id, adult_id=pair.other.id, since=date(2026, 9, 7)),
    )
    pair.merged()
    assert [(row.adult_id, row.since) for row in pair.all(Membership)] == [(pair.keep.id, date(2026, 9, 7))]


def planned(pair: Pair, adult: Adult, status: str = PLANNED) -> Message:
    once = f"invitation/activity-1/1/contact-{adult.contact_id}"
    return pair.store.reading(lambda session: message_to(session, adult, SEPTEMBER, once=once, status=status))


def test_what_one_was_told_is_not_told_again(pair: Pair) -> None:
    pair.add(planned(pair, pair.other, SENT))
    pair.merged()
    assert [row.once for row in pair.all(Message)] == [f"invitation/activity-1/1/contact-{pair.keep.contact_id}"]


@pytest.mark.parametrize(("mine", "hers"), [(PLANNED, PLANNED), (SENT, PLANNED), (PLANNED, SENT)])
def test_what_both_were_to_hear_is_said_once(pair: Pair, mine: str, hers: str) -> None:
    pair.add(planned(pair, pair.keep, mine), planned(pair, pair.other, hers))
    pair.merged()
    states = [row.status for row in pair.all(Message)]
    assert sorted(states) == sorted([WITHDRAWN, SENT if SENT in (mine, hers) else PLANNED])


def test_her_family_is_the_one_kept_or_the_only_one(store: Store) -> None:
    pair = Pair(store)
    family = pair.other.family_id
    pair.do(lambda session: setattr(session.get_one(Adult, pair.keep.id), "family_id", None))
    pair.merged()
    assert [adult.family_id for adult in pair.all(Adult)] == [family]


def test_nobody_is_merged_with_herself_nor_with_the_educator(pair: Pair) -> None:
    with pytest.raises(NotMergedError, match="même fiche"):
        pair.do(merge, pair.keep, pair.keep, "educator", LATER)
    claire = pair.do(educator)
    pair.do(lambda session: setattr(session.get_one(Adult, pair.other.id), "contact_id", claire.id))
    with pytest.raises(NotMergedError, match="éducatrice"):
        pair.merged()
    assert len(pair.all(Adult)) == 2
