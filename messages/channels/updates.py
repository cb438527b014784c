"""What a Telegram update says, read without trusting any of it: whatever is odd is "other", never an exception."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from messages.channels.base import Incoming, Kind, Sound, UnreadableError, clean

_LARGEST = 1 << 20
_LONGEST_FILE_ID = 500
_LARGEST_COUNT = 1 << 31
_IDS = 1 << 63
_LATEST = 1 << 33
_START = re.compile(r"/start(?:@(?P<bot>\w+))?(?:\s+(?P<token>.*))?", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_FORWARDED = ("forward_origin", "forward_from", "forward_sender_name", "forward_date", "via_bot")
_ENVELOPE = {
    "message_id",
    "date",
    "chat",
    "from",
    "sender_chat",
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "users_shared",
    "chat_shared",
    "chat_background_set",
}
_MEMBERSHIP: dict[object, Kind] = {"kicked": "blocked", "member": "unblocked"}

Json = dict[str, Any]


def read_update(raw: bytes, bot_name: str) -> Incoming:
    """The update as Incoming; its id is the provider id. Raises UnreadableError when it has no usable id."""
    update = _parsed(raw)
    update_id = _id(update, "update_id")
    if not update_id or update_id.startswith("-"):
        raise UnreadableError("no usable update id")
    return Incoming(provider_id=update_id, medium="telegram", **_content(update, bot_name))


def _parsed(raw: bytes) -> Json:
    if len(raw) > _LARGEST:
        raise UnreadableError("too large")
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        raise UnreadableError("not JSON") from None
    if not isinstance(update, dict):
        raise UnreadableError("not an object")
    return update


def _content(update: Json, bot_name: str) -> Json:
    if message := _object(update, "message"):
        return _common(message) | _message(message, bot_name)
    if edited := _object(update, "edited_message"):
        return _common(edited) | {"kind": "edited", "text": _words(edited)}
    if press := _object(update, "callback_query"):
        return _press(press)
    if change := _object(update, "my_chat_member"):
        return _common(change) | {"kind": _membership(change)}
    return {"kind": "other"}


def _common(message: Json) -> Json:
    """Whose conversation it is; `private` only for one person writing in her own name."""
    chat, sender = _object(message, "chat"), _object(message, "from")
    alone = chat.get("type") == "private" and _id(chat, "id") == _id(sender, "id") != ""
    language = _text(sender, "language_code")
    return {
        "address": _id(chat, "id"),
        "language": language if _LANGUAGE.fullmatch(language) else None,
        "private": alone and not sender.get("is_bot") and "sender_chat" not in message,
        "sent_at": _moment(message.get("date")),
    }


def _message(message: Json, bot_name: str) -> Json:
    if any(mark in message for mark in _FORWARDED):
        return {"kind": "media", "text": _words(message)}
    if contact := _object(message, "contact"):
        return {"kind": "contact"} | _card(contact, _object(message, "from"))
    start = _START.fullmatch(_text(message, "text").strip())
    if start and _for_us(start["bot"], bot_name):
        return {"kind": "start", "text": (start["token"] or "").strip()}
    replied = _id(_object(message, "reply_to_message"), "message_id") or None
    return {"kind": _kind(message), "text": _words(message), "reply_to": replied, "sound": _sound(message)}


def _sound(message: Json) -> Sound | None:
    """A voice note, or a file of sound; what is said of it is not believed before the bytes are there."""
    said = _object(message, "voice") or _object(message, "audio")
    remote = _text(said, "file_id")
    if not remote or len(remote) > _LONGEST_FILE_ID:
        return None
    return Sound(remote, _text(said, "mime_type")[:80], _count(said, "duration"), _count(said, "file_size") or 0)


def _for_us(named: str | None, bot_name: str) -> bool:
    return not named or not bot_name or named.casefold() == bot_name.casefold()


def _kind(message: Json) -> Kind:
    if _text(message, "text"):
        return "text"
    return "media" if message.keys() - _ENVELOPE else "other"


def _card(contact: Json, sender: Json) -> Json:
    """Only her own number is kept: anyone can send somebody else's card."""
    own = _id(contact, "user_id") != "" and _id(contact, "user_id") == _id(sender, "id")
    phone = _text(contact, "phone_number")
    return {"own_card": own, "phone": "+" + phone.strip().lstrip("+") if own and phone else None}


def _press(press: Json) -> Json:
    message = _object(press, "message")
    common = _common(message | {"from": _object(press, "from"), "date": None})
    data, callback_id = _text(press, "data"), _text(press, "id")
    if not (data and callback_id and common["address"]):
        return common | {"kind": "other", "callback_id": callback_id or None}
    under = _id(message, "message_id") or None
    return common | {"kind": "press", "press": data, "callback_id": callback_id, "reply_to": under}


def _membership(change: Json) -> Kind:
    status = _text(_object(change, "new_chat_member"), "status")
    return _MEMBERSHIP.get(status, "other")


def _object(holder: Json, key: str) -> Json:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _text(holder: Json, key: str) -> str:
    value = holder.get(key)
    return clean(value) if isinstance(value, str) else ""


def _words(message: Json) -> str:
    return _text(message, "text") or _text(message, "caption")


def _id(holder: Json, key: str) -> str:
    value = holder.get(key)
    usable = isinstance(value, int) and not isinstance(value, bool) and -_IDS < value < _IDS
    return str(value) if usable else ""


def _count(holder: Json, key: str) -> int | None:
    value = holder.get(key)
    usable = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST_COUNT
    return value if usable else None


def _moment(date: object) -> datetime | None:
    if isinstance(date, int) and not isinstance(date, bool) and 0 < date < _LATEST:
        return datetime.fromtimestamp(date, UTC)
    return None
