"""Who joins the audience later is shown under the date, and invited only when the educator presses."""

import pytest
from sqlmodel import select

from messages.outbox import SENT, Message
from scheduler.groups import Group, Invited, found, join
from scheduler.people import Adult
from tests.console.desk import Desk, contact_of


def invited(desk: Desk) -> list[int]:
    return [row.adult_id for row in desk.session.exec(select(Invited).order_by(Invited.adult_id))]


def two_more(desk: Desk) -> tuple[Adult, Adult]:
    """The date was announced to Fatou; Awa and Samira came in afterwards."""
    desk.parent("Fatou")
    desk.announces()
    desk.to("2026-10-06 10:00")
    return desk.parent("Awa"), desk.parent("Samira")


def test_they_are_shown_with_the_question_beneath_who_comes(desk: Desk) -> None:
    two_more(desk)
    said = desk.says("/qui")
    assert said.endswith("2 nouvelles familles : inviter ?\n- F2 Awa\n- F3 Samira")
    assert desk.labels() == ["Inviter"]


def test_pressing_invites_exactly_these_at_once(desk: Desk) -> None:
    two_more(desk)
    desk.says("/qui")
    desk.parent("Nour")
    assert desk.presses("Inviter") == "2 personnes invitées de plus."
    assert invited(desk) == [1, 2, 3]
    assert desk.activities()[0].invite_at == desk.now + desk.programme.undo


def test_while_the_others_wait_they_leave_with_the_others(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.says("/nouveau atelier mardi 20 octobre 14h")
    desk.presses("Oui")
    desk.presses("7 jours avant")
    leaves = desk.activities()[0].invite_at
    desk.parent("Awa")
    desk.says("/qui")
    assert desk.presses("Inviter") == "1 personne invitée de plus, avec les autres, le mardi 13 octobre."
    assert desk.activities()[0].invite_at == leaves


def test_the_agenda_has_a_button_for_each_date_with_newcomers(desk: Desk) -> None:
    two_more(desk)
    assert "De nouvelles familles peuvent être invitées" in desk.says("/agenda")
    assert desk.labels() == ["N° 1 : 2 nouvelles familles"]
    assert "- F2 Awa" in desk.presses("N° 1 : 2 nouvelles familles")
    desk.presses("Inviter")
    assert "De nouvelles familles" not in desk.says("/agenda")
    assert desk.labels() == []


def test_the_agenda_says_whom_a_date_is_for(desk: Desk) -> None:
    desk.announces("atelier pour les mamans mardi 20 octobre 14h")
    assert "Pour : les mamans." in desk.says("/agenda")


def test_nobody_new_no_question(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.announces()
    desk.says("/qui")
    assert desk.labels() == []


def test_only_those_the_date_is_for_are_new(desk: Desk) -> None:
    cafe = found(desk.session, Group(name="Café"), "educator", desk.now)
    join(desk.session, cafe, desk.parent("Fatou"), desk.now.date(), "educator", desk.now)
    desk.announces("groupe Café mardi 20 octobre 14h")
    desk.parent("Awa")
    join(desk.session, cafe, desk.parent("Samira"), desk.now.date(), "educator", desk.now)
    assert desk.says("/qui").endswith("1 nouvelle famille : inviter ?\n- F3 Samira")


def test_who_answered_without_being_invited_is_not_new(desk: Desk) -> None:
    awa, _ = two_more(desk)
    desk.signs_up(awa)
    assert "- F2 Awa\n" not in desk.says("/qui").partition("inviter ?")[2]


def test_the_press_can_be_taken_back_while_nothing_was_written(desk: Desk) -> None:
    two_more(desk)
    desk.says("/qui")
    desk.presses("Inviter")
    assert desk.presses("Annuler l'envoi", -1) == "Rien n'est parti."
    assert invited(desk) == [1]


def test_what_was_written_is_not_taken_back(desk: Desk) -> None:
    awa, _ = two_more(desk)
    desk.says("/qui")
    desk.presses("Inviter")
    topic = desk.activities()[0].topic
    desk.session.add(
        Message(
            kind="invitation", topic=topic, once="i", due_at=desk.now, deadline_at=desk.now, priority=1, status=SENT,
            hours="automatic", by="relais", created_at=desk.now, contact_id=awa.contact_id,
        )
    )  # fmt: skip
    assert "trop tard" in desk.presses("Annuler l'envoi", -1)
    assert invited(desk) == [1, 2, 3]


def test_who_prefers_a_call_can_be_invited_by_one(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.announces()
    contact_of(desk, desk.parent("Samira")).calls_only = True
    assert "1 nouvelle famille : inviter ?" in desk.says("/qui")


@pytest.mark.parametrize(("typed", "number"), [("21", 22), ("12", 1)])
def test_more_than_twenty_need_their_number(desk: Desk, typed: str, number: int) -> None:
    desk.parent("Fatou")
    desk.announces()
    for each in range(21):
        desk.parent(f"Parent{each}")
    desk.says("/qui")
    assert "écrivez ce nombre" in desk.presses("Inviter")
    desk.says(typed)
    assert len(invited(desk)) == number
