"""Where testimonials stand and where they were used, in French for the educator; never what they say."""

from collections.abc import Iterable
from datetime import date, datetime

from babel.dates import format_date
from sqlmodel import Session

from scheduler.testimonials import (
    ALLOWED,
    ASKED,
    CONFIRMED,
    COPIL,
    FIRST_NAME,
    REFUSED,
    SUSPENDED,
    TOLD,
    WITHDRAWN,
    Testimonial,
    TestimonialUse,
    uses_of,
)

_STATES = {
    ASKED: "demandé, pas encore de mots",
    TOLD: "mots reçus, accord attendu",
    ALLOWED: "accord donné, à relire et à confirmer",
    REFUSED: "ne souhaite pas",
    CONFIRMED: "confirmé, peut servir",
    SUSPENDED: "suspendu : à décider avec la famille",
    WITHDRAWN: "retiré, ne sert plus",
}


def places(session: Session, found: Iterable[Testimonial]) -> str:
    """`A servi : COPIL du 29 janvier 2027, mairie.`, or that it was used nowhere."""
    uses = [use for testimonial in found for use in uses_of(session, testimonial)]
    if not uses:
        return "N'a encore servi nulle part."
    return f"A servi : {' ; '.join(place(use) for use in uses)}. À ne plus utiliser."


def place(use: TestimonialUse) -> str:
    """`COPIL du 29 janvier 2027, mairie`."""
    name = "COPIL" if use.use == COPIL else "rapport"
    return f"{name} du {_day(use.on)}" + (f", {use.place}" if use.place else "")


def _day(day: date) -> str:
    pattern = "d'er' MMMM y" if day.day == 1 else "d MMMM y"
    return format_date(day, pattern, locale="fr")


def state_in_words(session: Session, testimonial: Testimonial, now: datetime) -> str:
    """Where it stands, for the educator; never what it says."""
    said = _STATES[testimonial.status]
    if testimonial.status in (ALLOWED, CONFIRMED):
        how = "avec son prénom" if testimonial.permission == FIRST_NAME else "sans son nom"
        until = testimonial.permission_until or now
        ended = now >= until
        said += f" ({how}, {'terminé depuis le' if ended else 'pour utiliser avant le'} {_day(until.date())})"
    if (found := uses_of(session, testimonial)) and testimonial.status != WITHDRAWN:
        said += f". A servi : {' ; '.join(place(use) for use in found)}"
    return said
