"""/qui: who comes, who may come, who waits, who does not, and who has not said."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.console import newly
from bot.console.cards import Back
from bot.console.choosing import Choice, choose, chosen
from bot.console.words import counted, moment, party, persons, span, title
from bot.heard import Heard
from messages.programme import Programme
from scheduler.activities import Activity, coming
from scheduler.groups import invited
from scheduler.people import Adult, labels
from scheduler.signups import MAYBE, NO, WAITING, YES, SignUp, household, seats_taken, signups
from scheduler.waiting_list import standing


@dataclass(frozen=True)
class WhoComes:
    """Everybody's last word about one activity. Each list holds labels such as "F12 Fatou (1+2)"."""

    yes: list[str]
    maybe: list[str]
    waiting: list[str]
    no: list[str]
    silent: list[str]
    """Invited, and nothing said yet."""
    adults: int
    children: int
    """As far as they were told; a yes without a number counts one adult."""
    unsplit: int
    """Persons told as a whole number, who may be adults or children."""
    seats: int
    """Persons who have a seat, two answers of one household counted once."""
    twice: list[str]
    """Of those who come: the ones whose household answered twice."""


def who_comes(session: Session, activity: Activity) -> WhoComes:
    """Everybody's last word, first come first, names as the educator knows them."""
    said = signups(session, activity)
    asked = [adult.id for adult in invited(session, activity) if adult.id is not None]
    answered = {signup.adult_id for signup in said}
    names = labels(session, {*asked, *answered})
    yes = [signup for signup in said if signup.answer == YES]

    def named(answer: str) -> list[str]:
        return [names[signup.adult_id] + party(signup) for signup in _ranked(said) if signup.answer == answer]

    return WhoComes(
        yes=named(YES),
        maybe=named(MAYBE),
        waiting=named(WAITING),
        no=named(NO),
        silent=[names[adult_id] for adult_id in asked if adult_id not in answered],
        adults=sum(_adults(signup) for signup in yes),
        unsplit=sum(signup.total for signup in yes if not _is_split(signup)),
        children=sum(signup.children or 0 for signup in yes if _is_split(signup)),
        seats=seats_taken(session, activity),
        twice=[names[adult_id] for adult_id in _twice(session, yes)],
    )


def to_invite(activity: Activity, programme: Programme, now: datetime) -> bool:
    """Whether the invitations are still to leave, so that nobody is late to answer."""
    return activity.invite_at is not None and activity.invite_at > now + programme.undo


def counts(found: WhoComes, activity: Activity, programme: Programme, now: datetime) -> str:
    """One line: `4 oui (5 adultes, 1 enfant ; 6 personnes sur 12 places), 1 peut-être, 1 non, 3 sans réponse`."""
    inside = [
        *([people] if (people := _people(found)) else []),
        *([seats(found, activity)] if activity.capacity is not None else []),
    ]
    parts = [f"{len(found.yes)} oui" + (f" ({' ; '.join(inside)})" if inside else "")]
    parts += [f"{len(found.maybe)} peut-être"] if found.maybe else []
    parts += [f"{len(found.waiting)} en attente"] if found.waiting else []
    silent = (
        f"{len(found.silent)} à inviter" if to_invite(activity, programme, now) else f"{len(found.silent)} sans réponse"
    )
    parts += [f"{len(found.no)} non", silent]
    return ", ".join(parts)


def seats(found: WhoComes, activity: Activity) -> str:
    """`6 personnes sur 12 places`, or only the persons where there is no limit."""
    people = counted(found.seats, "personne", "personnes")
    return people if activity.capacity is None else f"{people} sur {counted(activity.capacity, 'place', 'places')}"


def as_text(session: Session, activity: Activity, programme: Programme, now: datetime) -> str:
    """The whole answer to "who comes?", names included."""
    found = who_comes(session, activity)
    head = [f"{activity.id}. {title(activity)}", span(activity, programme.timezone)]
    head += [f"Places : {seats(found, activity)}."] if activity.capacity is not None or found.twice else []
    head += _twice_said(found)
    said = _people(found)
    lists = [
        (f"Oui : {len(found.yes)}" + (f" ({said})" if found.yes else ""), found.yes),
        (f"Peut-être : {len(found.maybe)}", found.maybe),
        (f"En attente d'une place : {len(found.waiting)}", _waiting(session, activity, programme, now)),
        (f"Non : {len(found.no)}", found.no),
        (
            f"{'À inviter' if to_invite(activity, programme, now) else 'Sans réponse'} : {len(found.silent)}",
            found.silent,
        ),
    ]
    return "\n".join([*head, *(line for line in map(_listed, lists) if line)])


def _waiting(session: Session, activity: Activity, programme: Programme, now: datetime) -> list[str]:
    """Who waits, in the order of the waiting list, and until when a place is offered."""
    queue = standing(session, activity, now).queue()
    names = labels(session, [signup.adult_id for home in queue for signup in home.waiting])
    said = []
    for home in queue:
        until = f", place offerte jusqu'au {moment(home.offer.until, programme.timezone)}" if home.offer else ""
        said += [names[signup.adult_id] + party(signup) + until for signup in home.waiting]
    return said


def ask(session: Session, heard: Heard, number: str, now: datetime) -> None:
    """/qui [n]"""
    choice = Choice("who/which", "Pour quelle date ?", coming(session, now))
    activity = choose(session, heard, number, choice, now)
    if activity is not None:
        newly.tell(session, heard, activity, as_text(session, activity, heard.programme, now), now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    activity = chosen(session, back)
    newly.tell(session, heard, activity, as_text(session, activity, heard.programme, now), now)


def _ranked(said: list[SignUp]) -> list[SignUp]:
    return sorted(said, key=lambda signup: signup.waiting_since or signup.at)


def _is_split(signup: SignUp) -> bool:
    return signup.adults is not None or signup.total == 1


def _adults(signup: SignUp) -> int:
    return (signup.adults or 1) if _is_split(signup) else 0


def _people(found: WhoComes) -> str:
    told = [persons(found.adults, found.children)] if found.adults or found.children else []
    whole = counted(found.unsplit, "personne", "personnes")
    return ", ".join([*told, *([f"{whole} sans détail"] if found.unsplit else [])])


def _twice(session: Session, yes: list[SignUp]) -> list[int]:
    homes: dict[str, list[int]] = {}
    for signup in yes:
        homes.setdefault(household(session.get_one(Adult, signup.adult_id)), []).append(signup.adult_id)
    return [adult_id for home in homes.values() if len(home) > 1 for adult_id in home]


def _twice_said(found: WhoComes) -> list[str]:
    if not found.twice:
        return []
    return [f"À vérifier, même famille : {', '.join(found.twice)}. Je compte la plus grande réponse."]


def _listed(heading_and_names: tuple[str, list[str]]) -> str:
    heading, names = heading_and_names
    if not names:
        return "" if heading.startswith(("Peut", "En attente")) else f"\n{heading}"
    return "\n".join([f"\n{heading}", *(f"- {name}" for name in names)])
