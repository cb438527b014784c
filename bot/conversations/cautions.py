"""What a person looks at twice before words are used: perhaps a child's name, perhaps health. Never quoted."""

import re

_CHILD = re.compile(
    r"\b(?:fils|fille|enfants?|b[ée]b[ée]|petite?|gar[çc]on|son|daughter|child|kids?|boy|girl|baby"
    r"|o[ğg]lum|k[ıi]z[ıi]m|[çc]ocu[ğg]um|wldi|bnti)\b|ابني|ابنتي|ولدي|بنتي|طفلي|طفلتي|أولادي",
    re.IGNORECASE,
)
_CALLED = re.compile(r"s'appelle|\bnamed\b|\bcalled\b|\bad[ıi]\b|اسمه|اسمها", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?…]\s)(?<!^)(?<!\n)\b[A-ZÀ-ÖØ-ÞĞİŞ][\w'-]+")
_HEALTH = re.compile(
    r"\b(?:malad\w+|h[ôo]pita\w+|m[ée]decin\w*|docteur\w*|psy\w*|d[ée]pres\w+|d[ée]prim\w+|handicap\w*|autis\w+|cancer"
    r"|enceinte|grossesse|traitement\w*|m[ée]dicament\w*|dys\w+|tdah|anxi\w+|angoiss\w+|insomni\w+"
    r"|ill|sick\w*|disease\w*|hospital\w*|doctor\w*|depress\w+|disab\w+|pregnan\w+|medicin\w*"
    r"|hasta\w*|doktor\w*|depresyon\w*|engelli\w*|hamile\w*|ila[çc]\w*)\b"
    r"|مريض|مرض|مستشفى|طبيب|اكتئاب|إعاقة|حامل|دواء",
    re.IGNORECASE,
)


def cautions(told: str) -> str:
    """A French sentence for the educator about words that may not be used as they are."""
    found = []
    if _CHILD.search(told) and (_NAME.search(told) or _CALLED.search(told) or _in_another_script(told)):
        found.append("un prénom d'enfant")
    if _HEALTH.search(told):
        found.append("un mot sur la santé")
    if not found:
        return "Témoignage reçu."
    return f"Témoignage reçu. À relire avec soin : il y a peut-être {' et '.join(found)}."


def _in_another_script(told: str) -> bool:
    """Where letters have no capitals, a name cannot be told from a word."""
    return bool(re.search("[\u0600-\u06ff]", told))
