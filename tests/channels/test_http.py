"""The wire that all channels share: through the proxy that the environment names, and no body without end."""

import pytest

from messages.channels.http import Pool, body_of
from tests.channels.provider import Provider

PROXIES = ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY")


@pytest.fixture(autouse=True)
def no_proxy_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


async def test_what_is_sent_goes_through_the_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Provider(status=200, body="through") as proxy:
        monkeypatch.setenv("http_proxy", proxy.root)
        pool = Pool("http://telegram.invalid")
        async with pool.session.get("http://telegram.invalid/bot") as answer:
            assert await body_of(answer) == b"through"
        await pool.close()


async def test_a_host_that_needs_no_proxy_is_asked_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Provider(status=200, body="direct") as provider:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        pool = Pool(provider.root)
        async with pool.session.get(provider.root) as answer:
            assert await body_of(answer) == b"direct"
        await pool.close()


async def test_a_body_without_end_is_no_answer() -> None:
    async with Provider(status=200, body="x" * 2000) as provider:
        pool = Pool(provider.root)
        async with pool.session.get(provider.root) as answer:
            with pytest.raises(ValueError, match="too large"):
                await body_of(answer, most=1000)
        await pool.close()
