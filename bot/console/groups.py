"""/groupes and /groupe: the standing groups, and one line that founds or changes one."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.group_cards import in_a_line, said_back, show_group, today
from bot.console.group_lines import GroupLine, group_line, group_named
from bot.console.words import NO, YES
from bot.heard import Heard
from messages import journal
from scheduler.groups import Group, all_groups, found

EXAMPLE = "Pour créer un groupe, écrivez par exemple :\n/groupe Café des parents, mot CAFE, sud, en arabe"
NONE_YET = f"Il n'y a pas encore de groupe.\n{EXAMPLE}"
NOT_MADE = f"Rien n'est créé.\n{EXAMPLE}"


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/groupes: each with its word and its number of members."""
    groups = all_groups(session)
    if not groups:
        say(session, heard, NONE_YET, now)
        return
    lines = [in_a_line(session, group, today(heard, now)) for group in groups]
    buttons = tuple((group.name, str(group.id)) for group in groups)
    show(session, heard, Card("\n".join([*lines, "", EXAMPLE]), "group/list", buttons), now)


def ask(session: Session, heard: Heard, line: str, now: datetime) -> None:
    """/groupe: the card of a group that exists, a change to it, or a new group, read back before it is made."""
    if not line:
        tell(session, heard, "", now)
        return
    read = group_line(session, line, heard.programme, now)
    known = group_named(session, read.name)
    if read.wrong:
        say(session, heard, read.wrong, now)
    elif known is not None:
        show_group(session, heard, known, _change(session, known, read, now), now)
    else:
        card = Card(f"{said_back(read)}\n\nCréer ce groupe ?", "group/new", ((YES, "yes"), (NO, "no")), {"line": line})
        show(session, heard, card, now)


def listed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped a group of the list."""
    show_group(session, heard, session.get_one(Group, int(back.choice)), "", now)


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui` makes the group, unless its name or its word was taken meanwhile."""
    read = group_line(session, back.facts["line"], heard.programme, now)
    known = group_named(session, read.name)
    if back.choice != "yes" or read.wrong or known is not None:
        finish(session, back.card, NOT_MADE)
        say(session, heard, read.wrong or NOT_MADE, now)
        return
    group = Group(name=read.name, keyword=read.keyword or None, territory=read.territory, language=read.language)
    found(session, group, EDUCATOR, now)
    finish(session, back.card, f"Le groupe {group.name} existe.")
    show_group(session, heard, group, "C'est fait.", now)


def _change(session: Session, group: Group, read: GroupLine, now: datetime) -> str:
    """What the line says replaces what was; what it does not say stays."""
    said = {"keyword": read.keyword, "territory": read.territory, "language": read.language}
    new = {what: value or None for what, value in said.items() if value is not None}
    changes = {what: value for what, value in new.items() if value != getattr(group, what)}
    for what, value in changes.items():
        setattr(group, what, value)
    if not changes:
        return ""
    session.add(group)
    session.flush()
    journal.note(session, EDUCATOR, "changed-group", now, group.topic, changed=sorted(changes))
    return "C'est changé."
