"""/temoignage and /temoignages: ask one parent for her words, and see where each testimonial stands, never its text."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.names import Named, everybody, matching
from bot.console.words import NO, UNDO, YES, counted
from bot.heard import Heard
from messages.catalogue import Catalogue
from messages.contacts import Contact, addresses_of
from messages.gate import Send, open_gate
from messages.known import person
from messages.outbox import PLANNED, Message
from scheduler import testimonials, testimony
from scheduler.people import Adult, labels
from scheduler.saying import words_of
from scheduler.testimonials import ASKED, TAKEN_BACK_FROM, Testimonial
from scheduler.testimony_places import places, state_in_words

MOST = 12
HOW = "Écrivez par exemple : /temoignage Fatou"
NONE_YET = f"Aucun témoignage pour le moment. {HOW}"


def ask(session: Session, heard: Heard, typed: str, now: datetime) -> None:
    """/temoignage Fatou"""
    found = matching(typed, everybody(session))
    if len(found) == 1:
        _read_back(session, heard, found[0], now)
    elif not typed.strip():
        say(session, heard, f"Le témoignage de qui ? {HOW}", now)
    elif found:
        buttons = tuple((named.label, str(named.adult_id)) for named in found[:MOST])
        show(session, heard, Card("Laquelle de ces personnes ?", "testimony/who", buttons), now)
    else:
        say(session, heard, f"Je ne trouve pas « {typed[:40]} ». {HOW}", now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the person."""
    adult_id = int(back.choice)
    _read_back(session, heard, Named(adult_id, labels(session, [adult_id])[adult_id]), now)


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui` or `Non`"""
    adult = session.get_one(Adult, int(back.facts["adult"]))
    name = labels(session, [adult.id or 0])[adult.id or 0]
    if back.choice != "yes":
        say(session, heard, "D'accord, rien ne part.", now)
        return
    if (reason := testimony.why_not(session, adult, heard.programme, heard.media, now)) is not None:
        say(session, heard, f"Rien ne part : {name} {reason}.", now)
        return
    asked = testimonials.begin(session, adult, EDUCATOR, now + heard.programme.undo, now)
    done = f"C'est noté : la question part pour {name}, au prochain moment permis."
    finish(session, back.card, done)
    show(session, heard, Card(done, "testimony/sent", (UNDO,), {"testimonial": asked.id}, asked.topic), now)


def undone(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Annuler l'envoi`"""
    asked = session.get_one(Testimonial, int(back.facts["testimonial"]))
    gone = select(Message.id).where(
        Message.kind == testimony.ASK.name, Message.topic == asked.topic, Message.status != PLANNED
    )
    if asked.status != ASKED or session.exec(gone).first() is not None:
        say(session, heard, "La question est déjà partie.", now)
        return
    testimonials.call_off(session, asked, EDUCATOR, now)
    say(session, heard, "C'est annulé : rien ne part.", now)


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/temoignages"""
    found = list(session.exec(select(Testimonial).order_by(col(Testimonial.id).desc()).limit(MOST)))
    if not found:
        say(session, heard, NONE_YET, now)
        return
    names = labels(session, {one.adult_id for one in found})
    lines = [f"{one.id}. {names[one.adult_id]} : {state_in_words(session, one, now)}" for one in found]
    lines += ["", f"Les mots se lisent sur l'ordinateur : relais testimony show {found[0].id}"]
    active = [one for one in found if one.status in TAKEN_BACK_FROM]
    buttons = tuple((f"Retirer {one.id}. {names[one.adult_id]}", str(one.id)) for one in active)
    shown = f"{counted(len(found), 'témoignage', 'témoignages')} :"
    show(session, heard, Card("\n".join([shown, *lines]), "testimony/list", buttons), now)


def withdraw_asked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Retirer 3. F12 Fatou`: asked again, for it cannot be undone."""
    one = session.get_one(Testimonial, int(back.choice))
    name = labels(session, [one.adult_id])[one.adult_id]
    text = f"Retirer le témoignage n° {one.id} de {name} ?\n{places(session, [one])}\nIl ne pourra plus servir."
    card = Card(text, "testimony/withdraw", ((YES, "yes"), (NO, "no")), {"testimonial": one.id}, one.topic)
    show(session, heard, card, now)


def withdrawn(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui`: she said so aloud."""
    one = session.get_one(Testimonial, int(back.facts["testimonial"]))
    contact = session.get(Contact, session.get_one(Adult, one.adult_id).contact_id)
    if back.choice != "yes":
        say(session, heard, "D'accord, rien ne change.", now)
    elif one.status not in TAKEN_BACK_FROM:
        say(session, heard, "Ce témoignage ne sert déjà plus.", now)
    else:
        testimonials.take_back_orally(session, one, contact, EDUCATOR, now)
        say(session, heard, f"C'est fait : le témoignage n° {one.id} ne sert plus. {places(session, [one])}", now)


def _read_back(session: Session, heard: Heard, named: Named, now: datetime) -> None:
    """Whether she can be asked, and exactly what she would read."""
    adult = session.get_one(Adult, named.adult_id)
    reason = testimony.why_not(session, adult, heard.programme, heard.media, now)
    if reason is not None:
        say(session, heard, f"{named.label} {reason}. Rien ne part.", now)
        return
    text = f"Demander son témoignage à {named.label} ?\nElle lira :\n« {_preview(session, heard, adult, now)} »"
    card = Card(text, "testimony/confirm", ((YES, "yes"), (NO, "no")), {"adult": adult.id}, f"adult-{adult.id}")
    show(session, heard, card, now)


def _preview(session: Session, heard: Heard, adult: Adult, now: datetime) -> str:
    message = testimony.question_for(adult, heard.programme, now)
    verdict = open_gate(session, [message], heard.programme, heard.media, now).verdict(message)
    places_of = addresses_of(session, [adult.contact_id or 0])[adult.contact_id or 0]
    medium = verdict.address.medium if isinstance(verdict, Send) else places_of[0].medium
    catalogue = Catalogue(heard.programme.timezone)
    return words_of(catalogue, heard.programme, message, person(session, adult.contact_id), {}, medium, now).text
