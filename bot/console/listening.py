"""Which open card a typed line answers: the one she replied to, the only one that can take it, or the one she names."""

import unicodedata
from datetime import datetime

from sqlmodel import Session, select

from bot.console.cards import Back, Card, open_cards, show
from bot.heard import Heard
from messages.outbox import Attempt, Message

WHICH = "which/card"
AGREEING = {"oui": ("yes",), "ok": ("yes",), "d'accord": ("yes",), "non": ("no", "correct")}
"""Words that press a button without being its label."""


def folded(text: str) -> str:
    """Small letters without accents."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).strip()


def button_said(card: Message, text: str) -> str:
    """The choice of the button whose label was typed, or a yes or no that stands for one; "" for none."""
    wanted = folded(text).rstrip(".! ")
    buttons = (card.facts or {}).get("buttons", [])
    labels = (choice for label, choice in buttons if folded(label) == wanted)
    choices = {choice for _, choice in buttons}
    meant = (choice for choice in AGREEING.get(wanted, ()) if choice in choices)
    return next(labels, "") or next(meant, "")


def answerable(session: Session, heard: Heard, now: datetime) -> list[Message]:
    """The open cards; only the one she replied to, where Telegram says so."""
    cards = open_cards(session, heard, now)
    if heard.incoming.reply_to is None:
        return cards
    query = select(Attempt.message_id).where(
        Attempt.provider_id == heard.incoming.reply_to, Attempt.address_id == heard.address.id
    )
    meant = set(session.exec(query))
    return [card for card in cards if card.id in meant] or cards


def ask_which(session: Session, heard: Heard, text: str, cards: list[Message], now: datetime) -> None:
    """Two cards could take this line: she says which."""
    buttons = tuple((_about(card), str(card.id)) for card in cards)
    question = Card("C'est pour quoi ?", WHICH, buttons, {"typed": text})
    show(session, heard, question, now)


def meant(session: Session, back: Back) -> Back:
    """The card she named, with the line kept meanwhile."""
    return Back(session.get_one(Message, int(back.choice)), text=str(back.facts["typed"]))


def _about(card: Message) -> str:
    return str((card.facts or {}).get("about") or "Autre chose")
