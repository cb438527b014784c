"""/deplacer: another date for an activity, read back beside the old one with the number of families told."""

from datetime import date, datetime

from sqlmodel import Session

from bot.console import shifting
from bot.console.cards import Back, Card, say, show, take
from bot.console.choosing import Choice, choose, chosen, subject
from bot.console.dating import NO_DATE, Dated, Doubt, date_in, end_of, instant, label, of_choice
from bot.console.listening import folded
from bot.console.shifting import Wanted
from bot.console.words import capital, hour, short
from bot.heard import Heard
from bot.reading.announcement import announcement
from bot.reading.dates.calendar_words import MONTHS, WEEKDAYS
from scheduler.activities import Activity, coming

EXAMPLE = "Par exemple : jeudi 22 octobre 15h"
LAST_DAY = 31

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
    day = date.fromisoformat(known) if known else None
    _to(session, heard, subject(session, back), back.text, now, day, str(back.facts.get("place", "")))


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """One of the dates it may be, or the same hour."""
    wanted = Wanted(of_choice(back.choice), str(back.facts.get("place", "")))
    _dated(session, heard, subject(session, back), wanted, now)


def _parted(argument: str, numbers: list[str], heard: Heard, now: datetime) -> tuple[str, str]:
    """`2 jeudi 15h` is number 2 and a date; `2 novembre 15h` is a date."""
    first, _, rest = argument.strip().partition(" ")
    if first not in numbers:
        return (first, rest.strip()) if first.isdigit() and not _opens_a_date(first, rest) else ("", argument.strip())
    dated = not _is_month(rest) and date_in(rest, now, heard.programme.timezone, now.date()) is not None
    alone = dated or _names_a_place(rest, argument, heard, now) or not rest.strip()
    return (first, rest.strip()) if alone else ("", argument.strip())


def _opens_a_date(number: str, rest: str) -> bool:
    """`20 octobre`, `20 à 15h`; neither `99` nor `7 mardi`."""
    return int(number) <= LAST_DAY and bool(rest.strip()) and folded(rest).split(" ")[0] not in _DAYS


def _names_a_place(rest: str, argument: str, heard: Heard, now: datetime) -> bool:
    """`2 salle Courmont` is number 2 and a place; `2 rue Courmont` is an address."""
    whole = _place_in(argument, heard, now)
    return bool(_place_in(rest, heard, now)) and not whole[:1].isdigit()


def _place_in(line: str, heard: Heard, now: datetime) -> str:
    return announcement(line, now, heard.programme.timezone).place or ""


def _is_month(rest: str) -> bool:
    word = folded(rest).split(" ")[0].rstrip(".")
    return len(word) > 2 and any(month.startswith(word) for month in MONTHS)


def _to(
    session: Session, heard: Heard, activity: Activity, line: str, now: datetime, day: date | None = None,
    place: str = "",
) -> None:  # fmt: skip
    tz = heard.programme.timezone
    place = _place_in(line, heard, now) or place
    known = day or activity.starts_at.astimezone(tz).date()
    found = date_in(line, now, tz, known) if line else None
    if found is None and place and day is None:
        found = Dated(activity.starts_local)
    if isinstance(found, Dated):
        _dated(session, heard, activity, Wanted(found, place), now)
        return
    doubt = found or Doubt(NO_DATE)
    text = f"{short(activity, tz)}. {doubt.question}\n{EXAMPLE}"
    buttons = tuple((label(option), option.choice) for option in doubt.options)
    _ask_for(session, heard, activity, Card(text, buttons=buttons, facts={"place": place}), now)


def _dated(session: Session, heard: Heard, activity: Activity, wanted: Wanted, now: datetime) -> None:
    new = wanted.new
    if not new.has_hour:
        _ask_hour(session, heard, activity, wanted, now)
    elif _is_same(activity, wanted, heard):
        say(session, heard, f"C'est déjà la date prévue : {label(new)}. Rien ne change.", now)
    elif instant(new.starts, heard.programme.calendar) <= now:
        said = f"Cette date est passée : {label(new)}. Quelle date à venir ?"
        _ask_for(session, heard, activity, Card(said, facts={"place": wanted.place}), now)
    else:
        shifting.ask(session, heard, activity, wanted, now)


def _is_same(activity: Activity, wanted: Wanted, heard: Heard) -> bool:
    cal, new = heard.programme.calendar, wanted.new
    if wanted.place and wanted.place != activity.place:
        return False
    ends_at = end_of(new.ends, cal) if new.ends else activity.ends_at
    return (instant(new.starts, cal), ends_at) == (activity.starts_at, activity.ends_at)


def _ask_hour(session: Session, heard: Heard, activity: Activity, wanted: Wanted, now: datetime) -> None:
    new = wanted.new
    same = activity.starts_at.astimezone(heard.programme.timezone).time()
    kept = Dated(f"{new.starts}T{same:%H:%M}", new.ends)
    text = f"{label(new)}. À la même heure, {hour(same)} ? Sinon, écrivez l'heure."
    same_hour = ((f"Oui, {hour(same)}", kept.choice),)
    card = Card(capital(text), buttons=same_hour, facts={"day": new.starts, "place": wanted.place})
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
