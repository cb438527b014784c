"""What is pressed on the page behind a reply link, heard as if it came from the phone the link was sent to."""

import json

from messages.channels.base import Incoming, Kind, UnreadableError, clean

PAGE = "page"
"""The channel's name; it hears only, and its medium is the SMS that carried the link."""
STOP, START = "STOP", "START"


def pressed(address: str, data: str) -> str:
    """The line for a button: `data` as in messages.buttons."""
    return json.dumps({"from": address, "press": data})


def said(address: str, word: str) -> str:
    """The line for STOP or START."""
    return json.dumps({"from": address, "text": word})


class PageReader:
    """Reads the lines above."""

    def read(self, raw: bytes) -> Incoming:
        """One press, or one of the two words. Raises UnreadableError."""
        try:
            line = json.loads(raw)
        except (ValueError, RecursionError):
            raise UnreadableError("not JSON") from None
        match line:
            case {"from": str(address), "press": str(data)}:
                return _incoming(address, press=clean(data))
            case {"from": str(address), "text": "STOP" | "START" as word}:
                return _incoming(address, text=word)
        raise UnreadableError("not a press")


def _incoming(address: str, text: str = "", press: str | None = None) -> Incoming:
    kind: Kind = "text" if press is None else "press"
    return Incoming(
        provider_id="", medium="sms", kind=kind, address=clean(address), text=text, press=press, private=True
    )
