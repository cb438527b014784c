"""A missed call is noted once, answered once, and never answered to a stranger or after a STOP."""

from messages.inbox import InboxItem
from tests.conversations.village import Village


def calls(village: Village) -> list[str]:
    return [item.note for item in village.all(InboxItem) if item.kind == "call"]


def test_a_call_goes_on_the_call_list_and_she_learns_that_claire_calls_back(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert fatou.sends("call") == ["call/noted"]
    assert "Claire vous rappelle" in fatou.texts[0]
    assert calls(village) == ["A appelé."]


def test_ringing_again_changes_nothing_until_somebody_has_called_back(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.sends("call")
    assert fatou.sends("call") == []
    assert calls(village) == ["A appelé."]


def test_a_stranger_is_noted_and_not_written_to(village: Village) -> None:
    stranger = village.stranger()
    assert stranger.sends("call") == []
    assert calls(village) == ["Un numéro inconnu a appelé."]


def test_after_a_stop_the_call_is_noted_in_silence(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("STOP")
    assert fatou.sends("call") == []
    assert calls(village) == ["A appelé."]


def test_on_a_shared_phone_nobody_is_named(village: Village) -> None:
    awa = village.parent("Awa")
    village.joins(awa, "Ousmane")
    assert awa.sends("call") == ["call/noted"]
    assert "Awa" not in awa.texts[0]


def test_an_open_question_stays_open_after_a_call(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.sends("call")
    assert fatou.says("oui") == ["confirmed/yes"]
