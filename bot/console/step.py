"""The educator in Telegram: a command, a button, or a line that answers an open card."""

import re
from datetime import datetime

from sqlmodel import Session

from bot.console import announcing, guide, register
from bot.console.cards import REPLACED, Back, name_of, say, take
from bot.console.jobs import COMMANDS, PRESSES, SEVERAL_TIMES, TYPED, job_of
from bot.console.listening import WHICH, answerable, ask_which, button_said, folded, meant
from bot.heard import Heard

OLD = "Ce bouton ne sert plus. Voici ce que je sais faire : /aide"
ALREADY = "C'est déjà fait."
ONLY_WORDS = "Ici, je lis seulement le texte. Écrivez /aide pour voir ce que je sais faire."
EDITED = "Je ne relis pas un message modifié. Écrivez-le à nouveau, s'il vous plaît."

_COMMAND = re.compile(r"/(\w+)(?:@\w*)?\s*(.*)", re.DOTALL)


def step(session: Session, heard: Heard, now: datetime) -> None:
    """Take in one thing the educator wrote or pressed; all that is said back is posted, nothing is sent here."""
    match heard.incoming.kind:
        case "press":
            _press_heard(session, heard, now)
        case "text":
            _text_heard(session, heard, heard.incoming.text.strip(), now)
        case "start":
            guide.tell(session, heard, "", now)
        case "edited":
            say(session, heard, EDITED, now)
        case "media" | "contact":
            say(session, heard, ONLY_WORDS, now)


def _press_heard(session: Session, heard: Heard, now: datetime) -> None:
    if heard.press is None:
        say(session, heard, OLD, now)
        return
    _pressed(session, heard, Back(heard.press.message, choice=heard.press.choice), now)


def _pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    job = job_of(back)
    if job not in PRESSES and job != WHICH:
        say(session, heard, OLD, now)
    elif job not in SEVERAL_TIMES and not take(session, back.card, heard, now):
        _say_already(session, heard, back, now)
    elif job == WHICH:
        _answered(session, heard, meant(session, back), now)
    else:
        PRESSES[job](session, heard, back, now)


def _say_already(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    done = str(back.facts.get("done", ""))
    say(session, heard, done if done == REPLACED else f"{ALREADY} {done}".strip(), now)


def _text_heard(session: Session, heard: Heard, text: str, now: datetime) -> None:
    command = _COMMAND.fullmatch(f"/{text}" if folded(text) in COMMANDS else text)
    if command is None:
        _line_heard(session, heard, text, now)
    elif folded(command[1]) in COMMANDS:
        COMMANDS[folded(command[1])](session, heard, command[2].strip(), now)
    else:
        guide.not_understood(session, heard, now)


def _line_heard(session: Session, heard: Heard, text: str, now: datetime) -> None:
    backs = [Back(card, text=text) for card in answerable(session, heard, now)]
    fitting = [back for back in backs if button_said(back.card, text)]
    fitting = fitting or [back for back in backs if text and _takes(session, heard, back, now)]
    if len(fitting) == 1:
        _answered(session, heard, fitting[0], now)
    elif fitting:
        ask_which(session, heard, text, [back.card for back in fitting], now)
    elif not announcing.proposed(session, heard, text, now):
        _not_taken(session, heard, backs, now)


def _not_taken(session: Session, heard: Heard, backs: list[Back], now: datetime) -> None:
    sheets = [back for back in backs if name_of(back.card) == register.SHEET]
    if sheets:
        register.unknown(session, heard, sheets[0], now)
    else:
        guide.not_understood(session, heard, now)


def _takes(session: Session, heard: Heard, back: Back, now: datetime) -> bool:
    listener = TYPED.get(name_of(back.card))
    return listener is not None and listener.takes(session, heard, back, now)


def _answered(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    if back.card.answered_at is not None:
        _say_already(session, heard, back, now)
    elif choice := button_said(back.card, back.text):
        _pressed(session, heard, Back(back.card, choice=choice), now)
    else:
        TYPED[name_of(back.card)].hear(session, heard, back, now)
