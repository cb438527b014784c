"""`relais person add` and `relais login`: somebody comes in, with a link that serves once."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import typer
from sqlmodel import Session, col, select

from bot.commands.desk import clock_of, fail, open_store, settings
from bot.console.group_lines import group_named
from bot.console.words import day_in_full
from bot.conversations.entering import Entered, NewParent, NotEnteredError, enter_parent
from bot.importing.cells import hours
from bot.programme import programme_of
from bot.settings import Settings
from messages import journal, tokens
from messages.channels.base import UnavailableError
from messages.channels.telegram import TelegramChannel
from messages.contacts import Contact
from messages.phones import NotAPhone
from scheduler.families import new_family
from scheduler.groups import Group, join

BY = "command-line"
NEW = "new"


@dataclass(frozen=True)
class Entry:
    """What was typed, as it was typed."""

    name: str
    agreed: str | None
    phone: str | None
    language: str
    speaks: str | None
    role: str
    family: str | None
    discreet: bool
    hours: str | None
    group: str | None = None
    calls_only: bool = False


def add(entry: Entry) -> None:
    """Enter a parent after an oral yes, and print the one-use Telegram link."""
    found = settings(sending=False)
    with open_store(found) as store:
        try:
            entered = store.writing(_enter, entry, found, clock_of(found, store).now())
        except (NotAPhone, NotEnteredError, ValueError) as error:
            raise fail(str(error)) from None
    typer.echo(f"{entered.contact.name} est dans la liste.")
    for remark in entered.remarks:
        typer.echo(remark)
    typer.echo(f"Lien Telegram, valable une fois, 7 jours :\n{_link(found, entered.telegram_token)}")


def login() -> None:
    """Print the link that makes one Telegram account the educator's."""
    found = settings(sending=False)
    with open_store(found) as store:
        secret = store.writing(_educator_token, found, clock_of(found, store).now())
    typer.echo(f"Lien pour {found.educator_name}, valable une fois, 7 jours :\n{_link(found, secret)}")


def _enter(session: Session, entry: Entry, found: Settings, now: datetime) -> Entered:
    group = _group(session, entry.group)
    family = new_family(session).code if entry.family == NEW else entry.family
    parent = NewParent(
        name=entry.name,
        evidence=entry.agreed or f"accord oral, {day_in_full(now.astimezone(found.timezone).date())}",
        phone=entry.phone,
        language=entry.language.strip().lower(),
        speaks=entry.speaks,
        discreet=entry.discreet,
        calls_only=entry.calls_only,
        hours=hours(entry.hours or ""),
        family=family,
        role=entry.role,
        ours=(found.twilio.sender,) if found.twilio else (),
    )
    entered = enter_parent(session, parent, BY, programme_of(found), now)
    if group is not None:
        join(session, group, entered.adult, now.astimezone(found.timezone).date(), BY, now)
    return entered


def _group(session: Session, name: str | None) -> Group | None:
    if name is None:
        return None
    group = group_named(session, name)
    if group is None:
        raise NotEnteredError("Ce groupe n'existe pas. Vérifiez son nom, par exemple Café des parents.")
    return group


def _educator_token(session: Session, found: Settings, now: datetime) -> str:
    educator = session.exec(select(Contact).where(Contact.staff, col(Contact.stands_in).is_(False))).first()
    if educator is None:
        educator = Contact(name=found.educator_name, staff=True, created_at=now)
        session.add(educator)
        session.flush()
    assert educator.id is not None
    journal.note(session, BY, "issued-login", now, contact_id=educator.id)
    return tokens.issue(session, tokens.EDUCATOR, educator.id, BY, now)


def _link(found: Settings, secret: str) -> str:
    """The deep link; without an answer from Telegram, what to type to the bot instead."""
    name = asyncio.run(_bot_name(found))
    return f"https://t.me/{name}?start={secret}" if name else f"/start {secret}   (à écrire au bot)"


async def _bot_name(found: Settings) -> str:
    if found.telegram is None:
        return ""
    channel = TelegramChannel(found.telegram.token, root=found.telegram.api_url)
    await channel.open()
    try:
        return await channel.me()
    except UnavailableError:
        return ""
    finally:
        await channel.close()
