"""Where testimonials were used, in French for the educator: what is to be undone when they are taken back."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from sqlmodel import Session

from scheduler.testimonials import COPIL, Testimonial, TestimonialUse, uses_of


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
