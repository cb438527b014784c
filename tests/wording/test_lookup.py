"""Which wording is chosen, what happens when there is none, and what a value can never do."""

import shutil
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from messages.catalogue import WORDING, Button, Catalogue, Gap, Text
from tests.wording.cast import BARE, CATALOGUE, MONDAY, USUAL, said

PARIS = ZoneInfo("Europe/Paris")
HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def written(folder: Path, **phrases: str) -> Catalogue:
    entries = (f'\nmsgid "{key.replace("_", ".")}"\nmsgstr "{text}"\n' for key, text in phrases.items())
    (folder / "fr.po").write_text(HEADER + "".join(entries), encoding="utf-8")
    return Catalogue(PARIS, folder)


def test_the_most_specific_wording_wins(tmp_path: Path) -> None:
    catalogue = written(tmp_path, who="a", who_sms="b", who_discreet="c", who_discreet_telegram="d")
    chosen = [
        catalogue.render("who", "fr", medium, {}, MONDAY, discreet).text
        for medium, discreet in (("telegram", False), ("sms", False), ("sms", True), ("telegram", True))
    ]
    assert chosen == ["A", "B", "C", "D"]


def test_a_kind_without_discreet_words_is_said_plainly() -> None:
    assert said("phone/skipped", discreet=True) == said("phone/skipped")


@pytest.mark.parametrize("language", ["pt", "", "fr-FR"])
def test_a_language_without_a_catalogue_is_written_to_in_french(language: str) -> None:
    assert said("invitation", language) == said("invitation", "fr")


@pytest.mark.parametrize("language", ["fr", "tr"])
def test_a_kind_nobody_worded_is_a_gap(language: str) -> None:
    with pytest.raises(Gap) as caught:
        said("raffle", language)
    assert (caught.value.kind, caught.value.language, caught.value.fact) == ("raffle", language, None)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("facts/when", "starts"), ("handed-over", "educator"), ("invitation", "kind"), ("which", "options")],
)
def test_a_missing_fact_is_named_without_any_value(kind: str, missing: str) -> None:
    known = {key: value for key, value in USUAL.items() if key != missing}
    with pytest.raises(Gap) as caught:
        CATALOGUE.render(kind, "ar", "sms", known, MONDAY)
    assert str(caught.value) == f"{kind} in ar: the fact {missing} is missing"
    assert (caught.value.kind, caught.value.language, caught.value.fact) == (kind, "ar", missing)


def test_a_bus_reminder_without_a_bus_is_a_gap() -> None:
    with pytest.raises(Gap, match="bus_at"):
        CATALOGUE.render("reminder/bus", "fr", "sms", BARE, MONDAY)


def test_an_untranslated_button_is_a_gap(tmp_path: Path) -> None:
    shutil.copy(WORDING / "fr.po", tmp_path)
    english = (WORDING / "en.po").read_text("utf-8")
    (tmp_path / "en.po").write_text(
        english.replace('"phone#skip"\nmsgstr "No thanks"', '"phone#skip"\nmsgstr ""'), "utf-8"
    )
    with pytest.raises(Gap, match="phone#skip in en"):
        Catalogue(PARIS, tmp_path).render("phone", "en", "telegram", {}, MONDAY)


@pytest.mark.parametrize("typed", ["{educator}", "{{7*7}}", "{0}", "%s", "{title.__class__}", "\\g<0>", "{place"])
def test_what_people_type_is_never_interpreted(typed: str) -> None:
    text = said("invitation", medium="telegram", title=typed, place=typed, bring=typed, name=typed).text
    assert text.count(typed) == 4


def test_a_full_stop_that_was_typed_is_not_doubled() -> None:
    assert "\nMaison de quartier.\n" in said("invitation", place="Maison de quartier. ").text


@pytest.mark.parametrize("kind", ["note", "console"])
def test_free_texts_leave_as_they_were_typed(kind: str) -> None:
    text = "Bonjour {name},  ça va ?\n\nClaire"
    facts = {"text": text, "buttons": [["Oui", "yes"], ["Corriger", "fix"]]}
    buttons = (Button("Oui", "yes"), Button("Corriger", "fix"))
    assert CATALOGUE.render(kind, "fr", "telegram", facts, MONDAY) == Text(text, buttons)
    assert CATALOGUE.render(kind, "ar", "sms", facts, MONDAY) == Text(text, ())


def test_a_free_text_without_text_is_a_gap() -> None:
    with pytest.raises(Gap, match="note in fr: the fact text is missing"):
        CATALOGUE.render("note", "fr", "sms", {}, MONDAY)


def test_the_catalogue_is_read_in_less_than_60_milliseconds() -> None:
    assert min(seconds_to_read() for _ in range(3)) < 0.06


def seconds_to_read() -> float:
    begun = time.thread_time()
    Catalogue(PARIS)
    return time.thread_time() - begun
