"""Who would be invited, counted by language and by medium, and who is left out and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.console.audience_words import in_words
from bot.console.words import KINDS, counted, joined, language
from messages.contacts import Address, Contact, addresses_of
from messages.programme import Programme
from messages.refusals import REASONS
from scheduler.activities import Activity
from scheduler.audiences import filters_of
from scheduler.invitations import LeftOut, prospects
from scheduler.people import Adult, labels

MEDIA = {"sms": "SMS", "telegram": "Telegram"}
NAMED = 12
"""As many are named one by one; of more, only the number is said."""


@dataclass(frozen=True)
class Recipients:
    """The people an invitation would go to, and the others."""

    adults: list[Adult]
    names: list[str]
    """Their labels."""
    languages: Counter[str]
    """How many read each language (ISO 639-1)."""
    media: Counter[str]
    left_out: list[tuple[str, str]]
    """Label and reason, in words."""
    to_call: list[Adult]
    """Of those left out: who is invited by a call."""
    outside: int = 0
    """How many families it is not meant for."""
    meant: str = ""
    """Who is meant, in words; "" for everybody."""


def recipients(
    session: Session, activity: Activity, programme: Programme, media: Iterable[str], now: datetime
) -> Recipients:
    """As things stand now."""
    found = prospects(session, activity, programme, media, now)
    filters = filters_of(activity)
    ids = [adult.contact_id for adult in found.adults if adult.contact_id is not None]
    contacts = session.exec(select(Contact).where(col(Contact.id).in_(ids)))
    ways = addresses_of(session, ids)
    return Recipients(
        found.adults,
        list(labels(session, [adult.id for adult in found.adults if adult.id is not None]).values()),
        Counter(contact.language for contact in contacts),
        Counter(_medium(ways.get(contact_id, []), frozenset(media)) for contact_id in ids),
        named(session, found.left_out),
        found.to_call,
        found.outside,
        in_words(session, filters, programme.timezone) if filters else "",
    )


def as_text(found: Recipients, activity: Activity) -> str:
    """Who is meant, the count, the languages, the media, who will not read a French title, and who is left out."""
    lines = [f"Pour : {found.meant}."] if found.meant else []
    if not found.adults:
        lines += ["Personne ne peut être invité pour l'instant."]
    else:
        lines += [f"{counted(len(found.adults), 'invitation', 'invitations')} :"]
        lines += [f"- langues : {_list((language(code), n) for code, n in found.languages.most_common())}"]
        lines += [f"- par {_list((MEDIA.get(medium, medium), n) for medium, n in found.media.most_common())}"]
        lines += [f"- qui : {joined(found.names)}"] if len(found.names) <= NAMED else []
        lines += _unread(found, activity)
    lines += ["", *_without(found.left_out)] if found.left_out else []
    lines += ["", _outside(found.outside)] if found.outside else []
    return "\n".join(lines)


def named(session: Session, left_out: Sequence[LeftOut]) -> list[tuple[str, str]]:
    """Label and reason of each, in words."""
    names = labels(session, [left.adult.id for left in left_out if left.adult.id is not None])
    return [(names[left.adult.id or 0], REASONS.get(left.reason, left.reason)) for left in left_out]


def left_out_said(session: Session, left_out: Sequence[LeftOut]) -> list[str]:
    """How many, then each with why; nothing for nobody."""
    return _without(named(session, left_out)) if left_out else []


def _without(left_out: list[tuple[str, str]]) -> list[str]:
    head = f"{counted(len(left_out), 'personne', 'personnes')} sans invitation :"
    return [head, *(f"- {name} : {reason}" for name, reason in left_out)]


def _outside(number: int) -> str:
    return f"{counted(number, 'famille reste', 'familles restent')} en dehors."


def _list(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts)


def _medium(addresses: list[Address], media: frozenset[str]) -> str:
    usable = (a for a in addresses if a.closed_at is None and a.stopped_at is None and a.medium in media)
    return next((address.medium for address in usable), "sms")


def _unread(found: Recipients, activity: Activity) -> list[str]:
    """Kinds of activity are translated; a title of her own leaves as typed."""
    if not activity.title or activity.title.casefold() == KINDS.get(activity.kind, "").casefold():
        return []
    others = [language(code) for code in found.languages if code != "fr"]
    number = sum(n for code, n in found.languages.items() if code != "fr")
    if not number:
        return []
    who = counted(number, "personne lit", "personnes lisent")
    return [f"Le titre part en français, tel quel : {who} une autre langue ({joined(sorted(others))})."]
