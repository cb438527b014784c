"""Whoever the people are and whatever is filtered: each is in, or left out with a reason; never both, never neither."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from messages import consents
from messages.contacts import ContactAddress, close
from messages.refusals import REASONS
from scheduler.audiences import audience
from scheduler.invitations import prospects
from scheduler.people import Adult
from tests.cast import (
    PROGRAMME,
    SEPTEMBER,
    address,
    contact_of,
    group_evening,
    holds,
    mother,
    paris,
    shares_phone_of,
    stops,
)
from tests.files import fresh_store

NOW = paris("2026-10-05 10:00")
STATES = ("fine", "fine", "calls", "stopped", "paused", "danger", "no phone", "closed", "never asked", "shared")

people = st.lists(
    st.tuples(st.sampled_from(STATES), st.sampled_from(("mother", "father")), st.sampled_from(("fr", "ar", "tr"))),
    max_size=9,
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "roles": st.lists(st.sampled_from(("mother", "father", "carer")), min_size=1),
        "languages": st.lists(st.sampled_from(("fr", "ar", "en")), min_size=1),
        "people": st.lists(st.integers(1, 9), min_size=1),
        "territories": st.just(["sud"]),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=people, chosen=filters)
def test_in_and_left_out_are_the_audience_and_nobody_is_both(
    sqlite_template: Path, people: list[tuple[str, str, str]], chosen: dict[str, Any]
) -> None:
    with fresh_store(sqlite_template) as store:
        store.writing(populate, people)
        evening = store.writing(group_evening, audience=chosen)
        found = store.writing(prospects, evening, PROGRAMME, frozenset({"sms"}), NOW)
        meant = [adult.id for adult in store.reading(audience, evening, NOW.date())]
    inside = [adult.id for adult in found.adults]
    left_out = [left.adult.id for left in found.left_out]
    assert sorted([*inside, *left_out]) == meant
    assert set(inside).isdisjoint(left_out)
    assert {left.reason for left in found.left_out} <= set(REASONS)
    assert {adult.id for adult in found.to_call} <= set(left_out)


def populate(session: Session, people: list[tuple[str, str, str]]) -> None:
    before: Adult | None = None
    for number, (state, role, language) in enumerate(people):
        if state == "shared" and before is not None:
            adult = shares_phone_of(session, before, f"P{number}")
        else:
            before = adult = mother(session, f"P{number}", language=language)
        adult.role = role
        session.add(adult)
        become(session, adult, state)
        before = None if state == "no phone" else before


def become(session: Session, adult: Adult, state: str) -> None:
    match state:
        case "calls":
            contact_of(session, adult).calls_only = True
        case "stopped":
            stops(session, adult, SEPTEMBER)
        case "paused" | "danger":
            holds(session, adult, {"paused": "pause"}.get(state, state), SEPTEMBER)
        case "closed":
            close(session, address(session, adult), "invalid", SEPTEMBER)
        case "never asked":
            for entry in session.exec(select(consents.Consent).where(consents.Consent.contact_id == adult.contact_id)):
                session.delete(entry)
        case "no phone":
            for link in session.exec(select(ContactAddress).where(ContactAddress.contact_id == adult.contact_id)):
                session.delete(link)
            session.flush()
