"""The rehearsal's clock: what time it is there, what comes next, and moving it forward."""

from datetime import datetime, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.web.guards import from_here, json_object
from bot.web.relais import ClockError, Relais

FURTHEST = timedelta(days=731)
"""The longest leap at once."""

_HOW = 'Donnez une date et une heure, par exemple 2026-10-20T14:00, ou bien {"next": true}.'


def clock_routes(relais: Relais) -> list[Route]:
    """`GET /clock.json` and `POST /clock`."""

    async def tell(_request: Request) -> JSONResponse:
        return JSONResponse(await clock_as_json(relais))

    async def move(request: Request) -> JSONResponse:
        from_here(request)
        wanted = await json_object(request)
        try:
            await _move(relais, wanted)
        except ClockError as error:
            raise HTTPException(400, str(error)) from None
        return JSONResponse(await clock_as_json(relais))

    return [Route("/clock.json", tell), Route("/clock", move, methods=["POST"])]


async def clock_as_json(relais: Relais) -> dict[str, Any]:
    """The moment and what comes next, with the offset of the association's time zone."""
    coming = await relais.next_thing()
    return {
        "now": local_iso(relais, relais.clock.now()),
        "next": coming and {"at": local_iso(relais, coming.at), "what": coming.what},
    }


def local_iso(relais: Relais, moment: datetime) -> str:
    """ISO 8601 to the second, in local time with its offset."""
    return moment.astimezone(relais.settings.timezone).isoformat(timespec="seconds")


async def _move(relais: Relais, wanted: dict[str, Any]) -> None:
    if wanted.get("next") is True:
        await relais.move_to_next()
    else:
        await relais.move_clock(_moment(relais, wanted.get("to")))


def _moment(relais: Relais, text: object) -> datetime:
    """A moment as typed, local where it names no offset; raises ClockError with what to do instead."""
    try:
        moment = datetime.fromisoformat(text if isinstance(text, str) else "")
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=relais.settings.timezone)
        leap = moment - relais.clock.now()
    except (ValueError, OverflowError):
        raise ClockError(_HOW) from None
    if leap > FURTHEST:
        raise ClockError("C’est trop loin : avancez de deux ans au plus à la fois.")
    return moment
