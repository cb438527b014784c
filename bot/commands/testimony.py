"""`relais testimony …` and `relais opinions`: the words of families, read and cared for on a computer only."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import typer
from sqlmodel import Session, col, select

from bot.commands.desk import clock_of, fail, open_store, settings
from bot.console.opinions import as_text
from bot.conversations.cautions import cautions
from bot.programme import programme_of
from messages import recordings
from messages.catalogue import Catalogue
from messages.contacts import Contact
from messages.programme import Programme
from scheduler import reading_back, testimonials
from scheduler.activities import Activity
from scheduler.opinions import words_left
from scheduler.people import Adult, labels
from scheduler.reading_back import NotNowError
from scheduler.testimonials import (
    CONFIRMED,
    PERMISSIONS,
    REFUSED,
    SUSPENDED,
    TAKEN_BACK_FROM,
    Testimonial,
    TestimonialUse,
    usable,
)
from scheduler.testimony_places import state_in_words

P = ParamSpec("P")
T = TypeVar("T")
BY = "command-line"
_LONGEST_ID = 9


def show_all(only_usable: bool) -> None:
    """Where each stands, or only those that may be used today."""
    for line in _do(_list, only_usable) or ["Aucun témoignage."]:
        typer.echo(line)


def show(number: str) -> None:
    """Her words, what a person chose of them, and what to look at twice."""
    typer.echo(_do(_shown, number))


def transcribe(number: str, text: str) -> None:
    """Add what she said aloud; the question about its use then leaves by itself."""
    _do(_transcribe, number, text)
    typer.echo("C'est écrit. La question sur l'usage de ses mots partira dans quelques minutes.")


def sound(number: str, to: Path) -> None:
    """Write the sound of her voice notes beside each other, readable by this account only."""
    found = _do(_sounds, number)
    if not found:
        raise fail("Il n'y a pas de son à écouter pour ce témoignage.")
    for place, one in enumerate(found):
        path = to if place == 0 else to.with_stem(f"{to.stem}-{place + 1}")
        _write_privately(path, one)
        typer.echo(f"Écrit : {path}. À effacer après l'écoute.")


def words(number: str, passage: str) -> None:
    """Choose the words that will be used."""
    _do(_with(reading_back.choose), number, passage, BY)
    typer.echo("C'est noté. Il faut maintenant les lui relire : relais testimony read-back")


def send_back(number: str) -> None:
    """Send her the chosen words, at the next allowed moment."""
    found = settings(sending=False)
    programme = programme_of(found)
    _do(_with(reading_back.read_back), number, Catalogue(found.timezone), programme, BY)
    typer.echo("Ses mots partent vers elle, au prochain moment permis. Confirmez ensuite : relais testimony confirm")


def confirm(number: str, heard: str) -> None:
    """Confirm, once she has read them back."""
    _do(_with(reading_back.confirm), number, heard, BY)
    typer.echo("C'est confirmé : ces mots peuvent servir au COPIL et au rapport.")


def use(number: str, used: str, on: str, place: str) -> None:
    """Write down where they were used."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise fail("La date s'écrit ainsi : 2027-01-29") from None
    row = TestimonialUse(testimonial_id=0, use=used, on=day, place=place.strip(), by=BY)
    _do(_with(reading_back.use), number, row)
    typer.echo("C'est noté.")


def permit(number: str, permission: str, heard: str) -> None:
    """Her yes or no, said to a person."""
    if permission not in (*PERMISSIONS, "refused"):
        raise fail("L'accord est : first_name, anonymous ou refused.")
    if not heard.strip():
        raise fail("Dites où et quand elle l'a dit : --heard « de vive voix, 3 octobre »")
    _do(_permit, number, permission, heard.strip())
    typer.echo("C'est noté.")


def withdraw(number: str) -> None:
    """She takes her words back, said to a person."""
    _do(_withdraw, number)
    typer.echo("C'est fait : ces mots ne servent plus.")


def resume(number: str) -> None:
    """A suspended one stands again: it was not hers that was taken back."""
    _do(_resume, number)
    typer.echo("C'est noté : ce témoignage n'est plus suspendu.")


def opinions(number: str) -> None:
    """The figures of one date and the words people left."""
    for line in _do(_opinions, number, programme_of(settings(sending=False))):
        typer.echo(line)


def _do(fn: Callable[Concatenate[Session, datetime, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """One transaction; what cannot be done is said in a sentence and ends with status 1."""
    found = settings(sending=False)
    with open_store(found) as store:
        now = clock_of(found, store).now()
        try:
            return store.writing(fn, now, *args, **kwargs)
        except NotNowError as error:
            raise fail(str(error)) from None


def _with(fn: Callable[..., object]) -> Callable[..., None]:
    """The same on the testimonial of that number, with the hour at the end as everywhere below."""

    def numbered(session: Session, now: datetime, number: str, *args: object) -> None:
        fn(session, _found(session, number), *args, now)

    return numbered


def _found(session: Session, number: str) -> Testimonial:
    usual = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
    query = select(Testimonial).where(Testimonial.id == int(number)).with_for_update() if usual else None
    found = session.exec(query).first() if query is not None else None
    if found is None:
        raise NotNowError("Ce numéro n'existe pas. La liste : relais testimony list")
    return found


def _contact(session: Session, testimonial: Testimonial) -> Contact | None:
    return session.get(Contact, session.get_one(Adult, testimonial.adult_id).contact_id)


def _list(session: Session, now: datetime, only_usable: bool) -> list[str]:
    found = [
        one
        for one in session.exec(select(Testimonial).order_by(col(Testimonial.id)))
        if not only_usable or usable(one, now)
    ]
    names = labels(session, {one.adult_id for one in found})
    return [f"{one.id}. {names[one.adult_id]} : {state_in_words(session, one, now)}" for one in found]


def _shown(session: Session, now: datetime, number: str) -> str:
    one = _found(session, number)
    name = labels(session, [one.adult_id])[one.adult_id]
    voices = [voice for voice in recordings.of_topic(session, one.topic) if voice.transcribed_at is None]
    lines = [f"{one.id}. {name} : {state_in_words(session, one, now)}"]
    lines += ["", one.told, "", cautions(one.told)] if one.told else ["Pas encore de mots écrits."]
    lines += [f"{len(voices)} message(s) vocal(aux) à écouter et à écrire."] if voices else []
    lines += ["", "Mots choisis :", one.used_words] if one.used_words else []
    return "\n".join(lines)


def _transcribe(session: Session, now: datetime, number: str, text: str) -> None:
    one = _found(session, number)
    if not text.strip():
        raise NotNowError("Il n'y a pas de texte à ajouter.")
    if one.status not in testimonials.OPEN:
        raise NotNowError("Ce témoignage n'attend plus de mots.")
    recordings.transcribed(session, one.topic, now)
    testimonials.tell(session, one, text.strip(), BY, now)


def _sounds(session: Session, _: datetime, number: str) -> list[bytes]:
    topic = _found(session, number).topic
    return [voice.sound for voice in recordings.of_topic(session, topic) if voice.sound is not None]


def _permit(session: Session, now: datetime, number: str, permission: str, heard: str) -> None:
    one = _found(session, number)
    contact = _contact(session, one)
    if one.status in (CONFIRMED, SUSPENDED, REFUSED) or one.withdrawn_at is not None or not one.told:
        raise NotNowError("Ce témoignage n'attend pas d'accord.")
    if contact is None:
        raise NotNowError("Cette personne n'a plus de contact : rien ne peut être utilisé.")
    entry = testimonials.decision(contact, permission in PERMISSIONS, heard, BY, now)
    if permission in PERMISSIONS:
        testimonials.allow(session, one, permission, entry, now)
    else:
        testimonials.refuse(session, one, entry, now)


def _withdraw(session: Session, now: datetime, number: str) -> None:
    one = _found(session, number)
    if one.status not in TAKEN_BACK_FROM:
        raise NotNowError("Ce témoignage ne sert déjà plus.")
    testimonials.take_back_orally(session, one, _contact(session, one), BY, now)


def _resume(session: Session, now: datetime, number: str) -> None:
    one = _found(session, number)
    if one.status != SUSPENDED:
        raise NotNowError("Ce témoignage n'est pas suspendu.")
    testimonials.resume(session, one, BY, now)


def _opinions(session: Session, _: datetime, number: str, programme: Programme) -> list[str]:
    usual = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
    activity = session.get(Activity, int(number)) if usual else None
    if activity is None:
        raise NotNowError("Ce numéro n'existe pas. Les numéros sont dans /agenda.")
    return [as_text(session, activity, programme), *(f"« {one} »" for one in words_left(session, activity))]


def _write_privately(path: Path, sound: bytes) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sound)
    except OSError:
        raise fail("Ce fichier ne peut pas être écrit ici, ou il existe déjà. Choisissez un autre nom.") from None
