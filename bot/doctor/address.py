"""The address where the world finds us, its certificate, and whether our clock agrees with the world's."""

import asyncio
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from bot.doctor.findings import Finding, attention, ok, problem
from bot.settings import Settings

SUBJECT, CLOCK = "Adresse publique", "Heure"
SECONDS = 5.0
SOON = 14
"""Days before a certificate ends at which somebody should look."""
APART = 30.0
"""Seconds our clock may differ."""


async def examine(found: Settings) -> list[Finding]:
    """Whether the public address answers under a valid name."""
    if not found.public_url:
        said = "Pas d'adresse publique : Telegram suffit, mais ni SMS entrants ni liens de réponse."
        return [attention(SUBJECT, said, "RELAIS_PUBLIC_URL=https://…, derrière un serveur qui a un certificat.")]
    parts = urlsplit(found.public_url)
    certificate = []
    if parts.scheme == "https":
        certificate = [await asyncio.to_thread(_certificate, parts.hostname or "", parts.port or 443)]
        if certificate[0].level == "problem":
            return certificate
    return [*certificate, await _answers(found.public_url)]


async def clock(found: Settings) -> list[Finding]:
    """Our clock beside a provider's; nothing to compare with in a rehearsal."""
    said = f"Fuseau horaire : {found.timezone.key}."
    if found.rehearsal:
        return [ok(CLOCK, said), ok(CLOCK, "En répétition, l'heure est celle qu'on avance à la main.")]
    roots = [provider.api_url for provider in (found.telegram, found.twilio) if provider]
    seconds = await _apart(roots[0]) if roots else None
    if seconds is None:
        return [
            ok(CLOCK, said),
            attention(CLOCK, "Rien à quoi comparer l'heure de cette machine.", "Vérifiez-la : date"),
        ]
    if abs(seconds) > APART:
        wrong = f"L'heure de cette machine diffère de {abs(seconds):.0f} secondes."
        return [ok(CLOCK, said), problem(CLOCK, wrong, "Réglez-la : timedatectl set-ntp true")]
    return [ok(CLOCK, said), ok(CLOCK, "L'heure de cette machine est juste.")]


async def _answers(public_url: str) -> Finding:
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            status = (await client.get(f"{public_url}/health")).status_code
    except (httpx.HTTPError, ValueError):
        return problem(
            SUBJECT, "L'adresse publique ne répond pas.", "Lancez relais run, et vérifiez le serveur devant lui."
        )
    if status in (httpx.codes.OK, httpx.codes.SERVICE_UNAVAILABLE):
        return ok(SUBJECT, "L'adresse publique mène à Relais.")
    return problem(
        SUBJECT, f"L'adresse publique répond autre chose que Relais ({status}).", "Vérifiez le serveur devant lui."
    )


async def _apart(root: str) -> float | None:
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            said = (await client.get(root)).headers.get("date", "")
        return (datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds()
    except (httpx.HTTPError, ValueError, TypeError):
        return None


def _certificate(host: str, port: int) -> Finding:
    try:
        with (
            socket.create_connection((host, port), SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            ends = (secure.getpeercert() or {}).get("notAfter")
    except ssl.SSLError:
        return problem(
            SUBJECT, "Le certificat n'est pas valable pour cette adresse.", "Renouvelez-le chez qui le fournit."
        )
    except OSError:
        return problem(SUBJECT, "L'adresse publique est injoignable.", "Vérifiez le nom, le pare-feu et le serveur.")
    left = (datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), UTC) - datetime.now(UTC)).days
    if left < SOON:
        return attention(SUBJECT, f"Le certificat finit dans {left} jours.", "Vérifiez qu'il se renouvelle tout seul.")
    return ok(SUBJECT, f"Le certificat est valable encore {left} jours.")
