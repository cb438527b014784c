"""`relais person list`, `phone`, `handed-on`, `merge`: who is who, and whose a number is; asked before it changes."""

from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, TypeVar

import typer
from sqlmodel import Session

from bot.commands.desk import clock_of, fail, open_store, settings
from bot.console.names import everybody, matching
from bot.identity.finding import NotFoundError, person_called
from bot.identity.renumbering import NewNumber, SomebodysError, change_number, hand_on
from bot.programme import programme_of
from messages.contacts import addresses_of
from messages.phones import NotAPhone
from messages.programme import Programme
from scheduler.merging import NotMergedError, merge
from scheduler.people import Adult, labels

BY = "command-line"
P = ParamSpec("P")
T = TypeVar("T")


def list_people(words: str | None) -> None:
    """Everybody, or those whose label holds these words, with the end of their number."""
    with open_store(settings(sending=False)) as store:
        lines = store.reading(_lines, words or "")
    for line in lines or ["Personne de ce nom."]:
        typer.echo(line)


def phone(label: str, number: str, yes: bool) -> None:
    """Another number for somebody."""
    found = settings(sending=False)
    ours = (found.twilio.sender,) if found.twilio else ()
    with open_store(found) as store:
        name = _tried(store.reading, _known, label)
        if not yes and not typer.confirm(f"Changer le numéro de {name} ? L'avez-vous vérifié de vive voix ?"):
            return
        now, programme = clock_of(found, store).now(), programme_of(found)
        try:
            remarks = _tried(store.writing, _renumber, label, NewNumber(number, ours=ours), programme, now)
        except SomebodysError as shared:
            if not typer.confirm(str(shared)):
                return
            remarks = _tried(store.writing, _renumber, label, NewNumber(number, True, ours), programme, now)
    typer.echo("\n".join([f"Le nouveau numéro de {name} est noté.", *remarks]))


def handed_on(label: str, yes: bool) -> None:
    """Her phone is another person's now."""
    found = settings(sending=False)
    with open_store(found) as store:
        name = _tried(store.reading, _known, label)
        if not yes and not typer.confirm(f"Ce téléphone n'est plus celui de {name} ? Plus rien ne lui sera écrit là."):
            return
        lost = _tried(store.writing, _hand_on, label, clock_of(found, store).now())
    if not lost:
        raise fail(f"{name} n'a pas de numéro.")
    typer.echo(f"{name} n'est plus à ce numéro. Pour en noter un autre : relais person phone")


def merged(keep: str, other: str, yes: bool) -> None:
    """One person who was entered twice."""
    found = settings(sending=False)
    with open_store(found) as store:
        for line in _tried(store.reading, _pair, keep, other):
            typer.echo(line)
        if not yes and not typer.confirm("Est-ce la même personne ? La seconde fiche rejoint la première."):
            return
        name = _tried(store.writing, _merge, keep, other, clock_of(found, store).now())
    typer.echo(f"C'est fait. Il reste une fiche : {name}.")


def _tried(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `do` gives; a sentence and the end of the command where it cannot be done."""
    try:
        return do(*args, **kwargs)
    except (NotFoundError, NotMergedError, NotAPhone) as error:
        raise fail(str(error)) from None


def _known(session: Session, label: str) -> str:
    adult, _ = person_called(session, label)
    return _label(session, adult)


def _label(session: Session, adult: Adult) -> str:
    assert adult.id is not None
    return labels(session, [adult.id])[adult.id]


def _renumber(session: Session, label: str, new: NewNumber, programme: Programme, now: datetime) -> list[str]:
    _, contact = person_called(session, label)
    return change_number(session, contact, new, BY, programme, now)


def _hand_on(session: Session, label: str, now: datetime) -> int:
    _, contact = person_called(session, label)
    return hand_on(session, contact, BY, now)


def _pair(session: Session, keep: str, other: str) -> list[str]:
    return [_line(session, adult) for adult in (person_called(session, keep)[0], person_called(session, other)[0])]


def _merge(session: Session, keep: str, other: str, now: datetime) -> str:
    kept, gone = person_called(session, keep)[0], person_called(session, other)[0]
    merge(session, kept, gone, BY, now)
    return _label(session, kept)


def _lines(session: Session, words: str) -> list[str]:
    people = everybody(session)
    chosen = matching(words, people) if words.strip() else people
    return [_line(session, session.get_one(Adult, named.adult_id)) for named in chosen]


def _line(session: Session, adult: Adult) -> str:
    """`n°12  F12 Fatou  (…34, Telegram)`: enough to tell two people apart, and no number whole."""
    places = addresses_of(session, [adult.contact_id]).get(adult.contact_id, []) if adult.contact_id else []
    ways = ", ".join(f"…{place.value[-2:]}" if place.medium == "sms" else "Telegram" for place in places)
    return f"n°{adult.id}  {_label(session, adult)}  ({ways or 'aucun moyen de la joindre'})"
