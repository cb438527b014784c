"""Who is told when a family is in danger, and what is missing for somebody always to be."""

from bot.doctor.findings import Finding, attention, ok
from bot.settings import Settings

SUBJECT = "Alertes"


def examine(found: Settings) -> list[Finding]:
    """The educator's own phone, for when Telegram is down, and the person who stands in after ten minutes."""
    return [_phone(found.team.educator_phone), _stand_in(found.team.stand_in)]


def _phone(number: str) -> Finding:
    if number:
        return ok(SUBJECT, "Si Telegram ne marche pas, l'éducatrice est prévenue d'un danger par SMS.")
    said = "Si Telegram ne marche pas, personne n'est prévenu d'un danger par un autre chemin."
    return attention(SUBJECT, said, "Donnez son numéro dans RELAIS_EDUCATOR_PHONE.")


def _stand_in(name: str) -> Finding:
    if name:
        return ok(SUBJECT, f"Une alerte sans réponse va aussi à {name}, après dix minutes.")
    said = "Si l'éducatrice ne voit pas une alerte, personne ne prend le relais."
    return attention(SUBJECT, said, "Nommez une personne : RELAIS_STAND_IN_NAME et RELAIS_STAND_IN_PHONE.")
