"""The one person meant by what is typed: a label, some words of it, or her number in the list."""

import re

from sqlmodel import Session

from bot.console.listening import folded
from bot.console.names import Named, everybody, matching
from messages.contacts import Contact
from scheduler.people import Adult

_NUMBERED = re.compile(r"(?:n°|no|#)?\s*(\d{1,9})")
_SHOWN = 8


class NotFoundError(ValueError):
    """Nobody, or several people, answer to that; its text is a French sentence."""


def person_called(session: Session, typed: str) -> tuple[Adult, Contact]:
    """The adult and her contact. Raises NotFoundError; the educator herself is nobody's parent and never found."""
    found = _meant(typed, everybody(session))
    if not found:
        raise NotFoundError(f"Personne ne s'appelle « {typed.strip()[:40]} ». Pour voir la liste : relais person list")
    if len(found) > 1:
        raise NotFoundError(f"Qui est-ce ? {'; '.join(f'n°{one.adult_id} {one.label}' for one in found[:_SHOWN])}")
    adult = session.get_one(Adult, found[0].adult_id)
    contact = session.get(Contact, adult.contact_id) if adult.contact_id is not None else None
    if contact is None or contact.staff:
        raise NotFoundError(f"{found[0].label} n'a plus de fiche de contact.")
    return adult, contact


def _meant(typed: str, among: list[Named]) -> list[Named]:
    numbered = _NUMBERED.fullmatch(folded(typed))
    if numbered:
        return [named for named in among if named.adult_id == int(numbered[1])]
    exact = [named for named in among if folded(named.label) == folded(typed)]
    return exact or matching(typed, among)
