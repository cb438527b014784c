"""What somebody does with a rehearsal phone, put as its channel hears it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from sqlmodel import Session
from starlette.exceptions import HTTPException

from bot.web.handsets import Handset
from bot.web.threads import data_behind
from messages.channels.base import clean

LONGEST = 4096
"""Characters; no phone sends a longer text in one go (Telegram's limit)."""

_HOW = (
    'Il faut soit {"text": "…"}, soit {"press": "…"} avec le libellé d’un bouton, '
    'soit {"call": true} depuis un téléphone à SMS.'
)


@dataclass(frozen=True)
class Spoken:
    """A line ready to be taken in: its channel, its own id, and the raw body."""

    channel: str
    provider_id: str
    raw: str


def spoken(session: Session, phone: Handset, wanted: Mapping[str, object]) -> Spoken:
    """The line that `wanted` ({"text"}, {"press": label} or {"call": true}) means.

    HTTPException 400 says what is wrong with it.
    """
    match dict(wanted):
        case {"text": str(text)} if "press" not in wanted and "call" not in wanted:
            return _line(phone, "text", _typed(text))
        case {"call": True} if len(wanted) == 1 and phone.medium == "sms":
            return _line(phone, "call", "missed")
        case {"press": str(label)} if "text" not in wanted and "call" not in wanted:
            return _line(phone, "press", _pressed(session, phone, label))
        case _:
            raise HTTPException(400, _HOW)


def _typed(text: str) -> str:
    whole = clean(text)
    if not whole.strip():
        raise HTTPException(400, "Le message est vide : écrivez quelque chose.")
    if len(whole) > LONGEST:
        raise HTTPException(400, f"Le message est trop long : {LONGEST} caractères au plus.")
    return whole


def _pressed(session: Session, phone: Handset, label: str) -> str:
    data = data_behind(session, phone.address_id, label)
    if data is None:
        raise HTTPException(400, "Aucun message de ce téléphone ne porte ce bouton.")
    return data


def _line(phone: Handset, kind: str, content: str) -> Spoken:
    provider_id = uuid4().hex
    raw = json.dumps({"id": provider_id, "from": phone.value, kind: content}, ensure_ascii=False)
    return Spoken(f"rehearsal-{phone.medium}", provider_id, raw)
