"""What really happened at the providers, whatever Relais was told of it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Call:
    """One request to send; `accepted_at` where the provider took it, `told` where it may say so in a listing."""

    medium: str
    attempt: str
    address: str = field(repr=False)
    text: str = field(repr=False)
    heard_at: datetime
    accepted_at: datetime | None = None
    provider_id: str = ""
    listed_from: datetime | None = None
    status: str = "queued"
    arrives: bool = True
    """False where the provider will say that it did not arrive."""


@dataclass
class Said:
    """Something a family wrote; `acknowledged` once we have said that we have it."""

    number: int
    medium: str
    address: str = field(repr=False)
    text: str
    at: datetime
    acknowledged: bool = False

    @property
    def provider_id(self) -> str:
        """How the provider names it."""
        return f"in-{self.number}"


@dataclass
class Truth:
    """The log that Relais cannot see."""

    calls: list[Call] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def accepted(self) -> list[Call]:
        """What a family received, or will."""
        return [call for call in self.calls if call.accepted_at is not None]
