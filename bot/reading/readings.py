"""What a reply was understood to mean."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reading:
    """One meaning, its details, and whether a person must see the text.

    `intent` is the main meaning ("yes", "count", "urgent", "unclear"...); `fields` holds what the text says and
    nothing more ("total", "children", "rating", "topic"...); `also` names further meanings of the same text;
    `why` names the rules that spoke, never the words that were written.
    """

    intent: str
    fields: dict[str, object] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    human: bool = False
    why: tuple[str, ...] = ()
