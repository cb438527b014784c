"""What stands on the invitation card: its buttons, its questions, and what is said when it is too late."""

NOW, WEEK, WHO = ("Maintenant", "now"), ("7 jours avant", "week"), ("Choisir qui", "who")
BACK = ("Revenir", "back")
NEAR = "C'est dans moins de 7 jours : avec l'un ou l'autre bouton, les invitations partent aussitôt."
WHEN = "Quand partent les invitations ?"
WHEN_EACH = (
    "Quand partent les invitations ?\n"
    "- Maintenant : tout de suite pour la prochaine date, puis 7 jours avant chaque date.\n"
    "- 7 jours avant : 7 jours avant chaque date."
)
SETTLED = "Cette date est déjà annoncée, ou elle est passée."
TOO_LATE = "C'est trop tard : des invitations sont déjà parties. Pour prévenir les familles : /annuler"
