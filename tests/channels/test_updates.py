"""What a Telegram update says: her words, her taps, her card; and everything odd that can be sent instead."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.channels.base import Incoming, UnreadableError
from messages.channels.updates import read_update

FATOU = {"id": 1001, "is_bot": False, "first_name": "Fatou", "language_code": "fr"}
CHAT = {"id": 1001, "type": "private"}


def read(**update: Any) -> Incoming:
    return read_update(json.dumps({"update_id": 5} | update).encode(), "RelaisBot")


def message(**content: Any) -> Incoming:
    return read(message={"message_id": 3, "date": 1790000000, "chat": CHAT, "from": FATOU} | content)


def pressed(**content: Any) -> Incoming:
    usual = {"id": "77", "from": FATOU, "message": {"message_id": 9, "chat": CHAT}, "data": "1:yes"}
    return read(callback_query=usual | content)


def membership(status: str, **content: Any) -> Incoming:
    return read(my_chat_member={"chat": CHAT, "from": FATOU, "new_chat_member": {"status": status}} | content)


def test_her_words_are_read_with_who_and_when() -> None:
    heard = message(text="Oui on vient à 3")
    assert (heard.kind, heard.text, heard.address, heard.language) == ("text", "Oui on vient à 3", "1001", "fr")
    assert heard.private
    assert heard.sent_at is not None
    assert heard.sent_at.isoformat() == "2026-09-21T14:13:20+00:00"


def test_a_reply_under_a_message_says_which() -> None:
    assert message(text="oui", reply_to_message={"message_id": 12}).reply_to == "12"


@pytest.mark.parametrize(
    ("text", "token"),
    [("/start", ""), ("/start abc_-9", "abc_-9"), ("/START@relaisbot x y", "x y"), ("/start " + "é" * 65, "é" * 65)],
)
def test_a_link_opens_the_conversation_with_its_token(text: str, token: str) -> None:
    heard = message(text=text)
    assert (heard.kind, heard.text) == ("start", token)


@pytest.mark.parametrize("text", ["/startle", "/start@OtherBot", "start", "/stop"])
def test_other_words_open_nothing(text: str) -> None:
    assert message(text=text).kind == "text"


def test_her_own_card_gives_her_number() -> None:
    heard = message(contact={"phone_number": "33639980011", "first_name": "F", "user_id": 1001})
    assert (heard.kind, heard.own_card, heard.phone) == ("contact", True, "+33639980011")


@pytest.mark.parametrize("user_id", [2002, None, "1001", True])
def test_somebody_elses_card_gives_nothing(user_id: object) -> None:
    heard = message(contact={"phone_number": "+33639980022", "first_name": "X", "user_id": user_id})
    assert (heard.kind, heard.own_card, heard.phone) == ("contact", False, None)


def test_a_forwarded_card_is_not_hers_to_give() -> None:
    card = {"phone_number": "+33639980011", "first_name": "F", "user_id": 1001}
    heard = message(contact=card, forward_origin={"type": "user"})
    assert (heard.kind, heard.own_card, heard.phone) == ("media", False, None)


def test_forwarded_words_are_for_a_person_and_no_answer() -> None:
    heard = message(text="oui", forward_origin={"type": "hidden_user"})
    assert (heard.kind, heard.text) == ("media", "oui")


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "location", "poll", "dice", "game", "not_yet_invented"])
def test_what_is_not_text_is_for_a_person(kind: str) -> None:
    assert message(**{kind: {"a": 1}}).kind == "media"


def test_a_picture_keeps_its_caption() -> None:
    assert message(photo=[{}], caption="/start").text == "/start"


def test_a_pinned_message_is_nothing_that_she_said() -> None:
    assert message(pinned_message={"message_id": 1}).kind == "other"


def test_a_text_changed_afterwards_is_told_apart() -> None:
    heard = read(edited_message={"message_id": 3, "date": 1, "chat": CHAT, "from": FATOU, "text": "non"})
    assert (heard.kind, heard.text, heard.private) == ("edited", "non", True)


def test_a_tap_says_which_button_under_which_message() -> None:
    heard = pressed()
    assert (heard.kind, heard.press, heard.callback_id, heard.reply_to) == ("press", "1:yes", "77", "9")
    assert (heard.address, heard.private) == ("1001", True)


@pytest.mark.parametrize("odd", [{"data": None}, {"id": 5}, {"message": None}, {"message": {"chat": {}}}])
def test_a_tap_on_nothing_is_nothing(odd: dict[str, Any]) -> None:
    assert pressed(**odd).kind == "other"


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"chat": {"id": -55, "type": "group"}},
        {"chat": {"id": 1001, "type": "channel"}},
        {"from": FATOU | {"is_bot": True}},
        {"from": None},
        {"sender_chat": {"id": -9}},
        {"chat": {"id": 2002, "type": "private"}},
        {"chat": {"type": "private"}, "from": {}},
    ],
)
def test_what_is_not_one_person_in_her_own_name_is_not_private(elsewhere: dict[str, Any]) -> None:
    assert not message(text="oui", **elsewhere).private


def test_blocking_and_coming_back_are_read() -> None:
    assert membership("kicked").kind == "blocked"
    assert membership("member").kind == "unblocked"
    assert membership("administrator").kind == "other"
    assert not membership("kicked", chat={"id": -5, "type": "group"}).private


@pytest.mark.parametrize("update_id", ["12", None, 2**63, -1, True, 1.5, [], {}])
def test_an_update_without_a_usable_id_is_unreadable(update_id: object) -> None:
    with pytest.raises(UnreadableError):
        read(update_id=update_id)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        b'{"update_id":' + b"9" * 5000 + b"}",
        b'{"update_id": 1, "pad": "' + b"x" * (1 << 20) + b'"}',
    ],
)
def test_what_is_no_update_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_update(raw, "")


@pytest.mark.parametrize("date", [10**18, -1, "now", None, 1.5, True])
def test_a_date_without_sense_is_no_date(date: object) -> None:
    assert message(text="oui", date=date).sent_at is None


@pytest.mark.parametrize("code", ["<script>", "", None, 7, "f", "a" * 40, "fr_FR\n"])
def test_a_language_without_sense_is_no_language(code: object) -> None:
    assert message(text="oui", **{"from": FATOU | {"language_code": code}}).language is None


def test_a_text_becomes_what_a_database_can_hold() -> None:
    assert message(text="a\x00b\ud800 é😀").text == "ab\ufffd é😀"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
parts = st.dictionaries(
    st.sampled_from(
        ["message_id", "date", "chat", "from", "text", "contact", "data", "id", "type", "message", "photo"]
    ),
    anything | st.dictionaries(st.sampled_from(["id", "type", "user_id", "message_id", "chat"]), anything),
)


@given(st.dictionaries(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "x"]), parts))
def test_no_update_is_odd_enough_to_break_the_reading(update: dict[str, Any]) -> None:
    assert read(**update).provider_id == "5"
