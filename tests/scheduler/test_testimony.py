"""The questions of a testimonial keep the hours, are asked once, and are not asked after a hard moment."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from messages.catalogue import Catalogue
from messages.channels.base import Outcome, Outgoing
from messages.inbox import InboxItem
from messages.outbox import AUTOMATIC
from messages.programme import PARIS
from scheduler import reading_back
from scheduler import testimonials as words
from scheduler.people import Adult
from scheduler.reading_back import NotNowError
from scheduler.testimony import ASK, PERMISSION
from tests.cast import contact_of, paris, shares_phone_of, stops
from tests.office import Office, delivered

TOLD = "Je me sens moins seule."


def begun(office: Office, adult: Adult) -> words.Testimonial:
    return office.do(words.begin, adult, "educator", office.now, office.now)


def told(office: Office, adult: Adult, text: str = TOLD) -> words.Testimonial:
    one = begun(office, adult)
    office.do(lambda session: words.tell(session, kept(session, one), text, "contact-1", office.now))
    return one


def kept(session: Session, one: words.Testimonial) -> words.Testimonial:
    return session.get_one(words.Testimonial, one.id)


def allowed(office: Office, adult: Adult, text: str = TOLD) -> words.Testimonial:
    one = told(office, adult, text)

    def allow(session: Session) -> None:
        entry = words.decision(contact_of(session, adult), True, "received-1", "contact-1", office.now)
        words.allow(session, kept(session, one), "first_name", entry, office.now)

    office.do(allow)
    return one


def read_back(office: Office, one: words.Testimonial) -> None:
    office.do(
        lambda session: reading_back.read_back(
            session, kept(session, one), Catalogue(PARIS), office.programme, "educator", office.now
        )
    )


def confirm(office: Office, one: words.Testimonial, heard: str = "") -> None:
    office.do(lambda session: reading_back.confirm(session, kept(session, one), heard, "educator", office.now))


def use(office: Office, one: words.Testimonial, on: str = "2027-01-29 10:00", what: str = "copil") -> None:
    used = words.TestimonialUse(testimonial_id=0, use=what, on=paris(on).date(), by="educator")
    office.do(lambda session: reading_back.use(session, kept(session, one), used, office.now))


def test_the_question_leaves_in_hours_and_once(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-10 21:00")
    begun(office, fatou)
    office.to("2026-10-16 12:00")
    assert office.left("testimony") == ["mon 12 oct 09:00"]


def test_neither_question_counts_in_the_cap_and_both_keep_the_hours() -> None:
    assert (ASK.capped, PERMISSION.capped) == (False, False)
    assert {ASK.hours, PERMISSION.hours} == {AUTOMATIC}


def test_words_told_at_night_are_asked_about_in_the_morning(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-05 23:00")
    told(office, fatou)
    office.to("2026-10-08 12:00")
    assert office.left("testimony/permission") == ["tue 06 oct 09:00"]


def test_one_word_more_while_the_question_waits_moves_it(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-05 23:00")
    one = told(office, fatou)
    office.to("2026-10-06 08:58")
    office.do(lambda session: words.tell(session, kept(session, one), "Et plus.", "contact-1", office.now))
    office.to("2026-10-06 12:00")
    assert office.left("testimony/permission") == ["tue 06 oct 09:03"]


@pytest.mark.parametrize("kind", ["danger", "concern"])
def test_a_hard_moment_before_it_leaves_withdraws_it(office: Office, kind: str) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-05 21:00")
    begun(office, fatou)
    office.do(lambda session: session.add(InboxItem(kind=kind, at=office.now, contact_id=fatou.contact_id)))
    office.to("2026-10-09 12:00")
    assert office.left("testimony") == []


def test_a_phone_shared_since_gets_no_question(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-05 21:00")
    begun(office, fatou)
    office.do(shares_phone_of, fatou, "Ousmane")
    office.to("2026-10-09 12:00")
    assert office.left("testimony") == []


def test_after_a_stop_nothing_is_asked(office: Office) -> None:
    fatou = office.mother("Fatou")
    told(office, fatou)
    office.do(stops, fatou, office.now)
    office.to("2026-10-09 12:00")
    assert office.left("testimony") == []


def test_her_words_come_back_to_her_as_they_are_with_how_to_take_them_back(office: Office) -> None:
    office.providers["sms"] = seen = Seen()
    one = allowed(office, office.mother("Fatou", language="tr"), "Artık yalnız değilim.")
    read_back(office, one)
    office.send()
    assert "Artık yalnız değilim" in seen.texts[-1]
    assert "RETRAIT" in seen.texts[-1]


class Seen:
    """A provider that takes everything and keeps the texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, outgoing: Outgoing) -> Outcome:
        self.texts.append(outgoing.text)
        return delivered(outgoing)


def test_what_is_too_long_is_never_cut_but_chosen_by_a_person(office: Office) -> None:
    one = allowed(office, office.mother("Fatou"), "Je me sens moins seule. " * 40)
    with pytest.raises(NotNowError, match="passage plus court"):
        read_back(office, one)
    office.do(lambda session: reading_back.choose(session, kept(session, one), TOLD, "educator", office.now))
    read_back(office, one)
    assert (office.message("testimony/read-back").facts or {})["words"] == TOLD


def test_nothing_is_confirmed_before_she_has_these_very_words(office: Office) -> None:
    one = allowed(office, office.mother("Fatou"))
    with pytest.raises(NotNowError, match="pas encore été relus"):
        confirm(office, one)
    read_back(office, one)
    office.send()
    office.do(lambda session: reading_back.choose(session, kept(session, one), "Moins seule.", "educator", office.now))
    with pytest.raises(NotNowError):
        confirm(office, one)


def test_read_back_and_confirmed_it_may_be_used_for_twelve_months(office: Office) -> None:
    one = allowed(office, office.mother("Fatou"))
    read_back(office, one)
    office.send()
    confirm(office, one)
    use(office, one)
    [used] = office.all(words.TestimonialUse)
    assert (used.use, used.testimonial_id) == ("copil", one.id)
    office.now += timedelta(days=366)
    with pytest.raises(NotNowError):
        use(office, one, "2027-10-07 10:00")


@pytest.mark.parametrize(
    ("on", "what"), [("2026-10-06 10:00", "press"), ("2026-10-01 10:00", "copil"), ("2027-12-01 10:00", "report")]
)
def test_no_other_use_and_no_other_time(office: Office, on: str, what: str) -> None:
    one = allowed(office, office.mother("Fatou"))
    confirm(office, one, "lu de vive voix, 5 octobre")
    with pytest.raises(NotNowError):
        use(office, one, on, what)


def test_words_without_permission_are_neither_read_back_nor_used(office: Office) -> None:
    one = told(office, office.mother("Fatou"))
    for step in (read_back, confirm, use):
        with pytest.raises(NotNowError):
            step(office, one)


def test_a_discreet_contact_is_read_to_in_person(office: Office) -> None:
    one = allowed(office, office.mother("Leila", discreet=True))
    with pytest.raises(NotNowError, match="vive voix"):
        read_back(office, one)
    confirm(office, one, "lu de vive voix, 5 octobre")
    assert office.see(lambda session: words.usable(kept(session, one), office.now))


def test_taken_back_while_the_reading_waits_nothing_leaves(office: Office) -> None:
    fatou = office.mother("Fatou")
    office.now = paris("2026-10-05 21:00")
    one = allowed(office, fatou)
    read_back(office, one)
    office.do(lambda session: words.take_back_orally(session, kept(session, one), None, "educator", office.now))
    office.to("2026-10-08 12:00")
    assert office.left("testimony") == []


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    assert words.a_year_after(paris("2028-02-29 12:00")).day == 28
