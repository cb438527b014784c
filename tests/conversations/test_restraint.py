"""How much Relais says back at most: to machines, to loops, to floods from one number and from many."""

import pytest

from bot.conversations import restraint
from messages.inbox import InboxItem
from messages.programme import Programme
from tests.conversations.village import Phone, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def strangers(village: Village, number: int) -> list[Phone]:
    return [village.stranger(f"+3363998{index:04d}") for index in range(2000, 2000 + number)]


@pytest.mark.parametrize(
    "sender", ["38000", "123456", "266696687", "INFO", "+", "+1" + "0" * 20, "+٣٣٦٣٩٩٨١١١١", "whatsapp:+33639981111"]
)
def test_only_a_whole_number_is_answered(village: Village, sender: str) -> None:
    assert village.stranger(sender).says("PARENT") == []


def test_the_keyword_said_again_and_again_is_answered_a_few_times_and_shown_once(village: Village) -> None:
    stranger = village.stranger()
    answers = [stranger.says("PARENT") for _ in range(30)]
    assert sum(map(bool, answers)) == Programme().alike_an_hour
    assert sorted(village.items()) == ["join", "loop"]


def test_a_stranger_of_many_words_gets_a_handful_of_answers(village: Village) -> None:
    stranger = village.stranger()
    for _ in range(12):
        for words in ("PARENT", "non", "qui etes vous", "START", "STOP"):
            stranger.says(words)
    sent = village.messages("welcome") + village.messages("declined")
    assert len(sent) <= restraint.STRANGER_AN_HOUR
    assert len(village.messages("stopped")) <= Programme().alike_an_hour


def test_stop_and_start_in_turn_end_in_silence(village: Village) -> None:
    fatou = village.parent("Fatou")
    answers = [fatou.says(word) for _ in range(15) for word in ("STOP", "START")]
    assert sum(map(bool, answers)) == 2 * Programme().alike_an_hour
    assert village.consents(fatou) is True


def test_a_stop_is_obeyed_however_much_was_said_before(village: Village) -> None:
    fatou = village.parent("Fatou")
    for _ in range(40):
        fatou.says("bonjour")
        fatou.says("votre message est bien arrive dans notre service")
    assert fatou.says("STOP") == ["stopped"]


def test_a_flood_from_many_numbers_is_answered_within_a_budget_and_told_once(village: Village) -> None:
    answers = [phone.says("PARENT") for phone in strangers(village, restraint.STRANGERS_AN_HOUR + 10)]
    assert sum(map(bool, answers)) == restraint.STRANGERS_AN_HOUR
    assert village.items().count("flood") == 1


def test_what_is_shown_of_a_keyword_without_an_answer_is_true(village: Village) -> None:
    village.stranger("38000").says("PARENT")
    village.stranger().says("PARENT")
    notes = [item.note for item in village.all(InboxItem)]
    assert [note.partition(". ")[2] for note in notes] == ["Relais ne lui a rien répondu.", "Question posée."]


def test_the_families_are_answered_during_a_flood(village: Village) -> None:
    fatou = village.parent("Fatou")
    for phone in strangers(village, restraint.STRANGERS_AN_HOUR + 1):
        phone.says("PARENT")
    assert fatou.says("qui etes vous") == ["who"]


def test_a_stranger_in_danger_is_always_shown(village: Village) -> None:
    stranger = village.stranger()
    for number in range(restraint.STRANGERS_ITEMS + 3):
        stranger.says(f"bravo pour le match d hier soir numero {number}")
    assert village.items().count("stranger") == restraint.STRANGERS_ITEMS
    stranger.says("il me frappe aidez moi")
    assert village.items()[-1] == "danger"
