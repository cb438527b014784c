"""Details that the words of a reply name: which danger, who writes, what is doubted, asked, allowed or in the way."""

from datetime import UTC, datetime

import pytest

from bot.reading.heard import listen
from bot.reading.questions import asked_in_passing, named_topic
from bot.reading.reader import read

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)


def detail(name: str, text: str, asked: str = "rsvp", language: str = "fr") -> object:
    """One field of what a reply means."""
    return read(text, asked, language, NOW).fields.get(name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("depuis que le poêle est allumé on a tous mal à la tête et le petit se réveille pas", "danger"),
        ("il est parti avec les clés on est enfermé moi et les enfants depuis hier", "danger"),
        ("on nous expulse demain avec les enfants on a nulle part où aller aidez moi", "basic_needs"),
        ("je me tape la tête contre le mur j'arrive plus à m'arrêter de trembler aidez moi", "distress"),
        ("mon mari me tape aidez moi", "danger"),
        ("je veux mourir", "suicide"),
    ],
)
def test_the_words_tell_which_danger_it_is(text: str, kind: str) -> None:
    assert detail("urgency", text) == kind


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("c Ines maman elle est tombée elle répond plus", "minor"),
        ("c rayan papa il crie et maman saigne", "minor"),
        ("mon mari me frappe devant ma fille", None),
        ("papa a frappé mon fils", None),
        ("ma maman est tombée elle respire plus", None),
    ],
)
def test_a_child_that_calls_for_help_is_known_by_how_it_names_its_parents(text: str, sender: str | None) -> None:
    assert detail("sender", text) == sender


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("oui mais sans garantie le bébé dort mal", "fr", "hedged"),
        ("إن شاء الله سأحضر أنا وابنتي", "ar", "hedged"),
        ("poate, depinde de sot", "ro", "conditional"),
    ],
)
def test_a_reserve_is_read_in_any_language(text: str, language: str, name: str) -> None:
    assert detail(name, text, language=language) is True


@pytest.mark.parametrize(
    ("text", "consent"),
    [("2 enfin non 3", "refused"), ("3 euh non 1", "first_name"), ("2 pas 3", "anonymous"), ("2", "anonymous")],
)
def test_of_two_permissions_the_one_that_stands_counts(text: str, consent: str) -> None:
    assert detail("consent", text, "testimony_consent") == consent


@pytest.mark.parametrize(
    ("text", "language", "topic"),
    [
        ("Bonjour je suis sourde, y aura-t-il un interprète LSF ?", "fr", "access"),
        ("mấy giờ bắt đầu ạ?", "vi", "time"),
        ("во сколько начало?", "ru", "time"),
    ],
)
def test_what_is_asked_is_named(text: str, language: str, topic: str) -> None:
    assert named_topic(listen(text, "none", language, NOW)) == topic


def test_a_question_at_the_end_of_an_answer_is_named() -> None:
    text = "oui je viens mais je pars à 15h30 pour la ptite, et c bien gratuit ?"
    assert asked_in_passing(listen(text, "rsvp", "fr", NOW)) == "price"
    assert asked_in_passing(listen("oui merci c'est gratuit en plus !", "rsvp", "fr", NOW)) is None


def test_a_wish_undone_by_ill_children_has_them_for_its_reason() -> None:
    assert detail("reason", "avec plaisir… si j'avais pas 3 petits malades à la maison") == "child_ill"


@pytest.mark.parametrize("text", ["écrire j'arrive pas, parler oui", "appelez moi je c pas écrire"])
def test_who_cannot_write_is_to_be_called(text: str) -> None:
    assert listen(text, "none", "fr", NOW).has("cannot_read")


@pytest.mark.parametrize("text", ["c'est Adam j'ai 9 ans papa tape maman", "maman se reveille pas c sa fille"])
def test_a_child_who_tells_of_a_danger_is_heard_first(text: str) -> None:
    reading = read(text, None, "fr", NOW)
    assert (reading.intent, reading.fields["urgency"], reading.fields["sender"]) == ("urgent", "danger", "minor")


def test_a_child_who_tells_of_no_danger_is_a_child() -> None:
    assert read("c'est Adam j'ai 9 ans maman est au marché", None, "fr", NOW).intent == "minor"
