"""A browser without a window, for any application."""

from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette


def browsing(app: Starlette) -> AsyncClient:
    """Speaks to `app` as the machine itself would."""
    return AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url="http://127.0.0.1:8000")
