"""SMS at the door: the signature first, then written down, then acknowledged with nothing to say."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError
from twilio.request_validator import RequestValidator

from bot.web.app import web_app
from bot.web.errors import DatabaseBusyError
from bot.web.webhooks import COMMITTED_WITHIN, committed
from tests.web.bench import ACCOUNT, AUTH_TOKEN, OURS, PUBLIC, Bench, kept
from tests.web.browsers import browsing

SMS, STATUS = "/webhooks/sms", "/webhooks/sms/status"
FATOU = "+33639980001"
SID = "SM" + "1" * 32
YES = {"MessageSid": SID, "AccountSid": ACCOUNT, "From": FATOU, "To": OURS, "Body": "Oui, à 2", "NumMedia": "0"}
FORM = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def signature(path: str, form: Mapping[str, str], token: str = AUTH_TOKEN) -> str:
    return str(RequestValidator(token).compute_signature(PUBLIC + path, dict(form)))


async def text_in(browser: AsyncClient, form: Mapping[str, str], path: str = SMS, token: str = AUTH_TOKEN) -> Response:
    headers = {"X-Twilio-Signature": signature(path, form, token), "Content-Type": FORM}
    return await browser.post(path, content=urlencode(form), headers=headers)


async def test_a_signed_sms_is_written_down_and_acknowledged_with_nothing_to_say(
    bench: Bench, browser: AsyncClient
) -> None:
    answer = await text_in(browser, YES)
    assert (answer.status_code, answer.text) == (200, "<Response/>")
    assert answer.headers["content-type"].startswith("text/xml")
    assert bench.store.reading(kept) == [("sms", SID, urlencode(YES))]


async def test_the_same_sms_again_is_acknowledged_and_kept_once(bench: Bench, browser: AsyncClient) -> None:
    for _ in range(3):
        assert (await text_in(browser, YES)).status_code == 200
    assert len(bench.store.reading(kept)) == 1


async def test_a_parameter_nobody_announced_is_welcome(browser: AsyncClient) -> None:
    assert (await text_in(browser, {**YES, "Tomorrow": "", "É": "é"})).status_code == 200


async def test_a_wrong_signature_is_refused_and_nothing_is_kept(bench: Bench, browser: AsyncClient) -> None:
    assert (await text_in(browser, YES, token="guessed")).status_code == 403
    content, right = urlencode(YES), signature(SMS, YES)
    for values in ([], ["é".encode()], [b""], [right.encode(), right.encode()], [right[:-2].encode()]):
        headers = [(b"Content-Type", FORM.encode()), *((b"X-Twilio-Signature", value) for value in values)]
        assert (await browser.post(SMS, content=content, headers=headers)).status_code == 403
    assert bench.store.reading(kept) == []


async def test_the_signature_holds_for_our_public_address_whatever_the_request_claims(browser: AsyncClient) -> None:
    headers = {"X-Twilio-Signature": signature(SMS, YES), "Content-Type": FORM}
    lies = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    assert (await browser.post(SMS, content=urlencode(YES), headers={**headers, **lies})).status_code == 200
    assert (await browser.post(f"{SMS}?a=b", content=urlencode(YES), headers=headers)).status_code == 403


async def test_another_account_is_refused_however_well_it_signs(browser: AsyncClient) -> None:
    assert (await text_in(browser, {**YES, "AccountSid": "AC" + "9" * 32})).status_code == 403


async def test_a_signed_sms_without_a_usable_name_is_kept_under_its_digest(bench: Bench, browser: AsyncClient) -> None:
    assert (await text_in(browser, {**YES, "MessageSid": "x" * 10_000})).status_code == 200
    ((_, provider_id, _),) = bench.store.reading(kept)
    assert provider_id.startswith("sha256-")


@pytest.mark.parametrize(
    ("method", "content", "kind", "status"),
    [
        ("GET", b"", FORM, 405),
        ("PUT", b"", FORM, 405),
        ("POST", b"", FORM, 403),
        ("POST", b"a=b", "", 415),
        ("POST", b"{}", "application/json", 415),
        ("POST", b"a", "text/plain; charset=nope", 415),
        ("POST", b"\xff\x00%zz&&==", FORM, 403),
        ("POST", b"a" * 70_000, FORM, 413),
        ("POST", b"a=b&" * 10_000, FORM, 403),
    ],
)
@pytest.mark.parametrize("path", [SMS, STATUS])
async def test_what_is_no_webhook_of_twilio_is_turned_away(
    browser: AsyncClient, path: str, method: str, content: bytes, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind, "X-Twilio-Signature": "x"}
    assert (await browser.request(method, path, content=content, headers=headers)).status_code == status


async def test_a_status_is_settled_for_the_attempt_in_its_address(bench: Bench, browser: AsyncClient) -> None:
    form = {"MessageSid": SID, "AccountSid": ACCOUNT, "MessageStatus": "delivered"}
    answer = await text_in(browser, form, f"{STATUS}?a={'a' * 32}")
    assert answer.status_code == 204
    (receipt,) = bench.receipts
    assert (receipt.attempt, receipt.provider_id, receipt.status) == ("a" * 32, SID, "delivered")


async def test_a_status_without_a_status_is_acknowledged_and_forgotten(bench: Bench, browser: AsyncClient) -> None:
    assert (await text_in(browser, YES, STATUS)).status_code == 204
    assert bench.receipts == []


async def test_without_an_account_nobody_is_at_the_door(bench: Bench) -> None:
    bare = Bench(bench.store, {"RELAIS_PUBLIC_URL": PUBLIC})
    async with browsing(web_app(bare)) as browser:
        assert (await text_in(browser, YES)).status_code == 404


class Busy(Bench):
    async def take_in(self, channel: str, provider_id: str, raw: str) -> bool:
        raise OperationalError("INSERT", {}, Exception("locked"))


async def test_a_busy_database_asks_the_provider_to_come_again(bench: Bench) -> None:
    async with browsing(web_app(Busy(bench.store))) as browser:
        answer = await text_in(browser, YES)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"


class Locked(Bench):
    async def take_in(self, channel: str, provider_id: str, raw: str) -> bool:
        return await asyncio.Event().wait()


async def test_a_provider_is_not_kept_waiting_for_a_locked_database(bench: Bench) -> None:
    with pytest.raises(DatabaseBusyError):
        await committed(Locked(bench.store).take_in("sms", SID, ""), 0.01)
    assert COMMITTED_WITHIN < 5


class Broken(Bench):
    error: Exception = DatabaseBusyError()

    async def take_in(self, channel: str, provider_id: str, raw: str) -> bool:
        raise self.error


@pytest.mark.parametrize("kind", [DatabaseBusyError, DatabaseError, InternalError, InterfaceError])
async def test_whatever_keeps_the_database_from_writing_the_provider_comes_again(
    bench: Bench, kind: type[Exception]
) -> None:
    broken = Broken(bench.store)
    broken.error = kind("INSERT", {}, Exception("disk full")) if issubclass(kind, DBAPIError) else kind()
    async with browsing(web_app(broken)) as browser:
        assert (await text_in(browser, YES)).status_code == 503
