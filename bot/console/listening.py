"""Which open card a typed line answers: the one she replied to, the only one that can take it, or the one she names."""

import unicodedata
from datetime import datetime

from sqlmodel import Session, select

from bot.console.cards import Back, Card, name_of, open_cards, show
from bot.heard import Heard
from messages.outbox import Attempt, Message
from scheduler.alerts import CARD

WHICH = "which/card"
OF_DATES = ("new/ask", "move/date")
"""Cards whose buttons are dates."""
AGREEING = {"oui": ("yes",), "ok": ("yes",), "d'accord": ("yes",), "non": ("no", "correct")} | {
    **dict.fromkeys(("les suivantes", "toutes", "tous les prochains"), ("rest",)),
    **dict.fromkeys(("seulement celle-ci", "celle-ci", "cette date"), ("only",)),
}
"""Words that press a button without being its label."""


def folded(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.casefold().strip()
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).strip()


def button_said(card: Message, text: str) -> str:
    """The choice of the button whose label was typed, or words that can only mean one of them; "" for none."""
    wanted = folded(text).rstrip(".! ")
    buttons = (card.facts or {}).get("buttons", [])
    labels = (choice for label, choice in buttons if folded(label) == wanted)
    choices = {choice for _, choice in buttons}
    meant = (choice for choice in AGREEING.get(wanted, ()) if choice in choices)
    return next(labels, "") or next(meant, "") or (_date_said(wanted, buttons) if name_of(card) in OF_DATES else "")


def _date_said(wanted: str, buttons: list[list[str]]) -> str:
    """`mercredi`, `le 21`: some words of one of the dates offered, and of no other."""
    said = set(_words(wanted)) - {"le"}
    fitting = [choice for label, choice in buttons if said and said <= set(_words(folded(label)))]
    return fitting[0] if len(fitting) == 1 else ""


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def answerable(session: Session, heard: Heard, now: datetime) -> list[Message]:
    """The open cards; only the one she replied to, where Telegram says so."""
    cards = _latest_alert_only(open_cards(session, heard, now))
    if heard.incoming.reply_to is None:
        return cards
    query = select(Attempt.message_id).where(
        Attempt.provider_id == heard.incoming.reply_to, Attempt.address_id == heard.address.id
    )
    meant = set(session.exec(query))
    return [card for card in cards if card.id in meant] or cards


def _latest_alert_only(cards: list[Message]) -> list[Message]:
    """An alert is told again and again: what is typed answers the last of them."""
    alerts = [card for card in cards if name_of(card) == CARD]
    return [card for card in cards if card not in alerts[1:]]


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
