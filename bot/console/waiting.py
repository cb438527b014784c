"""/attente: who waits for a place, in order; what is offered until when; who cannot be offered one, and why."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show, take
from bot.console.choosing import Choice, choose, chosen, subject
from bot.console.words import counted, day_short, hour, moment, party, short, span, title
from bot.heard import Heard
from messages.refusals import REASONS
from scheduler import places
from scheduler.activities import ANNOUNCED, Activity, coming
from scheduler.candidates import Candidates
from scheduler.people import Adult, labels
from scheduler.signups import WAITING, signup_of
from scheduler.waiting_list import Home, Standing, standing

LIST, REASON = "wait/list", "wait/reason"
MOST = 8
"""Households with buttons; the others are seen, and reached once these are settled."""
NEWCOMERS = {True: ("Première fois d'abord", "newcomers:on"), False: ("Ordre d'arrivée", "newcomers:off")}
GONE = "Cette personne n'attend plus de place. La liste à jour : /attente"
OVER = "Cette date est annulée ou passée. Voyez /agenda."
NOBODY = "Personne n'attend de place."


def ask(session: Session, heard: Heard, number: str, now: datetime) -> None:
    """/attente [n]"""
    activity = choose(session, heard, number, Choice("wait/which", "Pour quelle date ?", coming(session, now)), now)
    if activity is not None:
        _show(session, heard, activity, now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    _show(session, heard, chosen(session, back), now)


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """A place given, somebody let pass first, or first-timers preferred."""
    activity, (what, _, which) = subject(session, back), back.choice.partition(":")
    if activity.status != ANNOUNCED or activity.starts_at <= now:
        say(session, heard, OVER, now)
    elif what == "newcomers":
        places.prefer_first_timers(session, activity, which == "on", EDUCATOR, now)
        _show(session, heard, activity, now)
    elif (adult := _waiting(session, activity, int(which))) is None:
        say(session, heard, GONE, now)
    elif what == "give":
        _give(session, heard, back, adult, now)
    else:
        _ask_why(session, heard, activity, adult, now)


def reason_typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Why she passes first; kept in the journal in these words."""
    take(session, back.card, heard, now)
    activity = subject(session, back)
    adult = _waiting(session, activity, int(back.facts["adult"]))
    if adult is None:
        say(session, heard, GONE, now)
        return
    places.let_pass_first(session, activity, adult, back.text.strip(), EDUCATOR, now)
    _show(session, heard, activity, now)


def _waiting(session: Session, activity: Activity, adult_id: int) -> Adult | None:
    adult = session.get_one(Adult, adult_id)
    signup = signup_of(session, activity, adult)
    return adult if signup is not None and signup.answer == WAITING else None


def _give(session: Session, heard: Heard, back: Back, adult: Adult, now: datetime) -> None:
    activity = subject(session, back)
    name = labels(session, [adult.id or 0])[adult.id or 0]
    try:
        signup = places.give(session, activity, adult, EDUCATOR, now)
    except places.NoRoomError as full:
        free = counted(full.places, "place libre", "places libres")
        said = f"Il y a {free} pour {name}, pas assez. Pour en ajouter : /places {activity.id} et le nombre de places."
    else:
        said = f"C'est noté : {name} vient, {counted(signup.total, 'personne', 'personnes')}. Aucun message ne part."
    finish(session, back.card, said)
    say(session, heard, said, now)


def _ask_why(session: Session, heard: Heard, activity: Activity, adult: Adult, now: datetime) -> None:
    name = labels(session, [adult.id or 0])[adult.id or 0]
    card = Card(
        f"{name} passe devant. Pourquoi ? Écrivez-le en quelques mots : la raison est gardée.",
        REASON,
        facts={"activity": activity.id, "adult": adult.id},
        topic=activity.topic,
        awaits=True,
        about=f"{name} passe devant, {short(activity, heard.programme.timezone)}",
    )
    show(session, heard, card, now)


def _show(session: Session, heard: Heard, activity: Activity, now: datetime) -> None:
    stands = standing(session, activity, now)
    queue = stands.queue()
    names = labels(session, [signup.adult_id for home in queue for signup in home.waiting])
    lines = [f"{activity.id}. {title(activity)}", span(activity, heard.programme.timezone), _room(stands), ""]
    candidates = Candidates(session, activity, queue, heard.programme, heard.media, now)
    lines += [_line(n, home, names, candidates, heard) for n, home in enumerate(queue, start=1)] or [NOBODY]
    buttons = [button for home in queue[:MOST] for button in _buttons(home, names)]
    card = Card(
        "\n".join(lines),
        LIST,
        (*buttons, NEWCOMERS[not activity.first_timers_first]),
        {"activity": activity.id},
        activity.topic,
    )
    show(session, heard, card, now)


def _room(stands: Standing) -> str:
    if stands.capacity is None:
        return "Sans limite de places."
    coming_now = sum(home.coming for home in stands.homes.values())
    taken = counted(coming_now, "prise", "prises")
    offered = counted(stands.held - coming_now, "offerte", "offertes")
    free = counted(max(0, stands.free or 0), "libre", "libres")
    return f"{counted(stands.capacity, 'place', 'places')} : {taken}, {offered}, {free}."


def _line(number: int, home: Home, names: dict[int, str], candidates: Candidates, heard: Heard) -> str:
    who = " et ".join(names[signup.adult_id] + party(signup) for signup in home.waiting)
    since = home.waiting[0].at.astimezone(heard.programme.timezone)
    first = ", première fois" if home.first_time else ""
    ranked = ", passe devant" if home.rank is not None else ""
    people = counted(home.wanted, "personne", "personnes")
    said = f"{number}. {who}, {people}, depuis le {day_short(since.date())}, {hour(since.time())}{first}{ranked}"
    chance = candidates.chance(home)
    if home.offer is not None:
        said += f"\n   place offerte jusqu'au {moment(home.offer.until, heard.programme.timezone)}"
    elif isinstance(chance, str):
        said += f"\n   pas d'offre possible : {REASONS.get(chance, chance)}"
    return said


def _buttons(home: Home, names: dict[int, str]) -> list[tuple[str, str]]:
    adult_id = home.waiting[0].adult_id
    return [
        (f"Donner une place : {names[adult_id]}", f"give:{adult_id}"),
        (f"Passe devant : {names[adult_id]}", f"first:{adult_id}"),
    ]
