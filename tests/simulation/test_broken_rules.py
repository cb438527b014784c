"""Each rule, broken on purpose, is noticed: a checker that never complains proves nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col

from messages import delivery, journal
from messages.channels.base import Accepted, Outcome, Outgoing, Refusal
from messages.gate import Gate, Send
from messages.outbox import Attempt, Message
from scheduler.invitations import invite
from tests.cast import everyone
from tests.letters import keep_raw
from tests.simulation.history import Base, play

SEEDS = range(1, 400)
"""As many histories as it may take to notice."""
note = journal.note


def noticed(database: Base, rule: str) -> bool:
    """Whether some history shows that the rule is broken."""
    return any(one.rule == rule for seed in SEEDS for one in play(database, seed).broken)


def _acknowledged_only(session: Session, channel: str, provider_id: str, raw: str, now: datetime) -> int | None:
    return 1


def _not_known_again(session: Session, channel: str, provider_id: str, raw: str, now: datetime) -> int | None:
    first = keep_raw(session, channel, provider_id, raw, now)
    return first or keep_raw(session, channel, f"{provider_id} once more {now}", raw, now)


def _sent_again_after_a_doubt(session: Session, message: Message, failure: object, now: datetime) -> None:
    delivery._replan(session, message, now + timedelta(seconds=30))


def _whoever_asked_for_silence(self: Gate, addresses: Any, message: object) -> Any:
    return Send(replace_silence(addresses[0]))


def replace_silence(place: Any) -> Any:
    return place._replace(stopped_at=None, closed_at=None)


def _over_anything(session: Session, attempt_id: str, outcome: Refusal, now: datetime) -> Attempt | None:
    """`_claim` without its fence."""
    status = {"Rejected": "rejected", "NotSent": "not_sent", "Unknown": "unknown"}[type(outcome).__name__]
    session.execute(update(Attempt).where(col(Attempt.id) == attempt_id).values(status=status, settled_at=now))
    return session.get_one(Attempt, attempt_id, populate_existing=True)


async def _said_to_be_sent(channel: object, outgoing: Outgoing, seconds: float) -> Outcome:
    return Accepted(f"invented-{outgoing.attempt}")


def _to_fatou(**fields: Any) -> Outgoing:
    return replace(Outgoing(**fields), address="+33639980002")


def _everybody(session: Session, activity: Any, adults: Any, *more: Any) -> None:
    invite(session, activity, everyone(session)[1:], *more)


def _tidied(session: Session, *what: Any, **more: Any) -> None:
    session.execute(delete(journal.Entry))
    note(session, *what, **more)


def _nothing(*_: object, **__: object) -> None: ...


BREAKS: dict[str, tuple[str, dict[str, Any]]] = {
    "acknowledging what was not written": ("I1", {"tests.simulation.node.keep_raw": _acknowledged_only}),
    "taking in the same thing twice": ("I2", {"tests.simulation.node.keep_raw": _not_known_again}),
    "sending again after a doubt": ("I3", {"messages.delivery.doubt": _sent_again_after_a_doubt}),
    "ignoring STOP at the door": (
        "I4",
        {"messages.gate.Gate._may_write": _nothing, "messages.gate.Gate._usable": _whoever_asked_for_silence},
    ),
    "ignoring the hours": ("I5", {"messages.gate.Gate._hours": _nothing}),
    "sending what was reserved long ago": ("I5", {"scheduler.writing.FRESH": timedelta(days=9)}),
    "ignoring the deadline": ("I6", {"scheduler.reserving._in_time": lambda session, planned, now: list(planned)}),
    "dropping what came of a message": (
        "I7",
        {
            "scheduler.sending.settle_all": lambda *_: [],
            "tests.simulation.node.adopt_orphans": _nothing,
            "tests.simulation.node.adopt_abandoned": _nothing,
        },
    ),
    "telling nobody": ("I7", {"messages.delivery._tell": _nothing}),
    "settling without the fence": ("I8", {"messages.delivery._claim": _over_anything}),
    "saying sent without sending": ("I9", {"scheduler.sending.carry": _said_to_be_sent}),
    "writing to another phone": ("I12", {"scheduler.writing.Outgoing": _to_fatou}),
    "inviting who was not chosen": ("I13", {"tests.simulation.script.invite": _everybody}),
    "tidying the journal": ("I14", {"messages.journal.note": _tidied}),
    "showing nobody what was not understood": (
        "I15",
        {"bot.conversations.step.to_inbox": _nothing, "bot.conversations.handing_over.to_inbox": _nothing},
    ),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_a_rule_that_is_broken_is_noticed(fault: str, database: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, patches = BREAKS[fault]
    for target, instead in patches.items():
        monkeypatch.setattr(target, instead)
    assert noticed(database, rule)
