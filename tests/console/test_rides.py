"""Who needs help to come."""

from scheduler.signups import need_transport
from tests.console.desk import Desk

LINE = "sortie ferme mardi 20 octobre 14h Gare, bus 13h30 Place de l'école, transport"


def test_the_bus_list_counts_who_needs_help_who_manages_and_who_has_not_said(desk: Desk) -> None:
    fatou, karim, awa = (desk.parent(name) for name in ("Fatou", "Karim", "Awa"))
    desk.announces(LINE)
    need_transport(desk.session, desk.signs_up(fatou, adults=1, children=2), True, "contact-1", desk.now)
    need_transport(desk.session, desk.signs_up(karim), False, "contact-2", desk.now)
    desk.signs_up(awa)
    told = desk.says("/bus")
    assert "Bus : 13h30, Place de l'école" in told
    assert "Besoin d'aide pour venir : 3 personnes\n- F1 Fatou (1+2)" in told
    assert "Viennent par leurs moyens : 1 personne\n- F2 Karim" in told
    assert "Pas encore dit : 1 personne\n- F3 Awa" in told


def test_a_list_without_anybody_says_so(desk: Desk) -> None:
    desk.announces(LINE)
    assert "Personne n'a encore dit oui." in desk.says("/bus")


def test_the_question_is_read_back_before_anything_is_sent(desk: Desk) -> None:
    assert "besoin d'aide pour venir" in desk.says(f"/nouveau {LINE}")
