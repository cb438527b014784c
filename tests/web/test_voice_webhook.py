"""A call at the door: proof first, written down, and refused so that it costs nothing."""

from urllib.parse import urlencode

import pytest
from httpx import AsyncClient

from tests.web.bench import ACCOUNT, OURS, Bench, kept
from tests.web.test_sms_webhook import FORM, signature

VOICE = "/webhooks/voice"
CALL = {
    "CallSid": "CA" + "1" * 32, "AccountSid": ACCOUNT, "From": "+33639980001", "To": OURS,
    "CallStatus": "ringing", "Direction": "inbound", "ApiVersion": "2010-04-01",
}  # fmt: skip

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def ring(browser: AsyncClient, form: dict[str, str], sign: str | None = None) -> tuple[int, str]:
    headers = {"X-Twilio-Signature": sign or signature(VOICE, form), "Content-Type": FORM}
    answer = await browser.post(VOICE, content=urlencode(form), headers=headers)
    return answer.status_code, answer.text


async def test_a_signed_call_is_written_down_and_refused_politely(bench: Bench, browser: AsyncClient) -> None:
    assert await ring(browser, CALL) == (200, '<Response><Reject reason="busy"/></Response>')
    assert bench.store.reading(kept) == [("sms", CALL["CallSid"], urlencode(CALL))]


async def test_the_same_call_again_is_kept_once(bench: Bench, browser: AsyncClient) -> None:
    for status in ("ringing", "completed"):
        assert (await ring(browser, CALL | {"CallStatus": status}))[0] == 200
    assert len(bench.store.reading(kept)) == 1


@pytest.mark.parametrize("change", [{"AccountSid": "AC" + "9" * 32}, {}])
async def test_what_is_not_ours_or_not_signed_is_refused(
    bench: Bench, browser: AsyncClient, change: dict[str, str]
) -> None:
    assert (await ring(browser, CALL | change, None if change else "forged"))[0] == 403
    assert bench.store.reading(kept) == []


@pytest.mark.parametrize("missing", ["CallSid", "From", "To", "CallStatus", "Direction"])
async def test_a_call_with_something_missing_never_breaks_anything(browser: AsyncClient, missing: str) -> None:
    form = {name: value for name, value in CALL.items() if name != missing}
    assert (await ring(browser, form))[0] == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_other_ways_of_knocking_are_refused(browser: AsyncClient, method: str) -> None:
    assert (await browser.request(method, VOICE)).status_code == 405


async def test_json_is_refused(browser: AsyncClient) -> None:
    assert (await browser.post(VOICE, json=CALL)).status_code == 415
