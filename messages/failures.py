"""The closed catalogue of reasons a message did not arrive: what to do, what to tell the educator."""

from dataclasses import dataclass
from typing import Literal

Whose = Literal["family", "provider", "us", "nobody"]
Closing = Literal["blocked", "deactivated", "not_started", "invalid", "landline", "unknown_handset", "opted_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One reason.

    `again`: the same message may be tried again, at the earliest `wait` seconds later and `tries` times in
    all (None: as often as its deadline allows). `closes`: why this address is not written to any more.
    `alarm`: whoever looks after Relais must know. `stops_channel`: nothing leaves by this channel until it
    is put right.
    """

    name: str
    words: str
    whose: Whose
    again: bool = False
    wait: int = 2
    tries: int | None = None
    closes: Closing | None = None
    alarm: bool = False
    stops_channel: bool = False


THROTTLED = Failure(
    name="throttled",
    words="Beaucoup de messages partent en même temps : celui-ci partira dans un instant.",
    whose="nobody",
    again=True,
)
HELD_UP = Failure(
    name="held_up",
    words="Relais s'est arrêté juste avant d'envoyer ce message : il l'a relu avant qu'il ne parte.",
    whose="nobody",
    again=True,
)
NO_CONNECTION = Failure(
    name="no_connection",
    words="L'opérateur est injoignable pour le moment : le message n'est pas parti, il repartira plus tard.",
    whose="provider",
    again=True,
    wait=5,
)
QUEUE_FULL = Failure(
    name="queue_full",
    words="L'opérateur a trop de messages en attente : celui-ci sera essayé de nouveau un peu plus tard.",
    whose="provider",
    again=True,
    wait=300,
)
NO_OUTCOME = Failure(
    name="no_outcome",
    words="L'opérateur n'a pas répondu : on ne sait pas si le message est arrivé.",
    whose="provider",
)
EXPIRED = Failure(
    name="expired",
    words="Le message n'a pas pu arriver à temps : il n'a plus été envoyé.",
    whose="nobody",
    again=True,
    wait=4 * 3600,
    tries=2,
)
HANDSET_OFF = Failure(
    name="handset_off",
    words="Le téléphone est éteint ou hors réseau.",
    whose="nobody",
    again=True,
    wait=4 * 3600,
    tries=2,
)
LOST = Failure(
    name="lost",
    words="Le message s'est perdu en route, sans que l'opérateur dise pourquoi.",
    whose="provider",
    again=True,
    wait=3600,
    tries=2,
)
BLOCKED = Failure(
    name="blocked",
    words="La personne a bloqué la conversation sur Telegram : on ne lui écrit plus par là.",
    whose="family",
    closes="blocked",
)
DEACTIVATED = Failure(
    name="deactivated",
    words="Ce compte Telegram n'existe plus.",
    whose="family",
    closes="deactivated",
)
NOT_STARTED = Failure(
    name="not_started",
    words="La personne n'a pas encore ouvert la conversation sur Telegram : elle doit commencer.",
    whose="family",
    closes="not_started",
)
CHAT_GONE = Failure(
    name="chat_gone",
    words="Cette conversation Telegram n'existe pas ou n'existe plus.",
    whose="family",
    closes="invalid",
)
CARRIER_BLOCKED = Failure(
    name="carrier_blocked",
    words="L'opérateur de la famille refuse nos SMS, peut-être à sa demande : à voir avec elle de vive voix.",
    whose="family",
    closes="blocked",
)
OPTED_OUT = Failure(
    name="opted_out",
    words="La personne a demandé STOP auprès de l'opérateur : on ne lui écrit plus par SMS.",
    whose="family",
    closes="opted_out",
)
INVALID_NUMBER = Failure(
    name="invalid_number",
    words="Ce numéro n'existe pas sous cette forme : à vérifier avec la famille.",
    whose="family",
    closes="invalid",
)
LANDLINE = Failure(
    name="landline",
    words="Ce numéro ne reçoit pas de SMS (téléphone fixe) : un appel ou Telegram conviendra mieux.",
    whose="family",
    closes="landline",
)
UNKNOWN_HANDSET = Failure(
    name="unknown_handset",
    words="Ce numéro a peut-être changé de main : envois suspendus, à vérifier de vive voix.",
    whose="family",
    closes="unknown_handset",
)
FILTERED = Failure(
    name="filtered",
    words="L'opérateur a filtré ce message : sa formulation ou notre numéro d'envoi est à revoir.",
    whose="us",
    alarm=True,
)
BAD_MESSAGE = Failure(
    name="bad_message",
    words="Le message est vide, trop long ou mal formé : c'est une erreur de Relais, pas de la famille.",
    whose="us",
    alarm=True,
)
REGION_CLOSED = Failure(
    name="region_closed",
    words="Les envois vers ce pays ne sont pas ouverts chez l'opérateur : un réglage à faire.",
    whose="us",
    alarm=True,
)
NO_ROUTE = Failure(
    name="no_route",
    words="Notre numéro d'envoi ne peut pas joindre ce numéro : un réglage à revoir chez l'opérateur.",
    whose="us",
    alarm=True,
)
WRONG_SENDER = Failure(
    name="wrong_sender",
    words="L'opérateur n'accepte pas notre numéro d'envoi : les SMS attendent un réglage.",
    whose="us",
    alarm=True,
    stops_channel=True,
)
CREDENTIALS = Failure(
    name="credentials",
    words="L'opérateur ne reconnaît plus nos codes d'accès : les messages attendent qu'ils soient revus.",
    whose="us",
    alarm=True,
    stops_channel=True,
)
ACCOUNT_SUSPENDED = Failure(
    name="account_suspended",
    words="Notre compte chez l'opérateur est arrêté ou n'a plus de crédit : les messages attendent.",
    whose="us",
    alarm=True,
    stops_channel=True,
)
SECOND_READER = Failure(
    name="second_reader",
    words="Un autre programme lit déjà les messages de ce compte Telegram : un seul doit tourner.",
    whose="us",
    alarm=True,
    stops_channel=True,
)
OTHER_CHANNEL = Failure(
    name="other_channel",
    words="L'opérateur a tenté un autre canal que le SMS : un réglage à revoir.",
    whose="us",
    alarm=True,
)
WEBHOOK_UNREACHABLE = Failure(
    name="webhook_unreachable",
    words="L'opérateur n'a pas pu nous remettre une réponse : elle est recherchée chez lui.",
    whose="us",
    alarm=True,
)
NEEDS_ATTENTION = Failure(
    name="needs_attention",
    words="L'opérateur a refusé le message pour une raison inhabituelle : à regarder.",
    whose="provider",
)

CATALOGUE = {value.name: value for value in list(globals().values()) if isinstance(value, Failure)}


def named(name: str) -> Failure:
    """The failure of that name, as kept with an attempt; raises KeyError for a name that never existed."""
    return CATALOGUE[name]
