"""/deplacer: another date for an activity, read back beside the old one with the number of families told."""

from datetime import date, datetime

from sqlmodel import Session

from bot.console import told
from bot.console.cards import EDUCATOR, Back, Card, finish, say, show, take
from bot.console.choosing import Choice, choose, chosen, subject
from bot.console.dating import NO_DATE, Dated, Doubt, date_in, end_of, instant, label, of_choice
from bot.console.listening import folded
from bot.console.undoing import offer, times
from bot.console.words import NO, YES, capital, hour, moment, short, span, title
from bot.heard import Heard
from bot.reading.dates.calendar_words import MONTHS, WEEKDAYS
from scheduler.activities import ANNOUNCED, Activity, coming, move

EXAMPLE = "Par exemple : jeudi 22 octobre 15h"
LAST_DAY = 31
GONE = "Cette date a changé depuis, ou elle est annulée. Voyez /agenda."

_DAYS = {"le", "au", "demain", *map(folded, WEEKDAYS)}


def ask(session: Session, heard: Heard, argument: str, now: datetime) -> None:
    """/deplacer [n] [new date]"""
    among = coming(session, now)
    number, line = _parted(argument, [str(activity.id) for activity in among], heard, now)
    choice = Choice("move/which", "Quelle date déplacer ?", among, facts={"line": line})
    activity = choose(session, heard, number, choice, now)
    if activity is not None:
        _to(session, heard, activity, line, now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date to move."""
    _to(session, heard, chosen(session, back), str(back.facts["line"]), now)


def typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """The new date, or only its hour where the day is known."""
    take(session, back.card, heard, now)
    known = back.facts.get("day")
    _to(session, heard, subject(session, back), back.text, now, date.fromisoformat(known) if known else None)


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """One of the dates it may be, or the same hour."""
    _dated(session, heard, subject(session, back), of_choice(back.choice), now)


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui` or `Non`"""
    activity, new = subject(session, back), of_choice(str(back.facts["to"]))
    starts_at = instant(new.starts, heard.programme.calendar)
    if back.choice != "yes":
        say(session, heard, "D'accord, rien ne change.", now)
    elif activity.status != ANNOUNCED or activity.revision != back.facts["revision"] or starts_at <= now:
        say(session, heard, GONE, now)
    else:
        families = told.as_text(told.to_tell(session, heard, activity, now))
        before = times(activity)
        move(session, activity, starts_at, new.starts, EDUCATOR, now)
        if new.ends:
            activity.ends_at = end_of(new.ends, heard.programme.calendar)
        said = f"C'est déplacé : {title(activity)}, {span(activity, heard.programme.timezone)}."
        finish(session, back.card, said)
        offer(session, heard, activity, before, f"{said}\n{families}", now)


def _parted(argument: str, numbers: list[str], heard: Heard, now: datetime) -> tuple[str, str]:
    """`2 jeudi 15h` is number 2 and a date; `2 novembre 15h` is a date."""
    first, _, rest = argument.strip().partition(" ")
    if first not in numbers:
        return (first, rest.strip()) if first.isdigit() and not _opens_a_date(first, rest) else ("", argument.strip())
    dated = not _is_month(rest) and date_in(rest, now, heard.programme.timezone, now.date()) is not None
    alone = dated or not rest.strip()
    return (first, rest.strip()) if alone else ("", argument.strip())


def _opens_a_date(number: str, rest: str) -> bool:
    """`20 octobre`, `20 à 15h`; neither `99` nor `7 mardi`."""
    return int(number) <= LAST_DAY and bool(rest.strip()) and folded(rest).split(" ")[0] not in _DAYS


def _is_month(rest: str) -> bool:
    word = folded(rest).split(" ")[0].rstrip(".")
    return len(word) > 2 and any(month.startswith(word) for month in MONTHS)


def _to(session: Session, heard: Heard, activity: Activity, line: str, now: datetime, day: date | None = None) -> None:
    tz = heard.programme.timezone
    known = day or activity.starts_at.astimezone(tz).date()
    found = date_in(line, now, tz, known) if line else None
    if isinstance(found, Dated):
        _dated(session, heard, activity, found, now)
        return
    doubt = found or Doubt(NO_DATE)
    text = f"{short(activity, tz)}. {doubt.question}\n{EXAMPLE}"
    buttons = tuple((label(option), option.choice) for option in doubt.options)
    _ask_for(session, heard, activity, Card(text, buttons=buttons), now)


def _dated(session: Session, heard: Heard, activity: Activity, new: Dated, now: datetime) -> None:
    if not new.has_hour:
        _ask_hour(session, heard, activity, new, now)
    elif _is_same(activity, new, heard):
        say(session, heard, f"C'est déjà la date prévue : {label(new)}. Rien ne change.", now)
    elif instant(new.starts, heard.programme.calendar) <= now:
        said = f"Cette date est passée : {label(new)}. Quelle date à venir ?"
        _ask_for(session, heard, activity, Card(said), now)
    else:
        _confirm(session, heard, activity, new, now)


def _is_same(activity: Activity, new: Dated, heard: Heard) -> bool:
    cal = heard.programme.calendar
    ends_at = end_of(new.ends, cal) if new.ends else activity.ends_at
    return (instant(new.starts, cal), ends_at) == (activity.starts_at, activity.ends_at)


def _ask_hour(session: Session, heard: Heard, activity: Activity, new: Dated, now: datetime) -> None:
    same = activity.starts_at.astimezone(heard.programme.timezone).time()
    kept = Dated(f"{new.starts}T{same:%H:%M}", new.ends)
    text = f"{label(new)}. À la même heure, {hour(same)} ? Sinon, écrivez l'heure."
    same_hour = ((f"Oui, {hour(same)}", kept.choice),)
    card = Card(capital(text), buttons=same_hour, facts={"day": new.starts})
    _ask_for(session, heard, activity, card, now)


def _ask_for(session: Session, heard: Heard, activity: Activity, card: Card, now: datetime) -> None:
    asking = Card(
        card.text,
        "move/date",
        card.buttons,
        {"activity": activity.id, **card.facts},
        activity.topic,
        awaits=True,
        about=f"Déplacer {short(activity, heard.programme.timezone)}",
    )
    show(session, heard, asking, now)


def _confirm(session: Session, heard: Heard, activity: Activity, new: Dated, now: datetime) -> None:
    tz = heard.programme.timezone
    families = told.as_text(told.to_tell(session, heard, activity, now))
    lines = [title(activity), f"Avant : {span(activity, tz)}", f"Maintenant : {_as_moved(activity, new, heard)}"]
    card = Card(
        "\n".join([*lines, families, "C'est bien ça ?"]),
        "move/confirm",
        ((YES, "yes"), (NO, "no")),
        {"activity": activity.id, "to": new.choice, "revision": activity.revision},
        activity.topic,
        awaits=True,
        about=f"Déplacer {short(activity, tz)}",
    )
    show(session, heard, card, now)


def _as_moved(activity: Activity, new: Dated, heard: Heard) -> str:
    cal = heard.programme.calendar
    starts_at = instant(new.starts, cal)
    length = activity.ends_at - activity.starts_at if activity.ends_at else None
    ends_at = end_of(new.ends, cal) if new.ends else starts_at + length if length else None
    moved = Activity(kind=activity.kind, starts_at=starts_at, starts_local=new.starts, ends_at=ends_at)
    bus_at = activity.bus_at + (starts_at - activity.starts_at) if activity.bus_at else None
    bus = f"\nBus : {moment(bus_at, heard.programme.timezone)}" if bus_at else ""
    return span(moved, heard.programme.timezone) + bus
