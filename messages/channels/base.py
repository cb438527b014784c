"""What every channel can do, and the values that go out and come in by it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from messages.failures import Failure

Kind = Literal["text", "press", "contact", "start", "media", "edited", "call", "blocked", "unblocked", "other"]
_BUTTON_BYTES = 64
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class UnreadableError(ValueError):
    """What arrived is not a message of this channel at all; nothing of it is repeated in the error."""


class UnavailableError(Exception):
    """The provider could not be asked: the failure says why, `retry_after` when to ask again (seconds)."""

    def __init__(self, failure: Failure, retry_after: float | None = None) -> None:
        super().__init__(failure.name)
        self.failure = failure
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Button:
    """A label to read and 1 to 64 bytes of data that come back when it is pressed."""

    label: str
    data: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= _BUTTON_BYTES:
            raise ValueError("the data of a button takes 1 to 64 bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One text for one address. `attempt` is 32 hexadecimal digits, unknown to anyone else.

    With `keyboard="ask_contact"` the buttons' labels become keys: the first one shares her own number, the
    others are typed for her. `validity_seconds` is how long the provider may still deliver it.
    """

    attempt: str
    address: str = field(repr=False)
    text: str = field(repr=False)
    buttons: tuple[Button, ...] = ()
    keyboard: Literal["ask_contact"] | None = None
    validity_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took it. `provider_id` names it there; `parts` is what it counted, when it said so."""

    provider_id: str
    status: str | None = None
    parts: int | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The provider refused it for good; `code` is the provider's own number or word."""

    failure: Failure
    code: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """It certainly did not leave; `retry_after` in seconds when the provider named a time.

    A failure that stops the channel comes as this: the message keeps waiting until its deadline.
    """

    failure: Failure
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have left or not: never to be sent again without looking."""

    failure: Failure


Refusal = Rejected | NotSent | Unknown
Outcome = Accepted | Refusal


@dataclass(frozen=True, slots=True)
class Sound:
    """A voice note at the provider's: how it names the file, what it says of it; size in bytes, 0 where unsaid."""

    remote: str = field(repr=False)
    mime: str = ""
    seconds: int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that arrived.

    `kind`: "text" her own words; "press" a button (`press` its data, `callback_id` to answer it, `reply_to`
    the message it hangs under); "contact" a card (`own_card`: her own number, then in `phone`); "start" the
    opening of a conversation (`text` the token of the link); "media" what a person must look at, forwarded
    words included; "edited" a text changed afterwards; "call" she rang; "blocked" and "unblocked" the conversation
    closed or opened again; "other" nothing that anyone said. `private`: a conversation with one person.
    `stop_handled`: the provider has already answered her STOP or START. `sound`: the voice note that came.
    """

    provider_id: str
    medium: str
    kind: Kind
    address: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    press: str | None = None
    phone: str | None = field(default=None, repr=False)
    own_card: bool = False
    language: str | None = None
    private: bool = False
    reply_to: str | None = None
    stop_handled: bool = False
    sent_at: datetime | None = None
    callback_id: str | None = None
    sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message. A higher `rank` is later news, 9 is final; a lower one never replaces it.

    `attempt` is known when the provider carried it back to us; `provider_id` always.
    """

    attempt: str | None
    provider_id: str
    status: str
    rank: int
    failure: Failure | None = None


class Reader(Protocol):
    """Whatever can tell what arrived."""

    def read(self, raw: bytes) -> Incoming:
        """What arrived, from the raw body. Raises UnreadableError and nothing else."""


class Channel(Reader, Protocol):
    """One medium, both directions."""

    @property
    def medium(self) -> str: ...

    async def open(self) -> None:
        """Makes ready; asks nothing of the provider."""

    async def close(self) -> None:
        """Lets connections go; may be called twice."""

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:
        """Sends once, without any retry of its own, and says within `seconds` what is known."""


def clean(text: str) -> str:
    """The text as a database can hold it and a terminal can show it: no half of a surrogate pair, and of the
    control characters only the tabulation and the end of a line."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", _LINE_END.sub("\n", whole))
