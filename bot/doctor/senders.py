"""Who writes the texts: what France allows, whether families can answer, and what is lost when they cannot."""

import re

from bot.doctor.findings import Finding, attention, ok, problem
from bot.settings import Settings

SUBJECT = "SMS en France"
_LOST = (
    "Les familles ne peuvent pas répondre par SMS : ni oui ou non, ni nombre de personnes, ni note, ni témoignage, "
    "ni STOP, ni question."
)


def examine(found: Settings) -> list[Finding]:
    """Nothing is asked of anybody: the rules of the numbering plan (ARCEP 2018-0881, 2022-1583) are enough."""
    if found.twilio is None:
        return [
            attention(SUBJECT, "Les SMS ne sont pas réglés.", "Les réglages TWILIO_ de .env.example disent comment.")
        ]
    return [_sender(found.twilio.sender), *_ways(found)]


def _sender(sender: str) -> Finding:
    if not sender:
        said = "Un service de messagerie choisit le numéro : ses règles ne se voient pas d'ici."
        return attention(
            SUBJECT, said, "Vérifiez chez Twilio quels numéros il contient, et que STOP y est géré en français."
        )
    if re.search("[A-Za-z]", sender):
        return ok(SUBJECT, "L'expéditeur est un nom : il peut écrire, personne ne peut lui répondre.")
    if re.fullmatch(r"\+33[67]\d+", sender):
        said = (
            "L'expéditeur est un 06 ou 07 : en France, un programme n'a pas le droit d'écrire avec (ARCEP 2018-0881)."
        )
        return problem(SUBJECT, said, "Prenez un numéro court, un 09 37 à 09 39, ou un nom avec RELAIS_SMS_TWO_WAY=0.")
    if re.fullmatch(r"\+33\s?93[789]\d+", sender):
        return ok(SUBJECT, "L'expéditeur est un 09 37 à 09 39, fait pour écrire et recevoir (ARCEP 2022-1583).")
    if re.fullmatch(r"\d{3,8}", sender):
        return ok(SUBJECT, "L'expéditeur est un numéro court. Sans un envoi par mois, il est retiré.")
    if sender.startswith("+33"):
        said = "L'expéditeur est un numéro français qui n'est pas fait pour les SMS automatiques."
        return problem(SUBJECT, said, "Prenez un numéro court ou un 09 37 à 09 39.")
    said = (
        "L'expéditeur est un numéro étranger : répondre peut coûter cher aux familles, et l'opérateur peut le bloquer."
    )
    return attention(SUBJECT, said, "Prenez un numéro court ou un 09 37 à 09 39.")


def _ways(found: Settings) -> list[Finding]:
    if found.sms_two_way:
        return [ok(SUBJECT, "Réglé pour que les familles répondent par SMS (RELAIS_SMS_TWO_WAY=1).")]
    instead = [
        *(["un lien vers une page à trois boutons"] if found.public_url else []),
        *(["un numéro à appeler"] if found.call_number else []),
    ]
    if not instead:
        remedy = "Donnez-leur un numéro (RELAIS_CALL_NUMBER), un lien (RELAIS_PUBLIC_URL), ou les deux."
        return [problem(SUBJECT, _LOST, remedy)]
    return [attention(SUBJECT, _LOST, f"À la place : {' et '.join(instead)}. Telegram reste dans les deux sens.")]
