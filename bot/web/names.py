"""Which names our pages answer to: another site that points its own name at this machine must not read them."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_FOR_ANYBODY = ("/webhooks/", "/health", "/metrics")
"""Proved otherwise, or naming nobody."""
_REFUSED = "Cette page ne s’ouvre pas sous ce nom : prenez http://127.0.0.1 avec le même port."


class KnownName:
    """Refuses (403) a Host that is neither an IP address, nor localhost, nor our public name."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app, self._public = app, urlsplit(public_url).hostname

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what asks for us by a name of ours."""
        refused = scope["type"] == "http" and not scope["path"].startswith(_FOR_ANYBODY) and not self._ours(scope)
        await (JSONResponse({"error": _REFUSED}, 403) if refused else self._app)(scope, receive, send)

    def _ours(self, scope: Scope) -> bool:
        try:
            name = urlsplit(f"//{Request(scope).headers.get('host', '')}").hostname or ""
            return name in ("localhost", self._public) or bool(ip_address(name))
        except ValueError:
            return False
