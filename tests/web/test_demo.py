"""The invented cast: who is there, who said yes, and that nothing waits to be sent."""

import pytest
from sqlmodel import Session, select

from bot.demo import EVIDENCE, ForeignDatabaseError, is_demo, plant, prepare
from messages.consents import Consent, consenting
from messages.contacts import Address, Contact
from messages.outbox import Message
from messages.programme import Programme
from messages.store import Store
from scheduler.activities import Activity
from scheduler.people import adult_of, labels
from tests.web.bench import MONDAY

PROGRAMME = Programme()


def families(session: Session) -> list[str]:
    contacts = session.exec(select(Contact).where(Contact.staff == False)).all()  # noqa: E712
    adults = [adult_of(session, contact.id) for contact in contacts]
    return list(labels(session, [adult.id for adult in adults if adult and adult.id]).values())


def consents_of(session: Session) -> dict[str, bool]:
    contacts = session.exec(select(Contact)).all()
    given = consenting(session, [contact.id or 0 for contact in contacts])
    return {contact.name: given[contact.id] for contact in contacts if contact.id in given}


def count(session: Session, table: type[Message] | type[Activity]) -> int:
    return len(session.exec(select(table)).all())


def add_a_real_person(session: Session) -> None:
    session.add(Contact(name="Zoe", created_at=MONDAY))


def test_the_cast_has_families_media_and_languages(store: Store) -> None:
    store.writing(plant, PROGRAMME, MONDAY)
    assert "F1 Fatou" in store.reading(families)
    assert {"F12 Awa", "F12 Ousmane"} <= set(store.reading(families))
    contacts = store.reading(lambda session: session.exec(select(Contact)).all())
    assert {contact.language for contact in contacts} == {"fr", "ar", "en", "tr"}


def test_every_number_is_invented(store: Store) -> None:
    store.writing(plant, PROGRAMME, MONDAY)
    phones = store.reading(lambda session: session.exec(select(Address).where(Address.medium == "sms")).all())
    assert all(phone.value.startswith("+33639980") and len(phone.value) == 12 for phone in phones)


def test_everybody_said_yes_in_september_and_thierry_said_no_since(store: Store) -> None:
    store.writing(plant, PROGRAMME, MONDAY)
    given = store.reading(consents_of)
    assert given.pop("Thierry") is False
    assert all(given.values())
    ledger = store.reading(lambda session: session.exec(select(Consent)).all())
    assert {entry.evidence for entry in ledger if entry.given} == {EVIDENCE}
    assert all(entry.at < MONDAY for entry in ledger)


def test_nothing_is_planned_yet(store: Store) -> None:
    store.writing(plant, PROGRAMME, MONDAY)
    assert store.reading(count, Message) == 0
    assert store.reading(count, Activity) == 0


def test_a_second_start_finds_its_own_and_leaves_it(store: Store) -> None:
    store.writing(prepare, PROGRAMME, MONDAY)
    people = store.reading(families)
    store.writing(prepare, PROGRAMME, MONDAY)
    assert store.reading(families) == people
    assert store.reading(is_demo)


def test_a_database_of_real_people_is_refused_untouched(store: Store) -> None:
    store.writing(add_a_real_person)
    with pytest.raises(ForeignDatabaseError, match="vraies personnes"):
        store.writing(prepare, PROGRAMME, MONDAY)
    assert not store.reading(is_demo)
