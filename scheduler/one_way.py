"""SMS that cannot be answered: each carries a link of its own, and leaves no question open."""

from datetime import datetime

from sqlmodel import Session

from messages.inbox import put_about
from messages.outbox import ATTENDANCE, Attempt, Message
from messages.programme import Programme
from messages.reply_links import link_of, remember
from scheduler.rules import Facts

TO_CALL = "Ne peut pas répondre à nos SMS : à appeler pour savoir."


def told(facts: Facts, programme: Programme, medium: str, token: str) -> Facts:
    """The facts with the link behind which she answers, where she cannot write back."""
    return {**facts, "link": link_of(programme.pages, token)} if programme.one_way(medium) else facts


def leaves(
    session: Session, programme: Programme, message: Message, attempt: Attempt, token: str, now: datetime
) -> None:
    """Bind the link to the attempt that carries it. What only a call can settle goes to the call list: we said so."""
    if not programme.one_way(attempt.medium):
        return
    if token in attempt.text:
        remember(session, token, attempt, message, now)
    if message.asks in ATTENDANCE and not (programme.pages or programme.call_number):
        put_about(session, message, "call", TO_CALL, now)
    message.asks = message.asks_until = None
