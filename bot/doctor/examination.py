"""The whole examination: settings first, then everything that can be asked, side by side; nothing is changed."""

import asyncio
import stat
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.doctor import address, alarms, database, providers, senders, traffic
from bot.doctor.findings import Finding, attention, ok, problem
from bot.providers import channels_of
from bot.settings import Settings, SettingsError
from messages.channels.sms import SmsChannel
from messages.channels.telegram import TelegramChannel
from messages.store import Store

SUBJECT = "Réglages"


def examine(environ: Mapping[str, str], dotenv: Path) -> list[Finding]:
    """Every finding, grouped by subject, in the order they are read."""
    found, lines = _settings(environ, dotenv)
    lines += _secret(dotenv)
    if found is None:
        return [*lines, attention(SUBJECT, "Le reste n'a pas pu être regardé.", "Corrigez d'abord ces réglages.")]
    rehearsed = [ok(SUBJECT, "C'est une répétition : rien ne part pour de vrai.")] if found.rehearsal else []
    asked = asyncio.run(_asked(found))
    store = database.examine(found.database_url, _traffic(found))
    return [*lines, *rehearsed, *store, *asked, *senders.examine(found), *alarms.examine(found)]


def _settings(environ: Mapping[str, str], dotenv: Path) -> tuple[Settings | None, list[Finding]]:
    """What is wrong with them; those that allow no sending at all still let the rest be looked at."""
    try:
        return Settings.load(environ, dotenv), [ok(SUBJECT, "Les réglages sont complets.")]
    except SettingsError as error:
        lines = [problem(SUBJECT, sentence, "À corriger dans .env") for sentence in error.problems]
    try:
        return Settings.load(environ, dotenv, sending=False), lines
    except SettingsError:
        return None, lines


def _secret(dotenv: Path) -> list[Finding]:
    if not dotenv.exists():
        return [attention(SUBJECT, "Il n'y a pas de fichier .env.", "cp .env.example .env, puis remplissez-le.")]
    if stat.S_IMODE(dotenv.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return [attention(SUBJECT, "D'autres comptes peuvent lire .env et ses secrets.", "chmod 600 .env")]
    return [ok(SUBJECT, "Le fichier .env n'est lisible que par vous.")]


def _traffic(found: Settings) -> database.Look:
    def look(store: Store) -> list[Finding]:
        return store.reading(traffic.examine, datetime.now(UTC), found.timezone, found.rehearsal)

    return look


async def _asked(found: Settings) -> list[Finding]:
    channels = channels_of(found)
    asking = [address.clock(found), address.examine(found)]
    opened = [channel for channel in channels.values() if isinstance(channel, TelegramChannel | SmsChannel)]
    for channel in opened:
        await channel.open()
        asking.append(_provider(channel, found))
    try:
        return [finding for group in await asyncio.gather(*asking) for finding in group]
    finally:
        for channel in opened:
            await channel.close()


def _provider(channel: TelegramChannel | SmsChannel, found: Settings) -> Coroutine[Any, Any, list[Finding]]:
    if isinstance(channel, TelegramChannel):
        return providers.telegram(channel, found)
    return providers.twilio(channel, found)
