"""The page behind the link of an SMS that cannot be answered: one sentence, a few buttons, no script, no account."""

from datetime import datetime
from urllib.parse import parse_qsl

from sqlmodel import Session, col, func, select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.guards import capped_body
from bot.web.pages import templates
from bot.web.relais import Relais
from bot.web.webhooks import committed
from messages.buttons import button_data
from messages.channels.page import PAGE, START, STOP, pressed, said
from messages.contacts import Address, Contact
from messages.inbox import Received
from messages.outbox import Attempt, Message
from messages.reply_links import behind
from scheduler.activities import ANNOUNCED, Activity, of_topic
from scheduler.facts import activity_facts

BODY_LIMIT = 1024
Found = tuple[Attempt, Message, Address, Contact | None, Activity | None]


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

    async def show(self, request: Request) -> Response:
        found = await self._found(request)
        return self._sheet(request, found, "") if found else self._unknown(request)

    async def take(self, request: Request) -> Response:
        found = await self._found(request)
        if found is None:
            return self._unknown(request)
        fields = parse_qsl((await capped_body(request, BODY_LIMIT)).decode("ascii", "replace"), max_num_fields=8)
        choice = dict(fields).get("choice", "")
        attempt, _, address, _, _ = found
        if choice == "leave":
            return self._sheet(request, found, "", sure=True)
        choices = [one for _, one in attempt.buttons]
        if choice in choices:
            line = pressed(address.value, button_data(attempt.id, choices.index(choice)))
        elif choice in (STOP, START):
            line = said(address.value, choice)
        else:
            raise HTTPException(400)
        serial = await self._relais.store.read(_heard, attempt.id)
        take_in = self._relais.take_in_and_handle if self._relais.rehearsal else self._relais.take_in
        await committed(take_in(PAGE, f"{attempt.id}:{choice}:{serial}", line))
        return self._sheet(request, found, choice)

    async def _found(self, request: Request) -> Found | None:
        return await self._relais.store.read(_behind, request.path_params["token"], self._relais.clock.now())

    def _say(self, key: str, language: str, **facts: object) -> str:
        known = {"call_number": self._relais.programme.call_number, **facts}
        now = self._relais.clock.now()
        return self._relais.catalogue.render(key, language, "telegram", known, now, discreet=True).text

    def _sheet(self, request: Request, found: Found, chosen: str, sure: bool = False) -> Response:
        attempt, message, address, contact, about = found
        language = contact.language if contact else "fr"
        stopped = chosen == STOP or (address.stopped_at is not None and chosen != START)
        label = next((label for label, choice in attempt.buttons if choice == chosen), "")
        facts = activity_facts(about) if about else {}
        key = "feedback" if message.kind == "feedback" else "invitation"
        ahead = about is not None and about.status == ANNOUNCED and about.starts_at > self._relais.clock.now()
        offers = bool(attempt.buttons) and about is not None and (ahead or key == "feedback") and not stopped
        question = self._say(key if offers else "page/hello", language, **facts)
        heard = {STOP: "page/left", START: "page/returned"}.get(chosen, "page/chosen" if label else "")
        if sure:
            question, offers = self._say("page/leave-sure", language), False
        elif stopped:
            question = self._say("page/left", language)
        elif heard:
            question = self._say(heard, language, answer=label)
        buttons = attempt.buttons if offers else []
        leaving = [[self._say("page/return" if stopped else "page/leave", language), START if stopped else "leave"]]
        if sure:
            leaving = [[self._say("page/leave-yes", language), STOP]]
        return self._written(request, language, question, [*buttons, *leaving])

    def _unknown(self, request: Request) -> Response:
        return self._written(request, "fr", self._say("page/unknown", "fr"), [], 404)

    def _written(
        self, request: Request, language: str, text: str, buttons: list[list[str]], status: int = 200
    ) -> Response:
        shown = {
            "language": language, "direction": "rtl" if self._relais.catalogue.right_to_left(language) else "ltr",
            "lines": text.split("\n"), "buttons": buttons, "title": self._say("page/title", language),
        }  # fmt: skip
        return self._templates.TemplateResponse(
            request, "reply.html", shown, status, {"X-Robots-Tag": "noindex, nofollow"}
        )


def _behind(session: Session, token: str, now: datetime) -> Found | None:
    attempt = behind(session, token, now)
    if attempt is None:
        return None
    message, address = session.get_one(Message, attempt.message_id), session.get_one(Address, attempt.address_id)
    contact = session.get(Contact, message.contact_id) if message.contact_id is not None else None
    return attempt, message, address, contact, of_topic(session, message.topic)


def _heard(session: Session, attempt_id: str) -> int:
    """How often this link was used: two taps at once are one."""
    query = select(func.count()).where(Received.channel == PAGE, col(Received.provider_id).startswith(f"{attempt_id}:"))
    return session.exec(query).one()
