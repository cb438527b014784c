"""RETRAIT on any day: her words serve no more, she is told, the educator learns where they were used."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from messages.consents import Consent
from messages.inbox import InboxItem
from scheduler import testimonials as words
from scheduler.people import adult_of
from tests.conversations.village import Phone, Village

TOLD = "Depuis les rencontres je me sens moins seule."


def confirmed(village: Village, phone: Phone, person: int = 0) -> int:
    """Somebody's words, allowed and confirmed, and used once at the COPIL."""

    def add(session: Session) -> int:
        contact = village.contacts(phone)[person]
        adult = adult_of(session, contact.id)
        assert adult is not None
        one = words.begin(session, adult, "educator", village.now, village.now)
        words.tell(session, one, TOLD, f"contact-{contact.id}", village.now)
        entry = words.decision(contact, True, "de vive voix", "educator", village.now)
        words.allow(session, one, "first_name", entry, village.now)
        one.status, one.confirmed_at = words.CONFIRMED, village.now
        used = {"use": "copil", "on": date(2027, 1, 29), "place": "mairie", "by": "educator", "at": village.now}
        session.add_all([one, words.TestimonialUse(testimonial_id=one.id, **used)])
        return one.id or 0

    return village.store.writing(add)


def states(village: Village) -> list[str]:
    return [one.status for one in sorted(village.all(words.Testimonial), key=lambda one: one.id or 0)]


@pytest.mark.parametrize("text", ["RETRAIT", "retrait svp", "je ne veux plus que vous lisiez mes mots"])
def test_all_her_words_are_taken_back_and_she_is_told_once(village: Village, text: str) -> None:
    fatou = village.parent("Fatou")
    confirmed(village, fatou)
    confirmed(village, fatou)
    village.now += timedelta(days=120)
    assert fatou.says(text) == ["testimony/withdrawn"]
    assert states(village) == ["withdrawn", "withdrawn"]
    last = village.all(Consent)[-1]
    assert (last.purpose, last.given) == ("testimony", False)
    assert village.consents(fatou) is True


def test_the_educator_learns_at_once_where_they_were_used(village: Village) -> None:
    fatou = village.parent("Fatou", family="F12")
    confirmed(village, fatou)
    fatou.says("RETRAIT")
    [item] = village.all(InboxItem)
    assert item.urgent
    assert "COPIL du 29 janvier 2027, mairie" in item.note
    [alert] = village.messages("console")
    assert "F12 Fatou reprend ses mots" in (alert.facts or {})["text"]
    assert TOLD not in (alert.facts or {})["text"]


def test_in_her_own_language(village: Village) -> None:
    leyla = village.parent("Leyla", language="tr")
    confirmed(village, leyla)
    leyla.says("RETRAIT")
    assert "artık kullanılmıyor" in leyla.texts[0]


def test_a_second_time_changes_nothing_and_alarms_nobody(village: Village) -> None:
    fatou = village.parent("Fatou")
    confirmed(village, fatou)
    fatou.says("RETRAIT")
    assert fatou.says("RETRAIT") == ["testimony/withdrawn"]
    assert [entry.given for entry in village.all(Consent) if entry.purpose == "testimony"] == [True, False]
    assert len(village.messages("console")) == 1


def test_somebody_without_any_is_answered_kindly_by_a_person(village: Village) -> None:
    assert village.parent("Awa").says("RETRAIT") == ["handed-over"]
    assert village.items() == ["withdraw_testimony"]


def test_after_a_stop_it_has_its_effect_and_no_answer(village: Village) -> None:
    fatou = village.parent("Fatou")
    confirmed(village, fatou)
    fatou.says("STOP")
    assert fatou.says("RETRAIT") == []
    assert states(village) == ["withdrawn"]
    assert village.items() == ["withdraw_testimony"]


def test_on_a_shared_phone_it_is_hers_who_has_some_and_nothing_is_revealed(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.joins(fatou, "Ousmane")
    confirmed(village, fatou)
    assert fatou.says("RETRAIT") == ["handed-over"]
    assert states(village) == ["withdrawn"]


def test_where_both_have_some_none_is_used_until_a_person_decides(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.joins(fatou, "Ousmane")
    confirmed(village, fatou, 0)
    confirmed(village, fatou, 1)
    assert fatou.says("RETRAIT") == ["handed-over"]
    assert states(village) == ["suspended", "suspended"]
    assert not any(words.usable(one, village.now) for one in village.all(words.Testimonial))
    assert "on ne sait pas de qui" in village.all(InboxItem)[0].note


def test_a_stranger_takes_nothing_back(village: Village) -> None:
    fatou = village.parent("Fatou")
    confirmed(village, fatou)
    village.stranger().says("RETRAIT")
    assert states(village) == ["confirmed"]


def test_a_person_puts_a_suspended_one_back_as_it_was(village: Village) -> None:
    fatou = village.parent("Fatou")
    number = confirmed(village, fatou)

    def round_trip(session: Session) -> str:
        one = session.get_one(words.Testimonial, number)
        words.suspend(session, [one], "contact-1", village.now)
        words.resume(session, one, "educator", village.now)
        return one.status

    assert village.store.writing(round_trip) == "confirmed"
