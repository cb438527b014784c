"""The page behind the link of an SMS that cannot be answered: a few buttons, no script, no account."""

import time
from collections import defaultdict, deque
from urllib.parse import parse_qsl

from sqlmodel import Session, col, select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.guards import capped_body
from bot.web.pages import templates
from bot.web.relais import Relais
from bot.web.reply_sheet import LEAVE, STAY, Link, Sheet, Sheets, link_behind
from bot.web.webhooks import committed
from messages.buttons import button_data
from messages.channels.page import PAGE, START, STOP, pressed, said
from messages.inbox import Received

BODY_LIMIT, FIELDS = 1024, 8
GUESSES, MINUTE = 30, 60.0
"""Unknown tokens from one peer in a minute; a link that opens something is never counted."""
PEERS = 1000
"""Peers remembered at most."""
_FORM = "application/x-www-form-urlencoded"
_NOT_LISTED = {"X-Robots-Tag": "noindex, nofollow"}


def reply_routes(relais: Relais) -> list[Route]:
    """`/r/…`; only a POST has an effect: a preview or a scanner opens the link too."""
    page = _Page(relais)
    return [
        Route("/r/{token}", page.show, methods=["GET"]),
        Route("/r/{token}", page.take, methods=["POST"]),
    ]


class _Page:
    def __init__(self, relais: Relais) -> None:
        self._relais, self._templates = relais, templates()
        self._sheets = Sheets(relais.catalogue, relais.programme.call_number)
        self._guesses: defaultdict[str, deque[float]] = defaultdict(deque)

    async def show(self, request: Request) -> Response:
        link = await self._behind(request)
        return self._written(request, link, "")

    async def take(self, request: Request) -> Response:
        link = await self._behind(request)
        if link is None:
            return self._written(request, link, "")
        choice = await _choice(request)
        if choice not in (LEAVE, STAY):
            await self._take_in(link, choice)
        return self._written(request, link, choice)

    async def _take_in(self, link: Link, choice: str) -> None:
        if choice in (STOP, START):
            line = said(link.address.value, choice)
        elif choice in link.choices:
            line = pressed(link.address.value, button_data(link.attempt.id, link.choices.index(choice)))
        else:
            raise HTTPException(400)
        last, times = await self._relais.store.read(_last_choice, link.attempt.id)
        if choice != last:
            take_in = self._relais.take_in_and_handle if self._relais.rehearsal else self._relais.take_in
            await committed(take_in(PAGE, f"{link.attempt.id}:{choice}:{times}", line))

    async def _behind(self, request: Request) -> Link | None:
        link = await self._relais.store.read(link_behind, request.path_params["token"], self._relais.clock.now())
        if link is None:
            self._count(request.client.host if request.client else "")
        return link

    def _count(self, peer: str) -> None:
        now = time.monotonic()
        if len(self._guesses) > PEERS:
            self._guesses.clear()
        recent = self._guesses[peer]
        while recent and recent[0] < now - MINUTE:
            recent.popleft()
        recent.append(now)
        if len(recent) > GUESSES:
            raise HTTPException(429, "Trop d’essais : attendez une minute.")

    def _written(self, request: Request, link: Link | None, chosen: str) -> Response:
        now = self._relais.clock.now()
        sheet: Sheet = self._sheets.unknown(now) if link is None else self._sheets.of(link, chosen, now)
        language = link.language if link else "fr"
        shown = {
            "language": language,
            "direction": "rtl" if self._relais.catalogue.right_to_left(language) else "ltr",
            "title": self._sheets.line("page/title", language, now),
            "lines": sheet.lines,
            "buttons": sheet.buttons,
        }
        return self._templates.TemplateResponse(request, "reply.html", shown, 404 if link is None else 200, _NOT_LISTED)


async def _choice(request: Request) -> str:
    """What was pressed; HTTPException for anything that no page of ours sends."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(415)
    body = await capped_body(request, BODY_LIMIT)
    try:
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=FIELDS)).get("choice", "")
    except ValueError:
        raise HTTPException(400) from None


def _last_choice(session: Session, attempt_id: str) -> tuple[str, int]:
    """What was pressed last on this page, and how many times anything was: the same tap again changes nothing."""
    query = (
        select(Received.provider_id)
        .where(Received.channel == PAGE, col(Received.provider_id).startswith(f"{attempt_id}:"))
        .order_by(col(Received.id))
    )
    taken = list(session.exec(query))
    return (taken[-1].split(":")[1] if taken else ""), len(taken)
