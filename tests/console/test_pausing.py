"""A pause decided with the family."""

from messages.consents import holds
from tests.console.desk import Desk


def test_a_pause_until_a_day_and_back(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    assert "jusqu'au dimanche 15 novembre 2026" in desk.says("/pause Fatou jusqu'au 15 novembre")
    assert holds(desk.session, [fatou.contact_id or 0], desk.now)
    assert "est finie" in desk.says("/reprendre Fatou")
    assert not holds(desk.session, [fatou.contact_id or 0], desk.now)


def test_what_is_missing_or_unclear_is_said(desk: Desk) -> None:
    desk.parent("Fatou")
    desk.parent("Fatou")
    assert "Pour qui" in desk.says("/pause")
    assert "Laquelle ?" in desk.says("/pause Fatou")
    assert "Je ne trouve pas" in desk.says("/pause Zoé")
    assert "jusqu'à quand" in desk.says("/pause F1 Fatou jusqu'à la saint glinglin")
    assert "six mois" in desk.says("/pause F1 Fatou 900 jours")
    assert "pas de pause" in desk.says("/reprendre F1")
