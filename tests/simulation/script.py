"""What people do in a history: the educator announces, moves, cancels, writes and sends again; families answer."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.console.resending import send_again
from messages.inbox import InboxItem
from messages.outbox import DOUBTFUL, Message, post
from messages.programme import PARIS
from scheduler.activities import ANNOUNCED, Activity, cancel, move
from scheduler.invitations import invite
from scheduler.people import Adult
from scheduler.signups import MAYBE, YES
from tests.cast import group_evening, says
from tests.simulation.cast import Someone
from tests.simulation.node import PROGRAMME
from tests.simulation.world import World

WORDS = ("oui", "Oui je viens", "non", "STOP", "stop", "peut-être", "on sera 3", "START")
ODD = (
    "Le train part voie 7",
    "Ton colis est arrivé au point relais",
)
"""Words that nothing asked for: a person must see them (I15)."""


class Script:
    """The acts of one history. Each is a transaction of its own, made beside the processes that send."""

    def __init__(self, world: World, cast: list[Someone]) -> None:
        self._world, self._cast, self._fate = world, cast, world.fate
        self.invited: dict[str, set[int]] = {}
        """Topic of an activity -> the contacts that the educator chose."""
        self._notes = 0

    def act(self) -> None:
        """Something happens."""
        acts = [self.writes, self.announces, self.answered, self.answered, self.calls_off, self.sends_again]
        acts += [self.takes_over, self.outage, self.restarts]
        self._fate.one(acts)()
        self._world.wake()
        self._world.loop.call_later(PROGRAMME.undo.total_seconds() + 1, self._world.wake)

    def writes(self) -> None:
        """The educator writes to some of them."""
        self._notes += 1
        people, good_for = self._fate.some(self._cast), self._fate.one([2, 30, 360, 4320])
        hours, undo = self._fate.one(["automatic", "automatic", "typed", "notice"]), self._fate.one([0, 60])
        self._world.database.write(_note, self._notes, people, hours, good_for, undo, self._world.clock())

    def announces(self) -> None:
        """An evening, to which some are invited now, or to which some have said yes before."""
        people, starts = self._fate.some(self._cast), self._starts()
        if self._fate.happens(0.6):
            topic = self._world.database.write(_invited, people, starts, self._world.clock())
            self.invited[topic] = {one.contact_id for one in people}
        else:
            answers = [(one, self._fate.one([YES, YES, MAYBE])) for one in people]
            self.invited[self._world.database.write(_awaited, answers, starts, self._world.clock())] = set()

    def calls_off(self) -> None:
        """The last evening is cancelled, or moved."""
        starts = None if self._fate.happens(0.6) else self._starts()
        self._world.database.write(_called_off, starts, self._world.clock())

    def answered(self) -> None:
        """Somebody writes."""
        one, text = self._fate.one(self._cast), self._fate.one(WORDS if self._fate.happens(0.8) else ODD)
        self._world.say(one.medium, one.address, text)

    def sends_again(self) -> None:
        """The educator taps "Renvoyer" under a doubt she is shown."""
        self._world.database.write(_resent, self._world.clock())

    def takes_over(self) -> None:
        """The process is stopped, another one believes it dead, and it is resumed late."""
        if len(self._world.nodes) == 1 and self._fate.goes_wrong(0.7, "two dispatchers"):
            self._world.nodes[0].life.pause(self._fate.one([0.5, 30.0, 250.0, 2000.0]))
            self._world.begin_life()

    def outage(self) -> None:
        """A provider cannot be reached for a while."""
        provider = self._world.providers[self._fate.one(["sms", "telegram"])]
        if self._fate.goes_wrong(0.5, "outage"):
            provider.away = True
            self._world.loop.call_later(self._fate.one([20.0, 600.0, 9000.0]), setattr, provider, "away", False)

    def restarts(self) -> None:
        """`kill -9` at any moment, between two steps too."""
        if self._world.nodes and self._fate.goes_wrong(0.5, "crash between two steps"):
            self._world.nodes[0].life.die()

    def _starts(self) -> datetime:
        here = self._world.clock().astimezone(PARIS)
        soon, at_two = here + timedelta(hours=self._fate.one([1, 4])), here.replace(hour=14, minute=0)
        return self._fate.one([soon, at_two + timedelta(days=1), at_two + timedelta(days=3)])


def _note(
    session: Session, number: int, people: list[Someone], hours: str, good_for: int, undo: int, now: datetime
) -> None:
    for one in people:
        note = Message(
            kind="note", facts={"text": f"Bonjour, mot numéro {number}."}, priority=60, hours=hours, by="educator",
            contact_id=one.contact_id, due_at=now, deadline_at=now + timedelta(minutes=good_for), created_at=now,
            undo_until=now + timedelta(seconds=undo), once=f"note/{number}/contact-{one.contact_id}",
        )  # fmt: skip
        post(session, note)


def _evening(session: Session, starts: datetime) -> Activity:
    return group_evening(session, f"{starts.astimezone(PARIS):%Y-%m-%d %H:%M}")


def _invited(session: Session, people: list[Someone], starts: datetime, now: datetime) -> str:
    evening = _evening(session, starts)
    adults = [session.get_one(Adult, one.adult_id) for one in people]
    invite(session, evening, adults, now, "educator", now)
    return evening.topic


def _awaited(session: Session, answers: list[tuple[Someone, str]], starts: datetime, now: datetime) -> str:
    evening = _evening(session, starts)
    for one, answer in answers:
        says(session, session.get_one(Adult, one.adult_id), evening, answer, now - timedelta(days=1))
    return evening.topic


def _called_off(session: Session, starts: datetime | None, now: datetime) -> None:
    query = select(Activity).where(Activity.status == ANNOUNCED, col(Activity.starts_at) > now)
    evening = session.exec(query.order_by(col(Activity.id).desc())).first()
    if evening is None:
        return
    if starts is None:
        cancel(session, evening, "educator", now)
    else:
        move(session, evening, starts, f"{starts.astimezone(PARIS):%Y-%m-%dT%H:%M}", "educator", now)


def _resent(session: Session, now: datetime) -> None:
    query = select(InboxItem).where(InboxItem.kind == "doubtful", col(InboxItem.closed_at).is_(None))
    item = session.exec(query).first()
    if item is not None and (doubted := session.get_one(Message, item.message_id)).status == DOUBTFUL:
        send_again(session, doubted, PROGRAMME, "educator", now)
        item.closed_at, item.closed_by = now, "educator"
        session.add(item)
