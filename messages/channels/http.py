"""What the wires to all providers share: a pool of connections each, no redirect, no body larger than makes sense."""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ConnectionTimeoutError)
"""Errors that are raised before a request has been written to anyone."""
BROKEN = (aiohttp.ClientError,)
CONNECTIONS = 64
_LARGEST = 4 << 20
_CONNECT_SECONDS = 10


class Pool:
    """The connections to one provider at `root`, opened when first needed."""

    def __init__(self, root: str) -> None:
        self._proxy = _proxy(root)
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session; needs a running event loop. It has no deadline of its own but for connecting."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=None, connect=_CONNECT_SECONDS)
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout, proxy=self._proxy)
        return self._session

    async def close(self) -> None:
        """Lets the connections go; the next request would open new ones."""
        if self._session is not None:
            await self._session.close()
        self._session = None


def _proxy(root: str) -> str | None:
    """The proxy that the environment names for this host, asked once: aiohttp would ask at every request."""
    found = urlsplit(root)
    return None if proxy_bypass(found.hostname or "") else getproxies().get(found.scheme)


async def body_of(response: aiohttp.ClientResponse, most: int = _LARGEST) -> bytes:
    """The whole body; raises ValueError beyond `most` bytes."""
    whole = bytearray()
    async for chunk in response.content.iter_any():
        whole += chunk
        if len(whole) > most:
            raise ValueError("an answer too large to be one")
    return bytes(whole)
