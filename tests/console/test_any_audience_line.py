"""Whatever is typed to say who is meant, nothing breaks, and what is called clear can be used."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.console.audience import meant_by
from bot.console.audience_words import in_words
from bot.console.group_lines import group_line
from messages.programme import PARIS
from scheduler.activities import Activity
from scheduler.audiences import PEOPLE, audience, mean
from tests.console.desk import Desk

WORDS = st.sampled_from(
    [
        "les",
        "papas",
        "mamans",
        "du",
        "sud",
        "est",
        "de",
        "l'",
        "groupe",
        "café",
        "et",
        "ou",
        ",",
        "qui",
        "ont",
        "dit",
        "oui",
        "non",
        "à",
        "la",
        "sortie",
        "parc",
        "en",
        "arabe",
        "lisent",
        "Fatou",
        "Karim",
        "F1",
        "F9",
        "tout",
        "le",
        "monde",
        "sauf",
        "présents",
        "n°",
        "1",
        "2",
        "étaient",
        "là",
        "en",
        "attente",
        "pour",
        "😀",
        "(",
        "\x00",
        "\u202e",
        "أمي",
    ]
)
LINES = st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=60))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(line=LINES)
def test_any_line_is_read_without_harm(desk: Desk, line: str) -> None:
    if not desk.activities():
        desk.parent("Fatou")
        desk.parent("Karim")
        desk.announces("sortie parc mardi 13 octobre 14h")
    meant = meant_by(desk.session, line, PARIS)
    assert group_line(desk.session, line, desk.programme, desk.now) is not None
    assert all(len(values) == len({str(value) for value in values}) for values in meant.filters.values())
    if meant.clear:
        draft = Activity(kind="group", starts_at=desk.now, starts_local="", by="educator", created_at=desk.now)
        mean(draft, meant.filters)
        chosen = audience(desk.session, draft, desk.now.date())
        assert in_words(desk.session, meant.filters, PARIS)
        assert PEOPLE not in meant.filters or {adult.id for adult in chosen} <= set(meant.filters[PEOPLE])
