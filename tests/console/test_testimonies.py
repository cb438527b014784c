"""/temoignage: begun by the educator only, never too near a hard moment; /temoignages: where each stands."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from messages import consents
from messages.inbox import InboxItem
from scheduler import testimonials as words
from scheduler.people import Adult
from tests.console.desk import BEGINS, Desk, contact_of, share_phone


def all_of(desk: Desk) -> list[words.Testimonial]:
    return list(desk.session.exec(select(words.Testimonial).order_by(col(words.Testimonial.id))))


def allowed(desk: Desk, adult: Adult) -> words.Testimonial:
    one = words.begin(desk.session, adult, "educator", desk.now, desk.now)
    words.tell(desk.session, one, "Je me sens moins seule.", "contact-2", desk.now)
    entry = words.decision(contact_of(desk, adult), True, "received-1", "contact-2", desk.now)
    words.allow(desk.session, one, "anonymous", entry, desk.now)
    return one


def test_what_she_will_read_is_shown_and_nothing_begins_without_oui(either_desk: Desk) -> None:
    either_desk.parent("Fatou")
    card = either_desk.says("/temoignage fatou")
    assert "Fatou ?" in card
    assert "Quelques mots suffisent, ou NON." in card
    either_desk.presses("Non")
    assert all_of(either_desk) == []


def test_oui_begins_it_and_it_can_be_taken_back_for_a_minute(either_desk: Desk) -> None:
    either_desk.parent("Fatou")
    either_desk.says("/temoignage Fatou")
    assert "la question part" in either_desk.presses("Oui")
    [one] = all_of(either_desk)
    assert (one.status, one.asked_at) == ("asked", either_desk.now + timedelta(seconds=60))
    assert "rien ne part" in either_desk.presses("Annuler l'envoi")
    assert one.status == "withdrawn"


def test_two_people_of_that_name_are_told_apart(desk: Desk) -> None:
    desk.parent("Fatou")
    second = desk.parent("Fatou")
    desk.says("/temoignage Fatou")
    desk.presses(desk.labels()[1])
    desk.presses("Oui")
    assert [one.adult_id for one in all_of(desk)] == [second.id]


@pytest.mark.parametrize("line", ["/temoignage", "/temoignage Zorro", "/temoignage " + "x" * 3000, "/temoignages"])
def test_a_line_that_names_nobody_says_how(desk: Desk, line: str) -> None:
    assert "/temoignage Fatou" in desk.says(line)


@pytest.mark.parametrize("kind", ["danger", "concern"])
def test_never_within_thirty_days_of_a_hard_moment(desk: Desk, kind: str) -> None:
    fatou = desk.parent("Fatou")
    desk.session.add(InboxItem(kind=kind, at=desk.now, contact_id=fatou.contact_id))
    desk.now = BEGINS + timedelta(days=29)
    assert "moins de 30 jours" in desk.says("/temoignage Fatou")
    desk.now = BEGINS + timedelta(days=31)
    assert "Elle lira" in desk.says("/temoignage Fatou")


def test_a_danger_that_is_lifted_counts_from_then(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    consents.hold(desk.session, [contact_of(desk, fatou)], "danger", "relais", desk.now - timedelta(days=60))
    consents.lift(desk.session, fatou.contact_id or 0, "danger", "educator", desk.now - timedelta(days=10))
    assert "moins de 30 jours" in desk.says("/temoignage Fatou")


def test_who_is_discreet_or_shares_a_phone_is_asked_in_person(desk: Desk) -> None:
    leila, awa = desk.parent("Leila"), desk.parent("Awa")
    contact_of(desk, leila).discreet = True
    share_phone(desk, awa, desk.parent("Ousmane"))
    assert "de vive voix" in desk.says("/temoignage Leila")
    assert "de vive voix" in desk.says("/temoignage Awa")


def test_who_has_not_said_yes_to_messages_is_not_asked(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    consents.record(desk.session, contact_of(desk, fatou), False, "oral", "educator", desk.now)
    assert "Rien ne part" in desk.says("/temoignage Fatou")


def test_one_at_a_time(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.says("/temoignage Fatou")
    desk.presses("Oui")
    assert "déjà une demande" in desk.says("/temoignage Fatou")


def test_what_happened_since_the_card_was_shown_still_counts(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    desk.says("/temoignage Fatou")
    desk.session.add(InboxItem(kind="concern", at=desk.now, contact_id=fatou.contact_id))
    assert "Rien ne part" in desk.presses("Oui")
    assert all_of(desk) == []


def test_the_list_says_where_each_stands_and_never_what_it_says(either_desk: Desk) -> None:
    allowed(either_desk, either_desk.parent("Fatou"))
    listed = either_desk.says("/temoignages")
    assert "accord donné" in listed
    assert "sans son nom" in listed
    assert "moins seule" not in listed


def test_words_are_taken_back_for_her_after_a_second_question(either_desk: Desk) -> None:
    one = allowed(either_desk, either_desk.parent("Fatou"))
    either_desk.says("/temoignages")
    assert "Il ne pourra plus servir" in either_desk.presses(either_desk.labels()[0])
    assert "ne sert plus" in either_desk.presses("Oui")
    assert one.status == "withdrawn"


def test_the_words_stay_hidden_in_the_inbox(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    desk.asks(fatou, "Je me sens moins seule.", intent="testimony", kind="testimony")
    assert "moins seule" not in desk.says("/boite")
