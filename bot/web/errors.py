"""What is said when something is refused or does not work: one French sentence, never a traceback."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

log = logging.getLogger(__name__)

_SENTENCES = {
    404: "Cette page n’existe pas.",
    405: "Cette adresse ne se lit pas ainsi.",
}
_REFUSED = "Cette demande ne peut pas être acceptée."
_BUSY = "La base de données est occupée : réessayez dans un instant."
_BROKEN = "Quelque chose n’a pas fonctionné chez nous."


class DatabaseBusyError(Exception):
    """The database did not answer while somebody was kept waiting."""


def refused(request: Request, error: Exception) -> Response:
    """Answer an HTTPException with its sentence."""
    assert isinstance(error, HTTPException)
    ours = error.detail.endswith(".")
    sentence = error.detail if ours else _SENTENCES.get(error.status_code, _REFUSED)
    return _said(request, error.status_code, sentence, error.headers)


def busy(request: Request, error: Exception) -> Response:
    """Answer 503 when the database could not be had; whoever wrote may try again."""
    log.warning("The database was busy: %s", type(error).__name__, extra={"action": "database_busy"})
    return _said(request, 503, _BUSY, {"Retry-After": "2"})


def gone(_request: Request, _error: Exception) -> Response:
    """Nobody is left to read the answer."""
    return Response(status_code=400)


def broken(request: Request, error: Exception) -> Response:
    """Answer 500 and name the error's type in the log, without its words."""
    log.error("A request failed: %s", type(error).__name__, extra={"action": "request_failed"})
    return _said(request, 500, _BROKEN, None)


HANDLERS: dict[Any, Callable[[Request, Exception], Response]] = {
    HTTPException: refused,
    DBAPIError: busy,
    DatabaseBusyError: busy,
    PoolTimeout: busy,
    ClientDisconnect: gone,
    Exception: broken,
}


def _said(request: Request, status: int, sentence: str, headers: Mapping[str, str] | None) -> Response:
    if request.url.path.startswith(("/phones", "/clock")):
        return JSONResponse({"error": sentence}, status, headers)
    return PlainTextResponse(sentence + "\n", status, headers)
