"""What else an urgent text says: which kind of danger its words name, and whether a child writes it."""

from re import compile as pattern

from bot.reading.heard import Heard
from bot.reading.normalise import fold

_OPEN = (None, "distress")
"""What phrases say that leaves open which danger it is: nothing, or a mere cry for help."""
_NO_SIGN_OF_LIFE = (
    r"(?:s ?e? ?'?reveill|reagi|boug|respir|ouvr)\w* (?:meme )?(?:plus|plu|pas|pa)(?! (?:le matin|a l'heure|pour))"
)
_DANGER = pattern(
    rf"(?<![^\W_])(?:{_NO_SIGN_OF_LIFE}|(?:tombe\w*|malaise|par terre|mou|molle|yeux).*repon[dt]\w* (?:plus|plu|pas|pa)"
    r"|(?:suis|sui|est|sommes|a|ai|nous|m') ?(?:en)?ferme\w*|m'?enferme|nous enferme|sequestr\w+"
    r"|coince\w* (?:dans|a l'int)"
    r"|monoxyde|(?:sent|odeur d\w|fuite d\w) (?:le |de )?gaz|poele.*(?:tete|vomi|evanoui)|(?:prend|pris) feu|incendie"
    r"|tout mou|toute molle|convuls\w+|inconscient\w*|evanoui\w*|saigne|en sang"
    r"|(?:papa|pere|mari|ex|copain) (?:il )?(?:a |nous |la |m'? ?a |l'a |me )*(?:frapp|tap|bat|cogn)\w*"
    r"|does ?n[o']?t wake up|not breathing|locked (?:us|me|in)|carbon monoxide|no (?:se )?despierta|no respira)"
)
_NEEDS = pattern(
    r"(?<![^\W_])(?:expuls\w+|huissiers?|nul(?:le)? part (?:ou )?(?:aller|dormir)|ou (?:aller|dormir)|a la rue"
    r"|(?:met|mets|mettent|mis|mise|jete\w*|vire\w*|fout) (?:tous )?(?:dehors|a la porte)"
    r"|dor\w+ (?:dehors|dans la voiture)"
    r"|(?:rien|plus rien|pas) (?:a|de quoi) manger|(?:en)?plus de (?:toit|logement|lait|couches)"
    r"|evict\w*|nowhere to (?:go|sleep)|on the street|nada (?:para|que) comer|donde dormir)(?![^\W_])"
)
_BY_HER_OWN_HAND = pattern(r"(?<![^\W_])j(?:e )?(?:me|m'?) ?(?:tape|frappe|cogne|griffe|mord)")
_BY_ANOTHER = pattern(r"(?<![^\W_])(?:il|elle|mari|ex|pere|papa|copain) (?:me|m'|nous)")
_A_PARENT = pattern(
    r"(?:^|(?P<before>[\w']+)\W+)(?:maman|papa)[ ,]+(?:(?:elle|il) )?"
    r"(?:[an]|est?|ne|n'|s[e']|s'|cri\w+|tap\w+|frapp\w+|bat|saign\w+|dort|pleur\w+|boug\w+|repon\w+|respir\w+|tomb\w+|veu[xt]"
    r"|va|me|m'|nous|lui|la|les?)(?![^\W_])"
)
_NOT_HERS = frozenset([
    "ma", "mon", "sa", "son", "la", "le", "leur", "ta", "ton", "votre", "notre", "une", "un", "de", "du", "belle",
    "beau", "grand", "d'", "l'", "bonjour", "bonsoir", "salut", "suis", "jeune", "future", "mes", "les", "des", "que",
    "vieille",
])  # fmt: skip
_A_CHILD = pattern(
    r"(?<![^\W_])(?:(?:j'? ?ai|g) (?:[5-9]|1[0-7]) ?ans"
    r"|(?:c'?(?:est)?|ses|je suis|moi) (?:sa fille|son fils|(?:la fille|le fils) de))"
)
_GROWN = pattern(
    r"(?<![^\W_])(?:mon (?:fils|mari|ex|enfant|bebe|conjoint)|ma (?:fille|femme)|mes (?:enfants|filles|fils|petits))"
)
_LIKELY = 0.8
"""How likely the ear must hold a kind for the words not to outweigh it."""


def kind_of_alarm(heard: Heard, phrased: str | None, likely: dict[str, float]) -> str:
    """The kind of an urgent text: what its phrases say, else what its words name, else what is heard."""
    text, best = fold(heard.cleaned), max(likely, key=lambda kind: likely[kind])
    if phrased == "danger" and _BY_HER_OWN_HAND.search(text) and not _BY_ANOTHER.search(text):
        return "distress"
    if phrased not in _OPEN:
        return str(phrased)
    if best == "suicide" and likely[best] >= _LIKELY:
        return phrased or best
    if names_danger(heard):
        return "danger"
    return "basic_needs" if _NEEDS.search(text) else phrased or best


def names_danger(heard: Heard) -> bool:
    """Whether the words alone name somebody in danger."""
    return _DANGER.search(fold(heard.cleaned)) is not None


def child_writes(heard: Heard) -> bool:
    """ "Maman elle est tombée", "papa crie": only a child names its parents so; "ma maman" may be a grown woman's."""
    text = fold(heard.cleaned)
    bare = any((found["before"] or "") not in _NOT_HERS for found in _A_PARENT.finditer(text))
    return bool(_A_CHILD.search(text)) or (bare and not _GROWN.search(text))
