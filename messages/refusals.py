"""Why a message may not leave: the closed list of reasons, in words for the educator."""

REASONS = {
    "no-consent": "n'a pas dit oui aux messages",
    "stopped": "a demandé l'arrêt des messages",
    "calls-only": "préfère qu'on l'appelle",
    "pause": "a demandé une pause",
    "danger": "messages suspendus après une alerte",
    "freeze": "a demandé qu'on n'utilise plus ses données",
    "suspended": "numéro à vérifier avant d'écrire",
    "no-address": "n'a ni numéro ni Telegram",
    "blocked": "a fermé Telegram",
    "closed": "le numéro ne fonctionne plus",
    "no-channel": "aucun envoi possible par ce moyen",
    "cap": "a déjà reçu assez de messages cette semaine",
    "hours": "aucun moment permis avant l'échéance",
    "shared-phone": "partage un téléphone déjà invité",
    "added-since": "n'était pas dans la liste confirmée",
    "one-question": "une question est déjà ouverte sur ce téléphone partagé",
    "silent": "n'a pas répondu aux trois dernières invitations",
    "erased": "n'est plus dans la liste",
    "moved": "n'est plus à ce numéro",
    "one-way": "ne peut pas répondre à nos SMS",
    "unanswered": "n'a pas répondu à deux offres de place",
    "no-window": "trop peu de temps pour répondre à un message",
    "undelivered": "le message n'est pas arrivé",
}
"""Why a message did not leave, in words for the educator."""

HER_WISH = ("stopped", "no-consent", "pause", "freeze", "erased")
"""Reasons for which nobody should call either."""
