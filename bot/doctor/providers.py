"""What Telegram and Twilio say of us: whether they know us, where they write, and what is left to pay with."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.doctor.findings import Finding, attention, ok, problem
from bot.settings import Settings
from messages.channels.base import UnavailableError
from messages.channels.sms import SmsChannel
from messages.channels.telegram import TelegramChannel
from messages.failures import CREDENTIALS, NO_OUTCOME

TELEGRAM, TWILIO = "Telegram", "Twilio"
SECONDS = 5.0
"""How long one question may take."""
LOW = 10.0
"""Under this balance, in the account's own currency, somebody should pay in."""
SMS_HOOK = "/webhooks/sms#rc=5&rp=ct,rt,5xx&ct=2000&rt=4000"
Answer = TypeVar("Answer")


async def telegram(channel: TelegramChannel, found: Settings) -> list[Finding]:
    """The token, and whether news reach us."""
    try:
        name = await _within(channel.me)
    except UnavailableError as error:
        return [_refused(TELEGRAM, error, "Redemandez le jeton à BotFather (TELEGRAM_BOT_TOKEN).")]
    try:
        hook = await _within(channel.webhook)
    except UnavailableError:
        return [ok(TELEGRAM, f"Le bot @{name} répond."), _no_answer(TELEGRAM)]
    return [ok(TELEGRAM, f"Le bot @{name} répond."), _hook(hook, found), *_troubles(hook)]


async def twilio(channel: SmsChannel, found: Settings) -> list[Finding]:
    """The account, its balance, and where incoming texts and calls are sent."""
    try:
        amount, currency = await _within(channel.balance)
    except UnavailableError as error:
        return [_refused(TWILIO, error, "Vérifiez TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN et la clé d'API.")]
    known = [ok(TWILIO, "Le compte est reconnu."), _balance(amount, currency)]
    assert found.twilio is not None
    if not found.sms_two_way or not found.twilio.sender.startswith("+"):
        return known
    try:
        return [*known, *_hooks(await _within(channel.hooks), found.public_url)]
    except UnavailableError:
        return [*known, _no_answer(TWILIO)]


def _hook(hook: dict[str, Any], found: Settings) -> Finding:
    address = str(hook.get("url") or "")
    wanted = found.telegram.webhook_secret if found.telegram else ""
    if not wanted:
        if address:
            return problem(TELEGRAM, "Un autre programme reçoit les messages du bot.", "relais run reprend la main.")
        return ok(TELEGRAM, "Relais va chercher les messages lui-même.")
    if address == f"{found.public_url}/webhooks/telegram":
        return ok(TELEGRAM, "Telegram écrit à la bonne adresse.")
    return problem(TELEGRAM, "Telegram n'écrit pas à notre adresse.", "relais run la lui donne au démarrage.")


def _troubles(hook: dict[str, Any]) -> list[Finding]:
    found, waiting = [], hook.get("pending_update_count")
    if isinstance(waiting, int) and waiting > 0:
        found.append(attention(TELEGRAM, f"{waiting} message(s) attendent chez Telegram.", "relais run les prend."))
    if hook.get("last_error_message"):
        said = "La dernière remise de Telegram a échoué."
        found.append(attention(TELEGRAM, said, "Vérifiez RELAIS_PUBLIC_URL et son certificat, plus bas."))
    return found


def _balance(amount: float, currency: str) -> Finding:
    said = f"Il reste {amount:.2f} {currency} sur le compte.".replace(".", ",", 1)
    if amount < LOW:
        return problem(TWILIO, said, "Rechargez le compte : sans crédit, plus aucun SMS ne part.")
    return ok(TWILIO, said)


def _hooks(hooks: tuple[str, str] | None, public_url: str) -> list[Finding]:
    if hooks is None:
        return [attention(TWILIO, "Ce numéro n'est pas dans ce compte.", "Vérifiez TWILIO_FROM chez Twilio.")]
    texts, calls = (address.partition("#")[0] for address in hooks)
    found = []
    if texts == f"{public_url}/webhooks/sms" and public_url:
        found.append(ok(TWILIO, "Les SMS des familles arrivent à la bonne adresse."))
    else:
        wanted = f"{public_url or 'https://…'}{SMS_HOOK}"
        found.append(
            problem(
                TWILIO, "Les SMS des familles n'arrivent pas ici.", f"Chez Twilio, « A message comes in » : {wanted}"
            )
        )
    if calls != f"{public_url}/webhooks/voice":
        wanted = f"{public_url or 'https://…'}/webhooks/voice"
        found.append(
            attention(TWILIO, "Les appels manqués ne sont pas notés.", f"Chez Twilio, « A call comes in » : {wanted}")
        )
    return found


def _refused(subject: str, error: UnavailableError, remedy: str) -> Finding:
    if error.failure is CREDENTIALS:
        return problem(subject, error.failure.words, remedy)
    return _no_answer(subject)


def _no_answer(subject: str) -> Finding:
    return problem(subject, f"{subject} ne répond pas comme attendu.", "Vérifiez l'accès à internet, puis recommencez.")


async def _within(question: Callable[[], Awaitable[Answer]]) -> Answer:
    try:
        async with asyncio.timeout(SECONDS):
            return await question()
    except TimeoutError:
        raise UnavailableError(NO_OUTCOME) from None
