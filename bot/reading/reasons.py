"""Why somebody does not come, as the phrases of the lexicons say it, or the words alone where there are no phrases."""

from re import compile as compile_pattern

from bot.reading.heard import Heard
from bot.reading.hours import plain_text, says
from bot.reading.vocabulary import HOME

_BY_WORDS = (
    ("child_ill", ("child", "ill")),
    ("work", ("work",)),
    ("transport", ("car",)),
    ("transport", ("bus",)),
    ("transport", ("far",)),
)
"""A reason, and the senses of words that stand for it when all are there, the surest first."""


_GIVEN = compile_pattern(
    r"(?<![^\W_])(?:j ?' ?ai|jai|g|on a|nous avons|ya|y a) (?:un|une|des|deja|mal|cours|trop)(?![^\W_])"
    r"|(?<![^\W_])m(?:on|a|es) [^\W\d_]+ (?:me|m') ?fai\w"
)


_A_CHILD_IS_ILL = compile_pattern(
    r"(?<![^\W_])(?:petite?s?|ptite?s?|enfants?|fils|filles?|bebes?|jumeaux|grande?s?) (?:qui )?"
    r"(?:est|sont|a|ont|st)? ?(?:tous )?(?:malades?|la varicelle|d[eu] la fievre|la grippe|la gastro|40|39)(?![^\W_])"
)


def gives_a_reason(heard: Heard) -> bool:
    """Whether she says that something is in the way, whatever it is: "j'ai un examen"."""
    return bool(_GIVEN.search(plain_text(heard)))


def reason_said(heard: Heard) -> str | None:
    """The reason in the text: work, child_ill, childcare, transport, other; None where none is named."""
    if named := [span.concept.partition(".")[2] for span in heard.all("reason.")]:
        return next((reason for reason in named if reason != "other"), "other")
    if heard.spoken == HOME:
        return "child_ill" if _A_CHILD_IS_ILL.search(plain_text(heard)) else None
    return next((reason for reason, senses in _BY_WORDS if all(says(heard, sense) for sense in senses)), None)
