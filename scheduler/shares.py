"""How the work is shared between workers: the roles of planning and of serving each sender, and whose they are."""

from collections.abc import Callable
from dataclasses import dataclass

PLANNING = "planning"
"""The role of writing down what is owed."""


def sending(sender: str) -> str:
    """The role of serving one sender."""
    return f"sending/{sender}"


@dataclass(frozen=True)
class Share:
    """What of the work is one worker's; `owner` names it. Asked before each step: roles pass from worker to worker."""

    owner: str = ""
    does: Callable[[str], bool] = lambda _role: True
    tell: Callable[[], None] = lambda: None
    """Called when something was planned that another worker may have to send."""
