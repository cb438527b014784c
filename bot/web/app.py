"""The web side of Relais: webhooks, health, and in a rehearsal the phones and the clock."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.web.clock import clock_routes
from bot.web.errors import HANDLERS
from bot.web.headers import Headers
from bot.web.health import health_routes
from bot.web.names import KnownName
from bot.web.pages import static_files
from bot.web.phones import phone_routes
from bot.web.relais import Relais
from bot.web.replies import reply_routes
from bot.web.webhooks import webhook_routes


def health_app(relais: Relais) -> Starlette:
    """What a worker without pages shows a watchman."""
    return _app(relais, health_routes(relais))


def web_app(relais: Relais) -> Starlette:
    """An application around an assembled Relais; it starts nothing and stops nothing."""
    routes: list[BaseRoute] = [*webhook_routes(relais), *health_routes(relais), *reply_routes(relais), static_files()]
    if relais.rehearsal:
        routes += [*phone_routes(relais), *clock_routes(relais)]
    return _app(relais, routes)


def _app(relais: Relais, routes: Sequence[BaseRoute]) -> Starlette:
    middleware = [Middleware(Headers), Middleware(KnownName, public_url=relais.settings.public_url)]
    app = Starlette(routes=routes, middleware=middleware, exception_handlers=HANDLERS)
    app.router.redirect_slashes = False  # it would send people on to whatever name the request claims
    return app
