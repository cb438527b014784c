"""What the educator is told at once, beside the inbox; never the words of a family."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.conversations.turn import Turn
from messages.team import EDUCATORS, team, tell

_WITHIN = timedelta(days=1)


def alert(session: Session, turn: Turn, text: str, now: datetime) -> None:
    """One message to the educator, not to whoever stands in."""
    for member in team(session, EDUCATORS):
        tell(session, member, text, f"alert/{turn.evidence}", _WITHIN, turn.heard.programme, now)
