"""Whether Relais is well, for a watchman and for Prometheus; counts only, nobody is named."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.metrics import Counts, count, in_prometheus_words
from bot.web.relais import Relais
from messages import bookmarks
from messages.shared_roles import shown

HEARTBEAT = "heartbeat"
"""The bookmark in which the dispatcher says that it lives (ISO, UTC)."""
SILENCE = timedelta(minutes=2)
"""A dispatcher not heard of for so long is taken for dead."""


def health_routes(relais: Relais) -> list[Route]:
    """`/health` (503 when the database does not answer) and `/metrics`."""

    def roles() -> list[str]:
        return [shown(role) for role in relais.roles()]

    async def health(_request: Request) -> JSONResponse:
        now = relais.clock.now()
        try:
            state = await relais.store.read(_state, now, relais.rehearsal)
        except SQLAlchemyError:
            return JSONResponse({"ok": False, "database": "silent"}, 503)
        return JSONResponse(state | {"roles": roles()})

    async def metrics(_request: Request) -> Response:
        now = relais.clock.now()
        counts = await relais.store.read(count, now)
        return Response(in_prometheus_words(counts, roles(), now), media_type="text/plain; version=0.0.4")

    return [Route("/health", health), Route("/metrics", metrics)]


def _state(session: Session, now: datetime, leaping: bool) -> dict[str, Any]:
    """How things stand; a `leaping` clock says nothing about how long ago the last heartbeat was."""
    counts: Counts = count(session, now)
    beat = bookmarks.get(session, HEARTBEAT)
    alive = beat is None or leaping or now - datetime.fromisoformat(beat) < SILENCE
    return {
        "ok": alive,
        "database": "ok",
        "dispatcher": {"heartbeat": beat, "alive": alive if beat else None},
        "waiting": counts.waiting,
        "doubtful": counts.doubtful,
        "in_doubt": {
            "attempts": counts.in_doubt,
            "since": counts.doubt_since.isoformat() if counts.doubt_since else None,
        },
        "oldest_due_late_seconds": counts.late_seconds,
        "inbox": {"open": counts.inbox_open, "urgent": counts.inbox_urgent},
    }
