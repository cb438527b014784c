"""What must hold for a waiting list after every step, said again in other words than the programme's."""

from collections import Counter
from datetime import datetime

from sqlmodel import select

from messages import consents
from messages.hours import local, next_allowed
from messages.inbox import InboxItem
from messages.outbox import SENT, Message
from messages.refusals import HER_WISH
from scheduler import places
from scheduler.activities import Revision
from scheduler.deadlines import MARGIN, deadline
from scheduler.offers import LAPSED, OPEN, Offer
from scheduler.signups import NO, WAITING, YES, SignUp, household, signup_of
from tests.scheduler.waiting_world import PROGRAMME, World, later

CAL = PROGRAMME.calendar


def hears(world: World, which: int, answer: str, total: int, told: bool) -> SignUp:
    """Her word, and whether what she is told is true."""
    adult, activity = world.adults[which], world.activity
    home, free, parties = household(adult), world.free(), world.parties()
    word = signup_of(world.session, activity, adult)
    before = None if word is None else (word.answer, word.total)
    said = SignUp(activity_id=activity.id, adult_id=adult.id, answer=answer, total=total, counted=told, by="family")
    now_stands = places.answer(world.session, activity, adult, said, world.now)
    world.look_again()
    if answer == YES and now_stands.answer == WAITING and not parties[home].offers:
        ahead = [
            p for key, p in parties.items() if key != home and p.waiting and not p.offers and p.wants <= free + p.holds
        ]
        assert total > parties[home].holds + free or ahead or parties[home].waiting
    if answer == YES and before is not None and before[0] == YES:
        assert now_stands.answer == YES
        assert now_stands.total in (total, before[1])
    if answer == NO:
        assert now_stands.answer == NO
    return now_stands


def nothing_is_promised_twice(world: World) -> None:
    parties = world.parties()
    assert all(party.offers <= 1 for party in parties.values())
    assert world.free() >= 0, "more places promised than there are"
    opened = [offer for offer in world.session.exec(select(Offer)) if offer.status == OPEN]
    assert all(offer.until > world.now for offer in opened) or resting(world)


def nobody_is_forgotten(world: World) -> None:
    """Whoever fits what is free is offered it, or it is known why not, and who must be called is on the list."""
    free = world.free()
    for key, party in world.parties().items():
        if not party.waiting or party.offers or party.wants > free + party.holds:
            continue
        reasons = {row.passed_over for row in party.waiting}
        assert "" not in reasons, "fits, and nobody knows why nothing is offered"
        assert not any(reachable(world, row.adult_id) for row in party.waiting) or party.passed >= 2, (key, reasons)
        if not reasons & set(HER_WISH):
            asked = {item.contact_id for item in world.session.exec(select(InboxItem)) if item.kind == "call"}
            contacts = {one.id: one.contact_id for one in world.adults}
            assert asked & {contacts[row.adult_id] for row in party.waiting}


def reachable(world: World, adult_id: int) -> bool:
    """Whether a message could reach her and leave her time to answer: asked in other words than the gate's."""
    adult = next(one for one in world.adults if one.id == adult_id)
    held = consents.holds(world.session, [adult.contact_id or 0], world.now)
    said_yes = consents.consenting(world.session, [adult.contact_id or 0]).get(adult.contact_id or 0)
    leaves = next_allowed(world.now, CAL)
    return bool(said_yes) and not held and deadline(leaves, world.activity.starts_at, CAL) is not None


def the_first_come_first(world: World, before: set[int | None], tally: Counter[str]) -> None:
    """Nobody before a new offer would have fitted in its place."""
    parties, free = world.parties(), world.free()
    homes = {adult.id: household(adult) for adult in world.adults}
    made = [offer for offer in world.session.exec(select(Offer)) if offer.id not in before and offer.status == OPEN]
    new = {homes[offer.adult_id] for offer in made}
    tally["offers"] += len(made)
    for key, party in parties.items():
        if not party.waiting or party.offers or all(row.passed_over for row in party.waiting):
            continue
        behind = [other for home, other in parties.items() if home in new and place(party) < place(other)]
        extra = sum(other.holds - other.coming for other in behind)
        assert party.wants - party.holds > free + extra, (key, "was overtaken")


def place(party: object) -> tuple[bool, int, bool, datetime, int]:
    """The order of the list, said once more: a person's word, who let nothing pass, who came first."""
    rows = party.waiting  # type: ignore[attr-defined]
    ranks = [row.rank for row in rows if row.rank is not None]
    first = min((row.waiting_since, row.id) for row in rows)
    behind = bool(party.passed) or party.late  # type: ignore[attr-defined]
    return not ranks, min(ranks, default=0), behind, *first


def deadlines_are_humane(world: World) -> None:
    for offer in world.session.exec(select(Offer)):
        assert 9 <= local(offer.until, CAL).hour + local(offer.until, CAL).minute / 60 <= 20
        assert offer.leaves_at + later(60) <= offer.until <= offer.starts_at - MARGIN
        if offer.status == LAPSED:
            once = f"offer/{world.activity.topic}/round-{offer.round}/"
            [told] = [m for m in world.session.exec(select(Message)) if m.once.startswith(once)]
            assert told.status == SENT, "counted as silence, and nobody had been asked"


def ranks_are_kept(world: World, known: dict[int, datetime | None]) -> dict[int, datetime | None]:
    homes = {adult.id: household(adult) for adult in world.adults}
    behind = {key for key, party in world.parties().items() if party.passed or party.late}
    now = {row.adult_id: row.waiting_since for row in world.session.exec(select(SignUp)) if row.answer == WAITING}
    for adult_id, since in now.items():
        if adult_id in known and homes[adult_id] not in behind:
            assert since == known[adult_id] or since == world.now, "lost her rank"
    return now


def resting(world: World) -> bool:
    """Just moved or cancelled: it may still be taken back."""
    recent = select(Revision).where(
        Revision.number == world.activity.revision, Revision.at > world.now - PROGRAMME.undo
    )
    return world.session.exec(recent).first() is not None
