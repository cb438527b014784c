"""A webhook form of Twilio's, read from its raw body with every field kept, the blank ones too."""

from urllib.parse import parse_qsl

from multidict import MultiDict

from messages.channels.base import UnreadableError, clean

_LARGEST = 64 * 1024
_FIELDS = 64
_LONGEST_ID = 64


def parse_form(raw: bytes) -> MultiDict[str]:
    """All fields in order, doubles included. Raises UnreadableError over 64 KiB or 64 fields."""
    if len(raw) > _LARGEST:
        raise UnreadableError("too large")
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        raise UnreadableError("not a form") from None
    return MultiDict(pairs)


def one(form: MultiDict[str], name: str) -> str:
    """A short field that must be there exactly once. Raises UnreadableError."""
    values = form.getall(name, [])
    if len(values) != 1 or not 0 < len(values[0]) <= _LONGEST_ID:
        raise UnreadableError(f"{name} is missing, doubled or too long")
    return clean(values[0])
