"""`relais bench dispatch`: messages due at once, by the real dispatcher and by the bare client in the same run."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlmodel import Session, col, func, select

from bot.bench.databases import Create, databases, on_each
from bot.bench.families import NOW, announce, plant
from bot.bench.processes import BenchError, in_process, told
from bot.bench.provider import Provider, provider
from bot.bench.senders import MEDIUM, PLAIN, SMS, TELEGRAM
from bot.migrations import upgrade
from messages.outbox import SENT, Attempt, Message
from messages.store import Store

IN_FLIGHT = 400
"""Reserved and not yet settled at one time: what a crash would leave in doubt."""
FIGURES = ("msgs_per_s", "raw_msgs_per_s", "ratio_to_raw", "cpu_s_per_1000", "peak_rss_mb", "late_p99_s")
WORKER = "bot.bench.worker"
PEERS = {"pgqueuer": "pgqueuer_peer.py"}
_WEEK, _HERE = timedelta(days=9), Path(__file__).parent


def dispatch(count: int, rounds: int, peers: Path | None, say: Callable[[str], None]) -> dict[str, Any]:
    """Medians over `rounds` of `count` messages on each engine; `say` hears what is being measured.

    `peers` is a Python that has the peers installed. Raises `BenchError` where a run did not send everything once.
    """
    with provider() as where, databases() as engines:

        def measure(engine: str, create: Create) -> dict[str, Any]:
            senders = {}
            for sender in (PLAIN, TELEGRAM, SMS):
                say(f"{engine}, {sender}")
                senders[sender] = _medians(create(f"bench_{sender}"), sender, where, count, rounds)
            return senders.pop(PLAIN) | senders

        found, new = on_each(engines, measure), engines["postgresql"]
        found["peers"] = _peers(new, peers, where, count, rounds, say) if new and peers else {}
    return found


def _medians(url: str, sender: str, where: Provider, count: int, rounds: int) -> dict[str, float]:
    upgrade(url)
    store = Store(url)
    store.writing(plant, count, MEDIUM[sender])
    runs = [_run(store, sender, where, count, turn) for turn in range(rounds)]
    store.close()
    return {figure: round(median(run[figure] for run in runs), 4) for figure in FIGURES}


def _run(store: Store, sender: str, where: Provider, count: int, turn: int) -> dict[str, float]:
    """The bare client, then ours: both in this same minute, each in a process of its own."""
    raw = in_process(WORKER, {"sender": sender, "root": where.root, "count": count})
    where.taken()
    now = NOW + _WEEK * turn
    store.writing(announce, count, now)
    what = {"sender": sender, "root": where.root, "url": store.url, "in_flight": IN_FLIGHT, "now": now.isoformat()}
    ours = in_process(WORKER, what)
    taken, sent = where.taken(), store.reading(_sent, turn)
    if (taken, sent) != (count, count):
        raise BenchError(f"{count} were due, {taken} were taken by the provider, {sent} are written down as sent")
    ratio = ours["msgs_per_s"] / raw["msgs_per_s"]
    late = store.reading(_lateness, turn, 0.99)
    return ours | {"raw_msgs_per_s": raw["msgs_per_s"], "ratio_to_raw": ratio, "late_p99_s": late}


def _sent(session: Session, turn: int) -> int:
    query = select(func.count()).where(Message.topic == f"activity-{turn + 1}", Message.status == SENT)
    return session.exec(query).one()


def _lateness(session: Session, turn: int, share: float) -> float:
    """Seconds after its due moment at which that share of the messages was written down as sent."""
    query = (
        select(Message.due_at, Attempt.settled_at)
        .join(Attempt, col(Attempt.message_id) == col(Message.id))
        .where(Message.topic == f"activity-{turn + 1}")
    )
    late = sorted((settled - due).total_seconds() for due, settled in session.exec(query) if settled is not None)
    return late[int(share * (len(late) - 1))]


def _peers(
    create: Create, python: Path, where: Provider, count: int, rounds: int, say: Callable[[str], None]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, script in PEERS.items():
        say(name)
        runs = []
        for turn in range(rounds):
            url = create(f"peer_{name}_{turn}").replace("+psycopg", "")
            runs.append(told([str(python), str(_HERE / "peers" / script), url, where.root, str(count)]))
            where.taken()
        found[name] = {
            figure: round(median(run[figure] for run in runs), 4) for figure in ("msgs_per_s", "cpu_s_per_1000")
        }
    return found
