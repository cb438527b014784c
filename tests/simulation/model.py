"""Every interleaving of a small world: two dispatchers, two messages, a crash or a stop anywhere; by plain search.

The protocol of contracts 3.3, reduced to its steps: reserve (one transaction), send (one request, if the reservation
is fresh), settle (fenced by the attempt's token), adopt what is old, look twice at the listing. `Rules` names
what makes it safe: without any one of them the search finds a history in which a message is lost or doubled.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

PLANNED, SENDING, SENT, DOUBTFUL = "planned", "sending", "sent", "doubtful"
RESERVED, ACCEPTED, UNKNOWN, NOT_SENT = "reserved", "accepted", "unknown", "not_sent"
TAKEN, REFUSED, SILENT = "taken", "refused", "silent"


@dataclass(frozen=True)
class Rules:
    """What the protocol keeps to; and whether the provider can be asked what it has made, as for SMS."""

    listing: bool = True
    fenced: bool = True
    """An outcome is written only over a reservation."""
    fresh: bool = True
    """What was reserved a while ago is not sent any more."""
    doubts: bool = True
    """No outcome is a doubt, not a refusal."""
    reserved_first: bool = True
    """What is sent was committed as reserved before."""
    adopts: bool = True
    """What a dead dispatcher had reserved becomes a doubt."""
    deaths: int = 1
    attempts: int = 3
    """Crashes and attempts in one history, at most."""
    looks: int = 2
    """Listings without it, a wait apart, after which it was never made."""


class Attempt(NamedTuple):
    """One go: what the tables say of it, how long ago it was reserved, and what the provider did."""

    message: int
    status: str = RESERVED
    old: bool = False
    taken: bool = False
    listed: bool = False
    looked: int = 0


class Hand(NamedTuple):
    """A dispatcher's memory: the attempt it holds (-1: none), and what it was told of it ("" before it has asked).

    Both dispatchers are alike, so hands are kept in order: half of the states are mirror images."""

    attempt: int = -1
    told: str = ""


class State(NamedTuple):
    """Everything at one moment."""

    messages: tuple[str, ...] = (PLANNED, PLANNED)
    attempts: tuple[Attempt, ...] = ()
    hands: tuple[Hand, ...] = (Hand(), Hand())
    deaths: int = 0


@dataclass(frozen=True)
class Found:
    """What the search has seen; `broken` by what is wrong, with the steps that lead there, the shortest first."""

    states: int
    ends: int
    broken: dict[str, tuple[str, ...]]


def search(rules: Rules, until_broken: bool = False) -> Found:
    """Breadth first, from nothing sent to nothing left to do, or to the first thing that is wrong."""
    start = State()
    came: dict[State, tuple[State, str] | None] = {start: None}
    ahead, ends, broken = deque([start]), 0, dict[str, tuple[str, ...]]()
    while ahead:
        state = ahead.popleft()
        following = [(step, after) for step, after in steps(state, rules) if after != state]
        for wrong in _wrong(state, done=not following, out=len(state.attempts) == rules.attempts):
            broken.setdefault(wrong, _path(came, state))
        if broken and until_broken:
            break
        ends += not following
        for step, after in following:
            if _taken_back(state, after):
                broken.setdefault("taken back", (*_path(came, state), step))
            if after not in came:
                came[after] = (state, step)
                ahead.append(after)
    return Found(len(came), ends, broken)


def steps(state: State, rules: Rules) -> Iterator[tuple[str, State]]:
    """Everything that can happen next."""
    for who, hand in enumerate(state.hands):
        if hand.attempt < 0:
            yield from _reserve(state, who, rules)
            continue
        if not hand.told:
            yield from _send(state, who, hand.attempt, rules)
        else:
            yield f"{who} settles", _settle(state, who, hand, rules)
        if state.deaths < rules.deaths:
            yield f"{who} dies", _hold(state, who, Hand())._replace(deaths=state.deaths + 1)
    yield "time passes", _all(state, old=True)
    yield "the listing catches up", _all(state, listed=True)
    for number, attempt in enumerate(state.attempts):
        yield from _reconcile(state, number, attempt, rules)


def _reserve(state: State, who: int, rules: Rules) -> Iterator[tuple[str, State]]:
    for message, status in enumerate(state.messages):
        if status == PLANNED and len(state.attempts) < rules.attempts:
            written = state._replace(attempts=(*state.attempts, Attempt(message)))
            if rules.reserved_first:
                written = _say(written, message, SENDING)
            yield f"{who} reserves {message}", _hold(written, who, Hand(len(state.attempts)))


def _send(state: State, who: int, number: int, rules: Rules) -> Iterator[tuple[str, State]]:
    """The provider takes it, or not; the answer says so, or is lost."""
    if rules.fresh and state.attempts[number].old:
        yield f"{who} is too late", _hold(state, who, Hand(number, REFUSED))
        return
    made = _change(state, number, taken=True)
    yield f"{who} sends, taken", _hold(made, who, Hand(number, TAKEN))
    yield f"{who} sends, taken, no answer", _hold(made, who, Hand(number, SILENT))
    yield f"{who} sends, refused", _hold(state, who, Hand(number, REFUSED))
    yield f"{who} sends, refused, no answer", _hold(state, who, Hand(number, SILENT))


def _settle(state: State, who: int, hand: Hand, rules: Rules) -> State:
    free, attempt = _hold(state, who, Hand()), state.attempts[hand.attempt]
    if rules.fenced and attempt.status == UNKNOWN and hand.told == TAKEN:
        return _say(_change(free, hand.attempt, status=ACCEPTED), attempt.message, SENT)
    if rules.fenced and attempt.status != RESERVED:
        return free
    told = hand.told if rules.doubts or hand.told != SILENT else REFUSED
    outcome, message = {TAKEN: (ACCEPTED, SENT), REFUSED: (NOT_SENT, PLANNED), SILENT: (UNKNOWN, DOUBTFUL)}[told]
    return _say(_change(free, hand.attempt, status=outcome), attempt.message, message)


def _reconcile(state: State, number: int, attempt: Attempt, rules: Rules) -> Iterator[tuple[str, State]]:
    """An old reservation is adopted; a doubt is looked up."""
    if rules.adopts and attempt.status == RESERVED and attempt.old:
        adopted = _change(state, number, status=UNKNOWN)
        yield f"{number} is adopted", _say(adopted, attempt.message, DOUBTFUL)
    if not rules.listing or attempt.status != UNKNOWN or not attempt.old:
        return
    if attempt.listed:
        yield f"{number} is found", _say(_change(state, number, status=ACCEPTED), attempt.message, SENT)
    elif attempt.looked + 1 < rules.looks:
        yield f"{number} is not found", _change(state, number, looked=attempt.looked + 1)
    elif not attempt.taken or rules.looks < 2:  # a listing lags for less than two looks: contracts 1.3
        yield f"{number} was never made", _say(_change(state, number, status=NOT_SENT), attempt.message, PLANNED)


def _wrong(state: State, done: bool, out: bool) -> Iterator[str]:
    """What does not hold; a history that is `out` of attempts ends with something still planned."""
    for message, status in enumerate(state.messages):
        of_it = [attempt for attempt in state.attempts if attempt.message == message]
        if sum(attempt.taken for attempt in of_it) > 1:
            yield "doubled"
        if status == SENT and not any(attempt.taken for attempt in of_it):
            yield "said to be sent"
        if done and status not in (SENT, DOUBTFUL) and not (out and status == PLANNED):
            yield "lost"


def _taken_back(before: State, after: State) -> bool:
    return any(one == SENT != other for one, other in zip(before.messages, after.messages, strict=True))


def _say(state: State, message: int, status: str) -> State:
    messages = list(state.messages)
    messages[message] = status
    return state._replace(messages=tuple(messages))


def _change(state: State, number: int, **values: object) -> State:
    attempts = list(state.attempts)
    attempts[number] = attempts[number]._replace(**values)
    return state._replace(attempts=tuple(attempts))


def _all(state: State, **values: object) -> State:
    """What happens to every attempt that it can happen to: only open ones grow old, only made ones are listed."""
    open_still = (RESERVED, UNKNOWN)
    return state._replace(
        attempts=tuple(
            one._replace(**values) if (one.taken if "listed" in values else one.status in open_still) else one
            for one in state.attempts
        )
    )


def _hold(state: State, who: int, hand: Hand) -> State:
    hands = list(state.hands)
    hands[who] = hand
    return state._replace(hands=tuple(sorted(hands)))


def _path(came: dict[State, tuple[State, str] | None], state: State) -> tuple[str, ...]:
    path: list[str] = []
    while (before := came[state]) is not None:
        state, step = before
        path.append(step)
    return tuple(reversed(path))


WITHOUT = {
    "a fence": replace(Rules(), fenced=False),
    "doubts": replace(Rules(), doubts=False),
    "freshness": replace(Rules(), fresh=False),
    "reserving first": replace(Rules(), reserved_first=False),
    "adoption": replace(Rules(), adopts=False),
    "a second look": replace(Rules(), looks=1),
}
"""The protocol with one of its rules left out."""
