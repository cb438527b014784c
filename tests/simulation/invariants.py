"""What must hold once a history has ended, by the tables and by the truth logs (contracts 7)."""

from collections import Counter
from datetime import timedelta

from tests.simulation.calendar import moment
from tests.simulation.node import LIMITS, PROGRAMME
from tests.simulation.script import ODD, Script
from tests.simulation.truth import Call
from tests.simulation.world import World

SHOWN = ("expired", "failed", "doubtful")
GRACE = timedelta(seconds=1)
OPEN = "planned", "sending"
LONGEST_WAIT = timedelta(seconds=LIMITS.seconds) + GRACE


def check(world: World, script: Script) -> None:
    """Every invariant that can only be judged at the end."""
    for one in (_heard, _once, _ended, _true, _shown, _received, _effects, _invited, _called_off):
        one(world, script)


def _heard(world: World, _script: Script) -> None:
    """I3, I5, I6: every request was reserved first, is sent at once and a single time, and not after its deadline."""
    deadlines = dict(world.watch.rows("SELECT id, deadline_at FROM message"))
    times = Counter(call.attempt for call in world.truth.calls)
    for call in world.truth.calls:
        reserved = world.watch.reserved.get(call.attempt)
        world.watch.holds("I3", reserved is not None, "something was sent that was never reserved")
        world.watch.holds("I3", times[call.attempt] == 1, "an attempt was sent twice")
        if reserved is not None:
            late = moment(deadlines[reserved.message_id]) + GRACE
            world.watch.holds("I6", call.heard_at <= late, f"sent {call.heard_at - late} after its deadline")
            waited = call.heard_at - reserved.at
            world.watch.holds("I5", waited <= LONGEST_WAIT, f"sent {waited} after it was allowed")
            world.watch.holds("I12", call.address == reserved.address, "sent to another phone than reserved")


def _once(world: World, _script: Script) -> None:
    """I3: at most one acceptance for each message, those aside of which the provider said they did not arrive."""
    twins = _twins(world)
    arrived = Counter(twins[_message_of(world, call)] for call in world.truth.accepted if call.arrives)
    for messages, times in arrived.items():
        world.watch.holds("I3", times <= len(messages), f"{times} acceptances of {set(messages)}")


def _twins(world: World) -> dict[int, frozenset[int]]:
    """Each message with those that said the same to the same phone: there, nobody can tell them apart."""
    same: dict[tuple[str, str], set[int]] = {}
    query = "SELECT p.value, a.text, a.message_id FROM attempt a JOIN address p ON p.id = a.address_id"
    rows = world.watch.rows(query)
    for phone, text, message in rows:
        same.setdefault((phone, text), set()).add(message)
    found: dict[int, set[int]] = {0: {0}}
    for phone, text, message in rows:
        found.setdefault(message, set()).update(same[phone, text])
    return {message: frozenset(others) for message, others in found.items()}


def _ended(world: World, _script: Script) -> None:
    """I7: every message has ended, or a person sees it."""
    for message, kind, status in world.watch.rows("SELECT id, kind, status FROM message"):
        world.watch.holds("I7", status not in OPEN, f"message {message} ({kind}) is still {status}")


def _true(world: World, _script: Script) -> None:
    """I9: what the tables say of an attempt is what the provider knows."""
    taken, twins = {call.attempt for call in world.truth.accepted}, _twins(world)
    sent: set[int] = set()
    for attempt, message, status in world.watch.rows("SELECT id, message_id, status FROM attempt"):
        alone = len(twins[message]) == 1
        if status in ("accepted", "delivered", "undelivered"):
            world.watch.holds("I9", attempt in taken or not alone, f"an attempt is {status}, but was not taken")
            sent.add(message)
        if status in ("not_sent", "rejected"):
            world.watch.holds("I9", attempt not in taken or not alone, f"an attempt is {status}, but was taken")
        world.watch.holds("I7", status != "reserved", "an attempt is reserved for ever")
    for (message,) in world.watch.rows("SELECT id FROM message WHERE status = 'sent'"):
        world.watch.holds("I9", message in sent, f"message {message} is sent, and no attempt of it was")


def _shown(world: World, _script: Script) -> None:
    """I7: what did not arrive, or may not have, is in front of the educator; a doubt about an SMS is settled."""
    shown = set(world.watch.rows("SELECT message_id, kind FROM inbox_item"))
    waits = set(
        world.watch.rows("SELECT message_id, kind FROM inbox_item WHERE closed_by IS NULL OR closed_by = 'educator'")
    )
    query = "SELECT id, status, reason, sender FROM message WHERE hours <> 'staff'"
    for message, status, reason, sender in world.watch.rows(query):
        if status in SHOWN and reason != "sent-again":
            there = (message, status) in (waits if status == "doubtful" else shown)
            world.watch.holds("I7", there, f"message {message} is {status} ({reason}), and nobody was told")
        world.watch.holds("I7", (status, sender) != ("doubtful", "sms"), f"an SMS stays in doubt: {message}")


def _received(world: World, _script: Script) -> None:
    """I1, I2, I15: what was said is there once and was handled; what was not understood has reached a person."""
    rows = {row[0]: row[1:] for row in world.watch.rows("SELECT provider_id, status, id FROM received")}
    seen = {row[0] for row in world.watch.rows("SELECT received_id FROM inbox_item")}
    once = set(rows) <= {said.provider_id for said in world.truth.said} and len(rows) == world.watch.count("received")
    world.watch.holds("I2", once, "something was received twice")
    for said in world.truth.said:
        status, received = rows.get(said.provider_id, ("absent", None))
        world.watch.holds("I1", status != "absent", f"what was said is not there (acknowledged: {said.acknowledged})")
        world.watch.holds("I2", status in ("handled", "absent"), f"what was said is {status}")
        if said.text in ODD and status == "handled":
            world.watch.holds("I15", received in seen, "nobody sees what was not understood")


def _effects(world: World, _script: Script) -> None:
    """I2: nothing received is written twice into a ledger, nor answered twice."""
    for table, query in (
        ("consent", "SELECT count(*) FROM consent WHERE by <> 'educator' GROUP BY contact_id, purpose, evidence"),
        (
            "answer",
            "SELECT count(*) FROM message WHERE in_reply_to IS NOT NULL AND once NOT LIKE '%/again/%'"
            " GROUP BY in_reply_to, contact_id, kind",
        ),
    ):
        for (times,) in world.watch.rows(query):
            world.watch.holds("I2", times == 1, f"one thing received, {times} rows of {table}")


def _invited(world: World, script: Script) -> None:
    """I13: exactly those the educator chose, and each of them has a row."""
    written: dict[str, set[int]] = {topic: set() for topic in script.invited}
    for topic, contact in world.watch.rows("SELECT topic, contact_id FROM message WHERE kind = 'invitation'"):
        written.setdefault(topic, set()).add(contact)
    for topic, contacts in written.items():
        world.watch.holds("I13", contacts <= script.invited.get(topic, set()), "somebody was invited whom nobody chose")


def _called_off(world: World, _script: Script) -> None:
    """I7: whoever counts on a date that is cancelled is owed a row that says so, unless she took her word back."""
    query = """SELECT s.id, a.id, c.contact_id, r.at, s.at FROM signup s JOIN activity a ON a.id = s.activity_id
        JOIN adult c ON c.id = s.adult_id JOIN revision r ON r.activity_id = a.id AND r.number = a.revision
        WHERE a.status = 'cancelled' AND s.answer IN ('yes', 'maybe', 'waiting')"""
    told = set(world.watch.rows("SELECT topic, contact_id FROM message WHERE kind = 'cancellation'"))
    for _, activity, contact, decided, answered in world.watch.rows(query):
        if moment(answered) <= moment(decided) + PROGRAMME.undo:
            there = (f"activity-{activity}", contact) in told
            world.watch.holds("I7", there, "a cancellation was never written down")


def _message_of(world: World, call: Call) -> int:
    reserved = world.watch.reserved.get(call.attempt)
    return 0 if reserved is None else reserved.message_id
