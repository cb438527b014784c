"""STOP, then silence; START; wrong numbers; shared phones."""

from datetime import timedelta

import pytest

from messages.consents import Hold
from messages.outbox import WITHDRAWN, Message, post
from tests.conversations.village import MONDAY, Village


@pytest.mark.parametrize("word", ["STOP", "stop.", "arret", "Stop svp", "ne m'écrivez plus"])
def test_stop_is_obeyed_at_once_and_confirmed_once(village: Village, word: str) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says(word) == ["stopped"]
    assert village.consents(fatou) is False
    assert fatou.says(word) == []


def test_a_stop_that_says_why_is_obeyed_and_read_by_a_person(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says("arretez vos messages ca me fatigue trop en ce moment merci") == ["stopped"]
    assert village.items() == ["stop"]


def test_after_a_stop_words_wait_for_a_person_in_silence(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("STOP")
    assert fatou.says("c'est quand la sortie ?") == []
    assert village.items() == ["after-stop"]


def test_after_a_stop_danger_is_still_answered(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("STOP")
    assert fatou.says("il m'a frappée j'ai peur") == ["danger"]


def test_a_stop_the_provider_has_answered_gets_no_second_answer(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says("STOP", stop_handled=True) == []
    assert village.consents(fatou) is False


def test_start_comes_back(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("STOP")
    assert fatou.says("START") == ["started"]
    assert village.consents(fatou) is True
    assert fatou.says("STOP") == ["stopped"]


def test_the_start_button_of_telegram_comes_back_too(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    fatou.says("STOP")
    assert fatou.sends("start") == ["started"]
    assert village.consents(fatou) is True


def test_a_stranger_may_stop_too(village: Village) -> None:
    stranger = village.stranger()
    assert stranger.says("STOP") == ["stopped"]
    assert village.last_received().text == ""
    assert village.address(stranger).stopped_at is not None


def test_what_is_planned_for_her_is_withdrawn(village: Village) -> None:
    fatou = village.parent("Fatou")
    later = MONDAY + timedelta(days=2)
    planned = Message(
        kind="invitation", contact_id=village.contact(fatou).id, once="later", due_at=later,
        deadline_at=later, priority=60, hours="automatic", by="relais", created_at=MONDAY,
    )  # fmt: skip
    village.store.writing(post, planned)
    fatou.says("STOP")
    message = next(row for row in village.all(Message) if row.once == "later")
    assert (message.status, message.reason) == (WITHDRAWN, "stopped")


def test_stop_on_a_shared_phone_silences_all_and_keeps_their_own_yes(village: Village) -> None:
    phone = village.parent("Fatou", "F12")
    village.joins(phone, "Omar", "F12")
    assert phone.says("STOP") == ["stopped"]
    assert village.address(phone).stopped_at is not None
    assert village.consents(phone) is True


def test_a_stop_in_an_edited_message_counts(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    assert fatou.sends("edited", text="STOP") == ["stopped"]


def test_a_wrong_number_is_silenced_and_told_nothing(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("vous vous etes trompé de numero") == ["wrong-number"]
    assert "Fatou" not in fatou.texts[0]
    assert village.items() == ["wrong_number"]
    assert [hold.reason for hold in village.all(Hold)] == ["suspended"]
    assert village.consents(fatou) is True


def test_blocking_on_telegram_closes_the_chat_and_tells_the_educator(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    assert fatou.sends("blocked") == []
    assert village.address(fatou).closed_for == "blocked"
    assert village.items() == ["blocked"]
    assert fatou.sends("unblocked") == []
    assert village.address(fatou).closed_at is None


def test_writing_from_a_closed_address_opens_it(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    fatou.sends("blocked")
    fatou.says("bonjour")
    assert village.address(fatou).closed_at is None


def test_start_does_not_lift_what_a_person_must_lift(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("il m'a frappée j'ai peur")
    fatou.says("STOP")
    assert fatou.says("START") == ["started"]
    assert village.items() == ["danger", "started"]
    assert [hold.lifted_at for hold in village.all(Hold)] == [None]
