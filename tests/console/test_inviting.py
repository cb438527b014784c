"""The second card: who would be invited, and when the invitations leave."""

from datetime import time, timedelta

import pytest

from bot.preview import without_invitation
from messages import consents
from messages.contacts import Address
from messages.outbox import SENT, Message
from scheduler.activities import ANNOUNCED, DRAFT
from scheduler.families import Family
from scheduler.groups import Group, Membership
from tests.console.desk import LINE, Desk, contact_of, share_phone


def begin(desk: Desk, line: str = LINE) -> str:
    desk.says(f"/nouveau {line}")
    return desk.presses("Oui")


def test_the_card_counts_by_language_and_medium(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.parent("Nour", "ar", "telegram")
    said = begin(desk)
    assert "2 invitations :" in said
    assert "français 1, arabe 1" in said
    assert "SMS 1, Telegram 1" in said
    assert desk.labels() == ["Maintenant", "7 jours avant", "Choisir qui"]


def test_a_small_audience_is_named_one_by_one(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.parent("Awa")
    assert "- qui : F1 Fatou et F2 Awa" in begin(desk)
    for number in range(11):
        desk.parent(f"Parent{number}")
    assert "- qui" not in begin(desk)


def test_who_is_left_out_is_named_with_why(desk: Desk) -> None:
    thierry = desk.parent("Thierry")
    consents.record(desk.session, contact_of(desk, thierry), False, "STOP", "contact", desk.now)
    assert "F1 Thierry : a demandé l'arrêt des messages" in begin(desk)


def test_no_number_is_ever_shown(desk: Desk) -> None:
    desk.parent("Fatou")
    everything = begin(desk) + desk.presses("Maintenant") + desk.says("/agenda") + desk.says("/qui")
    assert desk.session.get_one(Address, 2).value not in everything
    assert "+33" not in everything


def test_a_title_of_her_own_warns_who_reads_another_language(desk: Desk) -> None:
    desk.parent("Nour", "ar")
    assert "1 personne lit une autre langue (arabe)" in begin(desk, "atelier couture mardi 20 octobre 14h")


def test_maintenant_invites_those_on_the_card(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.parent("Awa")
    begin(desk)
    desk.parent("Sandrine")
    assert desk.presses("Maintenant") == "C'est parti : 2 invitations."
    assert desk.invited() == 2
    assert desk.activities()[0].invite_at == desk.now + desk.programme.undo


def test_seven_days_before_says_which_day(desk: Desk) -> None:
    desk.parent("Fatou")
    begin(desk)
    assert "Les invitations partiront le mardi 13 octobre." in desk.presses("7 jours avant")


def test_nearer_than_seven_days_it_leaves_at_once_and_says_so(desk: Desk) -> None:
    desk.parent("Fatou")
    assert "moins de 7 jours" in begin(desk, "atelier vendredi 9 octobre 14h")
    assert "C'est parti : 1 invitation." in desk.presses("7 jours avant")


def test_on_a_sunday_now_means_monday_morning(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.to("2026-10-11 15:00")
    begin(desk)
    assert "Départ lundi 12 octobre 2026, 9h." in desk.presses("Maintenant")


def test_a_double_press_invites_once(desk: Desk) -> None:
    desk.parent("Fatou")
    begin(desk)
    desk.presses("Maintenant")
    assert desk.presses("Maintenant") == "C'est déjà fait. C'est parti : 1 invitation."
    assert desk.did().count("announced") == 1


def crowd(desk: Desk, number: int) -> None:
    for each in range(number):
        desk.parent(f"Parent{each}")


def test_more_than_twenty_leave_once_their_number_is_typed(desk: Desk) -> None:
    crowd(desk, 54)
    assert "54 invitations :" in begin(desk)
    assert "écrivez ce nombre" in desk.presses("Maintenant")
    assert desk.invited() == 0
    assert desk.says("54") == "C'est parti : 54 invitations."
    assert desk.invited() == 54


@pytest.mark.parametrize("typed", ["45", "oui", "Maintenant"])
def test_a_wrong_number_sends_nothing_and_is_asked_again(desk: Desk, typed: str) -> None:
    crowd(desk, 21)
    begin(desk)
    desk.presses("7 jours avant")
    assert "Rien n'est parti" in desk.says(typed)
    assert desk.invited() == 0
    assert "Les invitations partiront le mardi 13 octobre." in desk.says("21")


def test_from_the_number_she_can_go_back(desk: Desk) -> None:
    crowd(desk, 21)
    begin(desk)
    desk.presses("Maintenant")
    assert "21 invitations :" in desk.presses("Revenir")
    assert desk.invited() == 0


def test_twenty_need_no_number(desk: Desk) -> None:
    crowd(desk, 20)
    begin(desk)
    assert desk.presses("Maintenant") == "C'est parti : 20 invitations."


def test_who_prefers_a_call_is_invited_by_a_call(desk: Desk) -> None:
    desk.parent("Fatou")
    contact_of(desk, desk.parent("Samira")).calls_only = True
    assert "F2 Samira : préfère qu'on l'appelle" in begin(desk)
    assert desk.presses("Maintenant") == "C'est parti : 1 invitation.\n1 appel à faire : à voir alors dans /boite."
    assert desk.invited() == 2


def test_the_second_adult_of_a_shared_phone_is_named_among_those_left_out(desk: Desk) -> None:
    awa = desk.parent("Awa")
    family = desk.session.get_one(Family, awa.family_id)
    ousmane = desk.parent("Ousmane", family=family)
    share_phone(desk, awa, ousmane)
    said = begin(desk)
    assert "1 invitation :" in said
    assert "F1 Ousmane : partage un téléphone déjà invité" in said
    assert desk.presses("Maintenant") == "C'est parti : 1 invitation."


def test_who_said_stop_since_the_card_is_not_counted_and_is_named(desk: Desk) -> None:
    desk.parent("Fatou")
    thierry = desk.parent("Thierry")
    begin(desk)
    consents.record(desk.session, contact_of(desk, thierry), False, "STOP", "contact", desk.now)
    said = desk.presses("Maintenant")
    assert said.startswith("C'est parti : 1 invitation.")
    assert "F2 Thierry : a demandé l'arrêt des messages" in said
    assert desk.invited() == 1


def test_the_send_is_taken_back_while_nothing_has_left(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.announces()
    assert "Rien n'est parti" in desk.presses("Annuler l'envoi")
    assert desk.invited() == 0
    assert desk.activities()[0].status == DRAFT


def test_what_has_left_is_not_taken_back(desk: Desk) -> None:
    desk.parent("Fatou")
    activity = desk.announces()
    desk.session.add(
        Message(
            kind="invitation",
            topic=activity.topic,
            once="i",
            due_at=desk.now,
            deadline_at=desk.now,
            priority=1,
            hours="automatic",
            by="relais",
            created_at=desk.now,
            status=SENT,
        )
    )
    assert "trop tard" in desk.presses("Annuler l'envoi")
    assert desk.activities()[0].status == ANNOUNCED


def test_a_group_named_in_the_line_is_the_audience(desk: Desk) -> None:
    group = Group(name="Sud")
    desk.session.add(group)
    desk.session.flush()
    amina = desk.parent("Amina")
    desk.parent("Fatou")
    since = desk.now.date()
    desk.session.add(Membership(group_id=group.id or 0, adult_id=amina.id or 0, since=since))
    assert "1 invitation :" in begin(desk, "groupe Sud mardi 20 octobre 14h")


def test_with_nobody_to_invite_the_date_is_kept(desk: Desk) -> None:
    assert "Personne ne peut être invité" in begin(desk)
    assert "dans l'agenda" in desk.presses("Maintenant")


def test_after_it_has_begun_nobody_is_invited(desk: Desk) -> None:
    desk.parent("Fatou")
    begin(desk)
    desk.to("2026-10-20 15:00")
    assert "passée" in desk.presses("Maintenant")
    assert desk.invited() == 0


def test_until_the_invitations_leave_the_plan_names_who_gets_none(desk: Desk) -> None:
    desk.parent("Fatou")
    thierry = desk.parent("Thierry")
    consents.record(desk.session, contact_of(desk, thierry), False, "STOP", "contact", desk.now)
    begin(desk)
    desk.presses("7 jours avant")
    desk.parent("Rokia")
    until = desk.now + timedelta(days=9)
    [(activity, left_out)] = without_invitation(desk.session, desk.programme, ("sms",), desk.now, until)
    assert activity == desk.activities()[0]
    assert [left.reason for left in left_out] == ["stopped", "added-since"]
    assert without_invitation(desk.session, desk.programme, ("sms",), until, until) == []


def test_who_must_wait_for_her_own_hours_is_counted_apart(desk: Desk) -> None:
    desk.parent("Fatou")
    leila = contact_of(desk, desk.parent("Leila"))
    leila.own_from, leila.own_until = time(14), time(16)
    begin(desk)
    said = desk.presses("Maintenant")
    assert said.startswith("C'est parti : 2 invitations.\nDont 1 qui partira plus tard")
