"""The call list: whom to ring and why, and what goes on once somebody was reached."""

from datetime import timedelta

from sqlmodel import select

from messages.contacts import Contact
from messages.outbox import SENT, Message, post
from scheduler.calls import Call
from scheduler.people import Adult
from tests.console.desk import Desk, contact_of


def ignored(desk: Desk, adult: Adult, times: int = 3) -> None:
    """So many invitations to dates that are over, without a word."""
    for n in range(times):
        at = desk.now - timedelta(days=30 - n)
        post(
            desk.session,
            Message(
                kind="invitation", rule="invitations", contact_id=adult.contact_id, topic=f"activity-9{n}",
                once=f"old/{adult.id}/{n}",
                due_at=at, deadline_at=at + timedelta(days=2), priority=60, hours="automatic", by="relais",
                status=SENT, settled_at=at, created_at=at, asks="rsvp",
            ),
        )  # fmt: skip


def test_nobody_to_call_is_said(desk: Desk) -> None:
    assert desk.says("/appels") == "Personne n'est à appeler."


def test_a_silent_family_is_on_the_list_with_its_language_and_hours(desk: Desk) -> None:
    monique = desk.parent("Monique", language="tr")
    ignored(desk, monique)
    told = desk.says("/appels")
    assert "À appeler : F1 Monique" in told
    assert "Trois invitations sans réponse." in told
    assert "Langue : turc. Heures habituelles." in told
    assert "Dernier message envoyé" in told
    assert "+33" not in told


def test_one_person_has_one_card_with_all_the_reasons(desk: Desk) -> None:
    monique = desk.parent("Monique")
    ignored(desk, monique)
    desk.asks(monique, "rappelez moi", kind="call", note="Demande à être appelé.")
    told = desk.says("/appels")
    assert told.count("F1 Monique") == 1
    assert "Demande à être appelé.\nTrois invitations sans réponse." in told


def test_once_reached_she_leaves_the_list_and_her_silence_is_over(desk: Desk) -> None:
    monique = desk.parent("Monique")
    ignored(desk, monique)
    desk.asks(monique, "rappelez moi", kind="call", note="Demande à être appelé.")
    desk.says("/appels")
    desk.presses("Fait par un parent relais")
    assert desk.says("/appels") == "Personne n'est à appeler."
    [call] = desk.session.exec(select(Call))
    assert (call.outcome, call.caller) == ("reached", "parent-relais")


def test_without_an_answer_she_stays_and_the_tries_are_counted(desk: Desk) -> None:
    monique = desk.parent("Monique")
    ignored(desk, monique)
    desk.says("/appels")
    desk.presses("Pas de réponse")
    assert "1 essai sans réponse." in desk.says("/appels")


def test_the_date_she_was_left_out_of_goes_on_after_the_call(desk: Desk) -> None:
    monique, fatou = desk.parent("Monique"), desk.parent("Fatou")
    ignored(desk, monique)
    desk.announces()
    assert desk.invited() == 1
    desk.says("/appels")
    assert "L'invitation part : Groupe d'échange, mardi 20 octobre." in desk.presses("Appel fait")
    assert desk.invited() == 2
    assert fatou.id != monique.id


def test_what_was_said_by_voice_is_noted_at_once(desk: Desk) -> None:
    monique = desk.parent("Monique")
    desk.parent("Fatou")
    ignored(desk, monique)
    desk.announces()
    desk.says("/appels")
    desk.presses("Appel fait")
    assert "C'est noté pour F1 Monique : oui" in desk.presses("Oui")
    assert "1 oui" in desk.says("/agenda")


def test_a_number_nobody_knows_is_ticked_too(desk: Desk) -> None:
    monique = desk.parent("Monique")
    item = desk.asks(monique, "", kind="call", note="A appelé.")
    item.address_id, item.contact_id = desk.address.id, None
    assert "un numéro inconnu" in desk.says("/appels")
    desk.presses("Appel fait")
    assert desk.says("/appels") == "Personne n'est à appeler."


def test_her_own_hours_and_the_language_she_speaks_are_said(desk: Desk) -> None:
    samira = desk.parent("Samira")
    contact: Contact = contact_of(desk, samira)
    contact.speaks, contact.own_from, contact.own_until = (
        "ar",
        desk.now.time().replace(hour=10),
        desk.now.time().replace(hour=16),
    )
    desk.asks(samira, "rappelez moi", kind="call", note="Demande à être appelé.")
    assert "Langue : arabe. De préférence entre 10h et 16h." in desk.says("/appels")
