"""Webhooks of SMS: which are Twilio's own, and what they say became of a message."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from messages.channels.base import NotSent, Rejected, Unknown, UnreadableError
from messages.channels.sms import SmsChannel
from messages.channels.sms_codes import receipt, refusal
from messages.failures import (
    ACCOUNT_SUSPENDED,
    CATALOGUE,
    CREDENTIALS,
    EXPIRED,
    HANDSET_OFF,
    INVALID_NUMBER,
    NEEDS_ATTENTION,
    NO_OUTCOME,
    OTHER_CHANNEL,
    QUEUE_FULL,
    REGION_CLOSED,
    THROTTLED,
    UNKNOWN_HANDSET,
    WRONG_SENDER,
    Failure,
)
from tests.channels.doors import ACCOUNT, SID, SMS, sms_form

URL = "https://relais.example.org/webhooks/sms"
STATUS_URL = f"{URL}/status?a={'0' * 32}"
CHANNEL = SmsChannel(SMS)


def signed(url: str, fields: Any, token: str = SMS.auth_token) -> str:
    return str(RequestValidator(token).compute_signature(url, fields))


def status(**fields: str) -> bytes:
    usual = {"MessageSid": SID, "AccountSid": ACCOUNT, "MessageStatus": "delivered"}
    return urlencode(usual | fields).encode()


@pytest.mark.parametrize("url", [URL, STATUS_URL, f"{URL}?a=1&b=%C3%A9"])
def test_what_twilio_signed_is_genuine_blank_and_doubled_fields_included(url: str) -> None:
    fields = MultiDict([("AccountSid", ACCOUNT), ("Body", "é😀 a+b"), ("FromCity", ""), ("A", "2"), ("A", "1")])
    assert CHANNEL.genuine(url, urlencode(list(fields.items())).encode(), signed(url, fields))


@pytest.mark.parametrize(
    "url", [f"{URL}/", f"{URL}?a=1", URL.replace("https", "http"), URL.replace("relais", "Relais"), "", "https://[::"]
)
def test_a_signature_for_another_address_is_not_genuine(url: str) -> None:
    said = {"AccountSid": ACCOUNT, "Body": "oui"}
    assert not CHANNEL.genuine(url, urlencode(said).encode(), signed(URL, said))


@pytest.mark.parametrize(
    "raw", [b"Body=oui&Injected=1", b"Body=ouii", b"", b"\xff", b'{"Body": "oui"}', b"Body=oui" * 9000]
)
def test_a_body_that_was_touched_is_not_genuine(raw: bytes) -> None:
    ours = urlencode({"AccountSid": ACCOUNT}).encode() + b"&"
    assert not CHANNEL.genuine(URL, ours + raw, signed(URL, {"AccountSid": ACCOUNT, "Body": "oui"}))


@pytest.mark.parametrize("header", [None, "", "é" * 28, "\ud800", "bm90IGEgc2lnbmF0dXJl"])
def test_a_missing_or_odd_signature_is_not_genuine(header: str | None) -> None:
    assert not CHANNEL.genuine(URL, urlencode({"AccountSid": ACCOUNT, "Body": "oui"}).encode(), header)


@pytest.mark.parametrize("accounts", [[], ["AC" + "9" * 32], [ACCOUNT, ACCOUNT], [ACCOUNT, "AC" + "9" * 32]])
def test_what_is_for_another_account_is_not_genuine(accounts: list[str]) -> None:
    fields = MultiDict([("Body", "oui"), *(("AccountSid", account) for account in accounts)])
    assert not CHANNEL.genuine(URL, urlencode(list(fields.items())).encode(), signed(URL, fields))


def test_another_accounts_token_does_not_sign_for_us() -> None:
    said = {"AccountSid": ACCOUNT, "Body": "oui"}
    assert not CHANNEL.genuine(URL, urlencode(said).encode(), signed(URL, said, "other"))


@given(st.binary(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_no_forgery_is_genuine_or_breaks_the_check(raw: bytes, header: str, query: str) -> None:
    assert not CHANNEL.genuine(f"{URL}?{query}", raw, header)


@pytest.mark.parametrize(
    ("said", "rank", "failure"),
    [
        ({"MessageStatus": "queued"}, 1, None),
        ({"MessageStatus": "sent"}, 3, None),
        ({"MessageStatus": "delivered"}, 9, None),
        ({"MessageStatus": "undelivered", "ErrorCode": "30003"}, 9, HANDSET_OFF),
        ({"MessageStatus": "undelivered", "ErrorCode": "30005"}, 9, UNKNOWN_HANDSET),
        ({"MessageStatus": "failed", "ErrorCode": "30036"}, 9, EXPIRED),
        ({"MessageStatus": "failed", "ErrorCode": "39999"}, 9, NEEDS_ATTENTION),
        ({"MessageStatus": "failed", "ErrorCode": "63016"}, 9, OTHER_CHANNEL),
        ({"MessageStatus": "failed"}, 9, NEEDS_ATTENTION),
        ({"MessageStatus": "partially_delivered"}, 0, None),
    ],
)
def test_a_status_says_how_far_it_came_and_why_no_further(
    said: dict[str, str], rank: int, failure: Failure | None
) -> None:
    read = CHANNEL.read_receipt(status(**said), "0" * 32)
    assert (read.attempt, read.provider_id, read.rank, read.failure) == ("0" * 32, SID, rank, failure)


@pytest.mark.parametrize("attempt", [None, "", "0" * 31, "G" * 32, "0" * 33, "' or 1=1"])
def test_a_status_without_a_usable_attempt_still_names_its_message(attempt: str | None) -> None:
    read = CHANNEL.read_receipt(status(), attempt)
    assert (read.attempt, read.provider_id) == (None, SID)


@pytest.mark.parametrize("said", [{"AccountSid": "AC9"}, {"MessageSid": ""}, {"MessageStatus": ""}])
def test_a_status_that_is_not_ours_is_unreadable(said: dict[str, str]) -> None:
    with pytest.raises(UnreadableError):
        CHANNEL.read_receipt(status(**said), None)


def test_an_sms_is_no_status() -> None:
    with pytest.raises(UnreadableError):
        CHANNEL.read_receipt(sms_form(), None)


@pytest.mark.parametrize(
    ("http", "code", "failure"),
    [
        (400, 21211, INVALID_NUMBER),
        (400, "21211", INVALID_NUMBER),
        (403, 21408, REGION_CLOSED),
        (400, 63024, OTHER_CHANNEL),
        (400, 39999, NEEDS_ATTENTION),
    ],
)
def test_a_refusal_is_final(http: int, code: object, failure: Failure) -> None:
    assert refusal(http, code) == Rejected(failure, str(code))


@pytest.mark.parametrize(
    ("http", "code", "failure"),
    [
        (429, 20429, THROTTLED),
        (429, None, THROTTLED),
        (400, 21611, QUEUE_FULL),
        (400, 21663, WRONG_SENDER),
        (401, None, CREDENTIALS),
        (402, "?", ACCOUNT_SUSPENDED),
        (403, 10001, ACCOUNT_SUSPENDED),
        (404, 20404, CREDENTIALS),
    ],
)
def test_what_can_be_put_right_has_not_been_sent(http: int, code: object, failure: Failure) -> None:
    assert refusal(http, code) == NotSent(failure)


@pytest.mark.parametrize(
    ("http", "code"), [(500, 20500), (503, None), (400, None), (404, 404), (302, 302), (400, 30410)]
)
def test_all_else_leaves_doubt(http: int, code: object) -> None:
    assert refusal(http, code) == Unknown(NO_OUTCOME)


@pytest.mark.parametrize("code", [None, "", "²", "-1", 10**30, [], "30003 "])
def test_a_code_without_sense_is_only_unusual(code: object) -> None:
    assert receipt(SID, "failed", code).failure is NEEDS_ATTENTION


def test_every_code_leads_into_the_catalogue() -> None:
    for code in range(10000, 65000):
        assert receipt(SID, "failed", code).failure in CATALOGUE.values()


def test_a_name_as_sender_accepts_replies_to_any_number_of_the_account() -> None:
    named = SmsChannel(replace(SMS, number="Claire"))
    assert named.read(sms_form(Body="oui")).text == "oui"
