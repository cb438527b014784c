"""The rehearsal page: every phone with what is really on it, as a page for people and as JSON."""

from typing import Any

from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.clock import clock_as_json, local_iso
from bot.web.guards import from_here, json_object
from bot.web.handsets import Handset, handset, handsets
from bot.web.pages import templates
from bot.web.relais import Relais
from bot.web.saying import Spoken, spoken
from bot.web.threads import Bubble, threads


def phone_routes(relais: Relais) -> list[Route]:
    """`/phones`, its JSON, and saying something from a phone; only for rehearsals."""
    page = _Phones(relais)
    return [
        Route("/", lambda _request: RedirectResponse("/phones")),
        Route("/phones", page.show),
        Route("/phones.json", page.listing),
        Route("/phones/version", page.version),
        Route("/phones/board", page.board),
        Route("/phones/{name}.json", page.thread),
        Route("/phones/{name}/say", page.say, methods=["POST"]),
    ]


class _Phones:
    def __init__(self, relais: Relais) -> None:
        self._relais = relais
        self._templates = templates()

    async def show(self, request: Request) -> Response:
        return self._templates.TemplateResponse(request, "phones.html", {"educator": self._relais.programme.educator})

    async def listing(self, _request: Request) -> JSONResponse:
        phones = await self._relais.store.read(handsets)
        return JSONResponse([_card(phone) for phone in phones])

    async def version(self, _request: Request) -> JSONResponse:
        now = local_iso(self._relais, self._relais.clock.now())
        return JSONResponse({"version": self._relais.store.version(), "now": now})

    async def board(self, _request: Request) -> JSONResponse:
        version = self._relais.store.version()
        phones = await self._relais.store.read(_everything)
        return JSONResponse(
            {
                "version": version,
                "clock": await clock_as_json(self._relais),
                "planned": await self._planned(),
                "phones": [
                    {**self._screen(phone, bubbles), **_sheet(phone), "mute": self._one_way(phone)}
                    for phone, bubbles in phones
                ],
            }
        )

    async def thread(self, request: Request) -> JSONResponse:
        phone = await self._phone(request)
        found = await self._relais.store.read(threads, [phone.address_id])
        return JSONResponse(self._screen(phone, found[phone.address_id]))

    async def say(self, request: Request) -> JSONResponse:
        from_here(request)
        phone = await self._phone(request)
        wanted = await json_object(request)
        if self._one_way(phone) and "call" not in wanted:
            raise HTTPException(409, "Ce téléphone ne peut pas répondre par SMS : ouvrez le lien, ou appelez.")
        said: Spoken = await self._relais.store.read(spoken, phone, wanted)
        await self._relais.take_in_and_handle(said.channel, said.provider_id, said.raw)
        return JSONResponse({"ok": True})

    def _one_way(self, phone: Handset) -> bool:
        return self._relais.programme.one_way(phone.medium)

    async def _phone(self, request: Request) -> Handset:
        found = await self._relais.store.read(handset, request.path_params["name"])
        if found is None:
            raise HTTPException(404, "Aucun téléphone ne porte ce nom.")
        return found

    async def _planned(self) -> list[dict[str, str]]:
        return [
            {
                "at": local_iso(self._relais, item.at),
                "who": item.who,
                "what": item.what,
                "verdict": item.verdict,
            }
            for item in await self._relais.planned()
        ]

    def _screen(self, phone: Handset, bubbles: list[Bubble]) -> dict[str, Any]:
        timezone = self._relais.settings.timezone
        return {
            "name": phone.name,
            "medium": phone.medium,
            "language": phone.language,
            "messages": [bubble.as_json(timezone) for bubble in bubbles],
        }


def _everything(session: Session) -> list[tuple[Handset, list[Bubble]]]:
    phones = handsets(session)
    screens = threads(session, [phone.address_id for phone in phones])
    return [(phone, screens[phone.address_id]) for phone in phones]


def _card(phone: Handset) -> dict[str, str]:
    return {"name": phone.name, "medium": phone.medium, "language": phone.language, "role": phone.role}


def _sheet(phone: Handset) -> dict[str, Any]:
    return {"role": phone.role, "title": phone.title, "marks": list(phone.marks)}
