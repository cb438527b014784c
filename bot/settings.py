"""What Relais is told before it starts: frozen settings, or the whole list of what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from bot.databases import database_url, direct_url
from bot.environment import Environment, is_loopback
from messages.phones import NotAPhone, parse_phone

SENDER = r"\+\d{6,15}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """Relais must not start; `problems` says why, one French sentence each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("Relais ne peut pas démarrer :\n" + "\n".join(f"- {problem}" for problem in problems))


@dataclass(frozen=True)
class TelegramSettings:
    """The bot. With an empty `webhook_secret` it asks Telegram for news itself. Rates are per second."""

    token: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    api_url: str
    rate: float
    chat_rate: float


@dataclass(frozen=True)
class TwilioSettings:
    """The SMS account. `auth_token` proves webhooks; the key pair, if any, signs our own calls instead.

    Absent values are empty. Exactly one of `sender` (a number, short code or name) and
    `messaging_service_sid` is filled. `rate` counts SMS parts per second.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    api_key: str
    api_secret: str = field(repr=False)
    sender: str
    messaging_service_sid: str
    api_url: str
    rate: float


@dataclass(frozen=True)
class TeamSettings:
    """How the team is told of what cannot wait: E.164 numbers, "" where there is none."""

    educator_phone: str
    stand_in: str
    """A first name."""
    stand_in_phone: str


@dataclass(frozen=True)
class Settings:
    """Everything that may differ from one association to another. Times are in seconds."""

    database_url: str = field(repr=False)
    database_direct_url: str = field(repr=False)
    """The same database past any pooler, for what must be one session; "" where the other address does."""
    data: Path
    public_url: str
    timezone: ZoneInfo
    educator_name: str
    telegram: TelegramSettings | None
    twilio: TwilioSettings | None
    sms_two_way: bool
    call_number: str
    """The number families can ring, as they read it: "03 20 12 34 56"; "" where there is none."""
    team: TeamSettings
    rehearsal: bool
    port: int
    undo_seconds: float
    send_timeout: float
    poll_seconds: float
    lookup_seconds: float
    in_flight: int
    log_level: str

    @classmethod
    def load(cls, environ: Mapping[str, str], dotenv: Path | None = None, *, sending: bool = True) -> Self:
        """Read and check all of it; raises `SettingsError` with everything that is missing or wrong at once.

        A value in `environ` wins over the same name in the file `dotenv`. `sending` is false for commands
        that only touch the database: they need no provider.
        """
        env = Environment(environ, dotenv)
        data = Path(env.text("RELAIS_DATA", ".data"))
        settings = cls(
            database_url=database_url(env, "RELAIS_DATABASE_URL", data),
            database_direct_url=direct_url(env, "RELAIS_DATABASE_DIRECT_URL"),
            data=data,
            public_url=_public_url(env),
            timezone=_timezone(env),
            educator_name=env.text("RELAIS_EDUCATOR_NAME", "Claire"),
            telegram=_telegram(env),
            twilio=_twilio(env),
            sms_two_way=env.flag("RELAIS_SMS_TWO_WAY", True),
            call_number=_call_number(env),
            team=_team(env),
            rehearsal=(rehearsal := env.flag("RELAIS_REHEARSAL", False)),
            port=int(env.number("PORT", 8000, 0, 65535)),
            undo_seconds=env.number("RELAIS_UNDO_SECONDS", 0 if rehearsal else 60, 0, 3600),
            send_timeout=env.number("RELAIS_SEND_TIMEOUT", 20, 0.1, 300),
            poll_seconds=env.number("RELAIS_POLL_SECONDS", 5, 0.05, 300),
            lookup_seconds=env.number("RELAIS_LOOKUP_SECONDS", 60, 0.05, 3600),
            in_flight=int(env.number("RELAIS_IN_FLIGHT", 8, 1, 200)),
            log_level=env.choice("RELAIS_LOG_LEVEL", "INFO", LEVELS),
        )
        settings._check_together(env, sending)
        env.refuse_mistyped()
        if env.problems:
            raise SettingsError(env.problems)
        return settings

    @property
    def pages(self) -> str:
        """Where families open a link of ours: our public address, or in a rehearsal this machine; "" for nowhere."""
        here = f"http://127.0.0.1:{self.port}" if self.rehearsal else ""
        return self.public_url or here

    def _check_together(self, env: Environment, sending: bool) -> None:
        if self.telegram and self.telegram.webhook_secret and not self.public_url:
            env.refuse("TELEGRAM_WEBHOOK_SECRET demande aussi RELAIS_PUBLIC_URL : Telegram doit savoir où écrire.")
        if self.twilio and self.sms_two_way and re.search("[A-Za-z]", self.twilio.sender):
            env.refuse("On ne peut pas répondre à un nom (TWILIO_FROM) : mettez RELAIS_SMS_TWO_WAY=0.")
        if self.rehearsal:
            self._check_rehearsal(env)
        elif sending and not (self.telegram or self.twilio):
            env.refuse("Il manque un moyen d'écrire aux familles : TELEGRAM_BOT_TOKEN, ou les réglages TWILIO_…")

    def _check_rehearsal(self, env: Environment) -> None:
        providers = {"TELEGRAM_API_URL": self.telegram, "TWILIO_API_URL": self.twilio}
        for name, provider in providers.items():
            if provider and not is_loopback(provider.api_url):
                env.refuse(
                    "En répétition (RELAIS_REHEARSAL=1), rien ne doit partir pour de vrai : "
                    f"{name} doit rester sur cette machine, par exemple http://127.0.0.1:8081."
                )


def _public_url(env: Environment) -> str:
    url = env.root("RELAIS_PUBLIC_URL")
    if url and not (url.startswith("https://") or is_loopback(url)):
        env.refuse("RELAIS_PUBLIC_URL commence par https:// : les réponses des familles y passent.")
    return url


def _call_number(env: Environment) -> str:
    """In pairs, as a French number is read."""
    typed = env.text("RELAIS_CALL_NUMBER")
    digits = re.sub(r"^(\+|00)33(\(0\))?", "0", re.sub(r"[\s.\-]", "", typed))
    env.shaped("RELAIS_CALL_NUMBER", digits, r"0[1-79]\d{8}", "un numéro français à 10 chiffres, 03 20 12 34 56")
    return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def _team(env: Environment) -> TeamSettings:
    team = TeamSettings(
        educator_phone=_mobile(env, "RELAIS_EDUCATOR_PHONE"),
        stand_in=env.text("RELAIS_STAND_IN_NAME"),
        stand_in_phone=_mobile(env, "RELAIS_STAND_IN_PHONE"),
    )
    if bool(team.stand_in) != bool(team.stand_in_phone):
        env.refuse("RELAIS_STAND_IN_NAME et RELAIS_STAND_IN_PHONE vont ensemble : remplissez les deux, ou aucun.")
    if team.stand_in_phone and team.stand_in_phone == team.educator_phone:
        env.refuse("RELAIS_STAND_IN_PHONE est le numéro de RELAIS_EDUCATOR_PHONE : il en faut un autre.")
    return team


def _mobile(env: Environment, name: str) -> str:
    typed = env.text(name)
    try:
        return parse_phone(typed) if typed else ""
    except NotAPhone as why:
        env.refuse(f"{name} : {why}")
        return ""


def _timezone(env: Environment) -> ZoneInfo:
    name = env.text("RELAIS_TIMEZONE", "Europe/Paris")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        env.refuse(f"RELAIS_TIMEZONE ne désigne aucun fuseau horaire connu : {name}. En France : Europe/Paris.")
        return ZoneInfo("UTC")


def _telegram(env: Environment) -> TelegramSettings | None:
    token, secret = env.secret("TELEGRAM_BOT_TOKEN"), env.secret("TELEGRAM_WEBHOOK_SECRET")
    settings = TelegramSettings(
        token=env.shaped("TELEGRAM_BOT_TOKEN", token, r"\d+:[\w-]+", "celle que donne BotFather"),
        webhook_secret=env.shaped("TELEGRAM_WEBHOOK_SECRET", secret, r"[\w-]{1,256}", "lettres, chiffres, - et _"),
        api_url=env.root("TELEGRAM_API_URL", "https://api.telegram.org"),
        rate=env.number("RELAIS_TELEGRAM_RATE", 28, 0.01, 100_000),
        chat_rate=env.number("RELAIS_TELEGRAM_CHAT_RATE", 1, 0.01, 100_000),
    )
    if not token and (secret or env.text("TELEGRAM_API_URL")):
        env.refuse("Telegram n'est réglé qu'à moitié : il manque TELEGRAM_BOT_TOKEN.")
    return settings if token else None


def _twilio(env: Environment) -> TwilioSettings | None:
    sid, service = env.text("TWILIO_ACCOUNT_SID"), env.text("TWILIO_MESSAGING_SERVICE_SID")
    settings = TwilioSettings(
        account_sid=env.shaped("TWILIO_ACCOUNT_SID", sid, r"AC\w+", "un identifiant qui commence par AC"),
        auth_token=env.secret("TWILIO_AUTH_TOKEN"),
        api_key=env.text("TWILIO_API_KEY"),
        api_secret=env.secret("TWILIO_API_SECRET"),
        sender=env.shaped("TWILIO_FROM", env.text("TWILIO_FROM"), SENDER, "+33…, un numéro court, ou un nom"),
        messaging_service_sid=env.shaped(
            "TWILIO_MESSAGING_SERVICE_SID", service, r"MG\w+", "un identifiant qui commence par MG"
        ),
        api_url=env.root("TWILIO_API_URL", "https://api.twilio.com"),
        rate=env.number("RELAIS_SMS_RATE", 1, 0.01, 100_000),
    )
    if not _says_anything(settings) and not env.text("TWILIO_API_URL"):
        return None
    _refuse_half(env, settings)
    return settings


def _says_anything(twilio: TwilioSettings) -> bool:
    named = (twilio.account_sid, twilio.auth_token, twilio.api_key, twilio.api_secret)
    return any((*named, twilio.sender, twilio.messaging_service_sid))


def _refuse_half(env: Environment, twilio: TwilioSettings) -> None:
    if not twilio.account_sid:
        env.refuse("Les SMS ne sont réglés qu'à moitié : il manque TWILIO_ACCOUNT_SID.")
    if not twilio.auth_token:
        env.refuse("Les SMS ne sont réglés qu'à moitié : il manque TWILIO_AUTH_TOKEN.")
    if bool(twilio.api_key) != bool(twilio.api_secret):
        env.refuse("TWILIO_API_KEY et TWILIO_API_SECRET vont ensemble : remplissez les deux, ou aucun.")
    if bool(twilio.sender) == bool(twilio.messaging_service_sid):
        env.refuse("Remplissez TWILIO_FROM, ou bien TWILIO_MESSAGING_SERVICE_SID : l'un des deux, pas les deux.")
