"""A Relais on the bench: real database, real channels, and a conversation that only notes what it heard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, select

from bot.settings import Settings
from bot.web.relais import ClockError, Next, Planned
from messages.catalogue import Catalogue
from messages.channels.base import Channel, Receipt
from messages.channels.rehearsal import RehearsalChannel
from messages.channels.sms import SmsChannel
from messages.channels.sms_account import SmsAccount
from messages.channels.telegram import TelegramChannel
from messages.contacts import Address, address_of
from messages.inbox import HANDLED, Received, waiting
from messages.outbox import ACCEPTED, Attempt, Message, new_attempt_id
from messages.programme import PARIS, Programme
from messages.store import Store
from tests.letters import keep_raw

MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
ACCOUNT = "AC" + "0" * 32
AUTH_TOKEN = "invented-auth-token"
BOT_TOKEN = "123456789:invented-token"
SECRET = "invented_secret"
PUBLIC = "https://relais.example.org"
OURS = "+33937000000"
ENVIRON = {
    "RELAIS_PUBLIC_URL": PUBLIC,
    "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
    "TELEGRAM_WEBHOOK_SECRET": SECRET,
    "TWILIO_ACCOUNT_SID": ACCOUNT,
    "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
    "TWILIO_FROM": OURS,
}


@dataclass
class StandingClock:
    moment: datetime = MONDAY

    def now(self) -> datetime:
        return self.moment


@dataclass
class Bench:
    """What `web_app` asks for. `next` and `plan` are what the test says they are."""

    store: Store
    environ: Mapping[str, str] = field(default_factory=lambda: ENVIRON)
    rehearsal: bool = True
    clock: StandingClock = field(default_factory=StandingClock)
    programme: Programme = field(default_factory=Programme)
    catalogue: Catalogue = field(default_factory=lambda: Catalogue(PARIS))
    next: Next | None = None
    plan: list[Planned] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.settings = Settings.load({"RELAIS_DATA": str(Path("unused")), **self.environ}, sending=False)
        self.channels: dict[str, Channel] = {
            "rehearsal-sms": RehearsalChannel("sms"),
            "rehearsal-telegram": RehearsalChannel("telegram"),
            "telegram": TelegramChannel(BOT_TOKEN, SECRET),
            "sms": SmsChannel(SmsAccount(sid=ACCOUNT, auth_token=AUTH_TOKEN, number=OURS)),
        }

    def roles(self) -> list[str]:
        return ["planning", "sending/sms/+33937000000"]

    async def take_in(self, channel: str, provider_id: str, raw: str) -> bool:
        return await self.store.write(keep_raw, channel, provider_id, raw, self.clock.now()) is not None

    async def take_in_and_handle(self, channel: str, provider_id: str, raw: str) -> None:
        await self.take_in(channel, provider_id, raw)
        await self.store.write(note_down, self.channels[channel])

    async def settle_receipt(self, receipt: Receipt) -> None:
        self.receipts.append(receipt)

    async def next_thing(self) -> Next | None:
        return self.next

    async def planned(self) -> list[Planned]:
        return self.plan

    async def move_clock(self, to: datetime) -> None:
        if to < self.clock.moment:
            raise ClockError("On ne revient pas en arrière.")
        self.clock.moment = to.astimezone(UTC)

    async def move_to_next(self) -> None:
        if self.next is None:
            raise ClockError("Rien n’est prévu.")
        await self.move_clock(self.next.at)


def note_down(session: Session, channel: Channel) -> None:
    for received in waiting(session):
        incoming = channel.read(received.raw.encode())
        address = address_of(session, incoming.medium, incoming.address, received.at)
        received.address_id, received.kind, received.text = address.id, incoming.kind, incoming.text
        received.status = HANDLED
        session.add(received)


def kept(session: Session) -> list[tuple[str, str, str]]:
    """Channel, provider id and raw body of everything received."""
    return [(row.channel, row.provider_id, row.raw) for row in session.exec(select(Received).order_by("id"))]


def send(
    session: Session,
    address: Address,
    text: str,
    buttons: list[list[str]],
    answers: Received | None = None,
    status: str = ACCEPTED,
) -> str:
    """Let a message have left for an address; gives the attempt's id."""
    message = Message(
        kind="note", address_id=address.id, once=new_attempt_id(), due_at=MONDAY,
        deadline_at=MONDAY + timedelta(hours=1), priority=20, hours="answer", by="relais", created_at=MONDAY,
        status="sent", in_reply_to=answers.id if answers else None,
    )  # fmt: skip
    session.add(message)
    session.flush()
    assert message.id is not None
    assert address.id is not None
    attempt = Attempt(
        id=new_attempt_id(), message_id=message.id, number=1, medium=address.medium, address_id=address.id,
        sender="bench", status=status, reserved_at=MONDAY, text=text, buttons=buttons,
    )  # fmt: skip
    session.add(attempt)
    session.flush()
    return attempt.id
