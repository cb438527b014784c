"""SMS in particular: what is asked of Twilio, what comes in, what is looked up."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from messages.channels.base import Accepted, NotSent, Rejected, UnavailableError, Unknown, UnreadableError
from messages.channels.sms import SmsChannel
from messages.failures import CREDENTIALS, EXPIRED, NO_OUTCOME, OPTED_OUT, THROTTLED
from tests.channels.doors import ACCOUNT, FATOU, NUMBER, SID, SMS, outgoing, sms_form
from tests.channels.provider import HANGS, Provider, sms_error

SINCE = datetime(2026, 10, 19, 15, 0, tzinfo=UTC)
ATTEMPT = "0" * 31 + "1"
SERVICE = "MG" + "0" * 32


@pytest.fixture
async def twilio() -> AsyncIterator[Provider]:
    async with Provider() as ready:
        ready.answers(201, {"sid": SID, "status": "queued", "num_segments": "2"})
        yield ready


@pytest.fixture
async def sms(twilio: Provider) -> AsyncIterator[SmsChannel]:
    channel = SmsChannel(replace(SMS, api_url=twilio.root + "/"))
    yield channel
    await channel.close()


def listed(number: int, **fields: Any) -> dict[str, Any]:
    usual = {
        "sid": f"SM{number:032x}",
        "account_sid": ACCOUNT,
        "direction": "outbound-api",
        "from": NUMBER,
        "to": FATOU,
        "body": "A mardi ?",
        "status": "sent",
        "date_created": "Mon, 19 Oct 2026 15:00:05 +0000",
        "error_code": None,
    }
    return usual | fields


def page(*messages: dict[str, Any], then: str | None = None) -> dict[str, Any]:
    return {"messages": list(messages), "page": 0, "page_size": 50, "next_page_uri": then}


async def test_twilio_is_asked_for_one_message_with_a_way_to_report_back(sms: SmsChannel, twilio: Provider) -> None:
    sent = await sms.send(outgoing(FATOU, validity_seconds=90_000), 5)
    assert sent == Accepted(SID, "queued", 2)
    (asked,) = twilio.asked
    assert asked.path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert asked.fields == {
        "To": FATOU,
        "From": NUMBER,
        "Body": "Bonjour Fatou, à mardi ?",
        "StatusCallback": f"https://relais.example.org/webhooks/sms/status?a={ATTEMPT}",
        "ValidityPeriod": "36000",
    }


async def test_a_messaging_service_takes_the_place_of_the_number(twilio: Provider) -> None:
    account = replace(
        SMS, api_url=twilio.root, number="", service=SERVICE, public_url="", api_key="SK1", api_secret="s"
    )
    sms = SmsChannel(account)
    await sms.send(outgoing(FATOU), 5)
    assert twilio.asked[0].fields == {"To": FATOU, "MessagingServiceSid": SERVICE, "Body": "Bonjour Fatou, à mardi ?"}
    assert sms.sender == SERVICE
    await sms.close()


async def test_a_region_in_the_environment_does_not_bend_the_address(
    twilio: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    monkeypatch.setenv("TWILIO_EDGE", "dublin")
    sms = SmsChannel(replace(SMS, api_url=twilio.root))
    assert isinstance(await sms.send(outgoing(FATOU), 5), Accepted)
    await sms.close()


async def test_a_message_with_less_than_a_minute_to_live_is_not_sent(sms: SmsChannel, twilio: Provider) -> None:
    assert await sms.send(outgoing(FATOU, validity_seconds=59), 5) == NotSent(EXPIRED)
    assert twilio.asked == []


@pytest.mark.parametrize("sid", ["SM1", "", None, 7, "XX" + "a" * 32, "SM" + "a" * 33])
async def test_a_name_that_is_not_twilios_leaves_doubt(sms: SmsChannel, twilio: Provider, sid: object) -> None:
    twilio.answers(201, {"sid": sid, "status": "queued"})
    assert await sms.send(outgoing(FATOU), 5) == Unknown(NO_OUTCOME)


async def test_an_answer_of_ten_megabytes_leaves_doubt(sms: SmsChannel, twilio: Provider) -> None:
    twilio.answers(201, b'{"sid": "' + b"x" * 10_000_000)
    assert await sms.send(outgoing(FATOU), 5) == Unknown(NO_OUTCOME)


async def test_a_message_refused_in_the_answer_itself_is_refused(sms: SmsChannel, twilio: Provider) -> None:
    twilio.answers(201, {"sid": SID, "status": "failed", "error_code": 21610})
    assert await sms.send(outgoing(FATOU), 5) == Rejected(OPTED_OUT, "21610")


async def test_the_newer_form_of_an_error_is_understood_too(sms: SmsChannel, twilio: Provider) -> None:
    twilio.answers(400, sms_error(21610, type="https://x", title="no"))
    assert await sms.send(outgoing(FATOU), 5) == Rejected(OPTED_OUT, "21610")


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("soon", None), ("", None)])
async def test_the_pause_twilio_asks_for_is_passed_on(
    sms: SmsChannel, twilio: Provider, header: str, seconds: float | None
) -> None:
    twilio.answers(429, "", **{"Retry-After": header})
    assert await sms.send(outgoing(FATOU), 5) == NotSent(THROTTLED, seconds)


def test_an_sms_is_read_with_every_field(sms: SmsChannel) -> None:
    heard = sms.read(sms_form(Body="Oui\x00 à 3 😀", OptOutType="STOP", NewOne="x"))
    assert (heard.text, heard.address, heard.provider_id) == ("Oui à 3 😀", FATOU, SID)
    assert heard.stop_handled


def test_a_picture_is_for_a_person(sms: SmsChannel) -> None:
    assert sms.read(sms_form(NumMedia="1", Body="")).kind == "media"


@pytest.mark.parametrize(
    "fields",
    [
        {"AccountSid": "AC" + "9" * 32},
        {"To": "+33939980099"},
        {"MessageSid": ""},
        {"MessageSid": "S" * 10_000},
        {"From": ""},
        {"MessageStatus": "delivered"},
        {"Body": "x" * 70_000},
        {f"Field{n}": "" for n in range(70)},
    ],
)
def test_what_is_not_an_sms_to_us_is_unreadable(sms: SmsChannel, fields: dict[str, str]) -> None:
    with pytest.raises(UnreadableError):
        sms.read(sms_form(**fields))


def test_a_doubled_sender_is_unreadable(sms: SmsChannel) -> None:
    with pytest.raises(UnreadableError):
        sms.read(sms_form() + b"&From=%2B33639980022")


def test_any_number_of_our_messaging_service_may_be_written_to(twilio: Provider) -> None:
    sms = SmsChannel(replace(SMS, number="", service=SERVICE))
    assert sms.read(sms_form(To="+33939980099", MessagingServiceSid=SERVICE)).kind == "text"


async def test_a_doubtful_message_is_found_by_its_text_and_time(sms: SmsChannel, twilio: Provider) -> None:
    early = "Mon, 19 Oct 2026 14:57:00 +0000"
    right = [listed(1, body="A mardi ?"), listed(2, body="", status="failed", error_code="30003")]
    wrong = [
        listed(3, body="Autre"),
        listed(4, date_created=early),
        listed(5, date_created=None),
        listed(6, direction="inbound"),
        listed(7, **{"from": "+33939980099"}),
        listed(8, to="+33639980022"),
    ]
    twilio.answers(200, page(*right, *wrong, right[0]))
    found = await sms.find(FATOU, "À mardi ?", SINCE)
    assert [(receipt.provider_id, receipt.status) for receipt in found] == [
        (right[0]["sid"], "sent"),
        (right[1]["sid"], "failed"),
    ]
    assert twilio.asked[0].fields["To"] == FATOU


async def test_pages_that_repeat_for_ever_come_to_an_end(sms: SmsChannel, twilio: Provider) -> None:
    again = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json?PageToken=again"
    twilio.answers(200, page(*[listed(n) for n in range(200)], then=again))
    assert len(await sms.find(FATOU, "A mardi ?", SINCE)) == 200
    assert len(twilio.asked) <= 5


async def test_what_was_missed_comes_as_its_webhook_would_have_oldest_first(sms: SmsChannel, twilio: Provider) -> None:
    inbound = {"direction": "inbound", "from": FATOU, "to": NUMBER, "num_media": "0"}
    twilio.answers(200, page(listed(2, **inbound, body="STOP"), listed(1, **inbound, body="oui"), listed(3)))
    heard = [sms.read(raw) for raw in await sms.missed(SINCE)]
    assert [(sms.text, sms.address) for sms in heard] == [("oui", FATOU), ("STOP", FATOU)]
    assert twilio.asked[0].fields["DateSent>"] == "2026-10-19T14:58:00Z"


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [(401, sms_error(20003), CREDENTIALS), (200, "<html>", NO_OUTCOME), (200, {}, NO_OUTCOME), (500, "", NO_OUTCOME)],
)
async def test_a_listing_that_fails_says_so(
    sms: SmsChannel, twilio: Provider, status: int, body: object, failure: object
) -> None:
    twilio.answers(status, body)
    with pytest.raises(UnavailableError) as refused:
        await sms.missed(SINCE)
    assert refused.value.failure is failure


async def test_no_log_holds_a_number_or_a_text(
    sms: SmsChannel, twilio: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await sms.send(outgoing(FATOU), 5)
    twilio.answers(200, page())
    await sms.missed(SINCE)
    twilio.answers(HANGS)
    await asyncio.gather(sms.send(outgoing(FATOU), 0.02), sms.send(outgoing(FATOU), 0.02))
    assert caplog.text == ""


def test_what_a_value_says_of_itself_holds_neither_secret_nor_text() -> None:
    said = repr(SMS) + repr(outgoing(FATOU)) + repr(SmsChannel(SMS).read(sms_form(Body="Bonjour")))
    assert not any(hidden in said for hidden in ("secret'", FATOU, "Bonjour"))
