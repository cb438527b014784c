"""How many come: what was said, added to what was said before, and numbers that cannot be right."""

import pytest

from bot.conversations.counting import People, people_said
from scheduler.signups import YES, SignUp

THREE = SignUp(
    activity_id=1, adult_id=1, answer=YES, adults=1, children=2, total=3, counted=True, by="contact-1"
)  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "people"),
    [
        ({"total": 3}, People(3)),
        ({"adults": 2, "children": 3, "total": 5}, People(5, 2, 3)),
        ({"adults": 2}, People(2, 2)),
        ({"count_unclear": True}, People(0)),
        ({}, People(0)),
        ({"delta_children": 1}, People(4, 1, 3)),
        ({"delta_children": -2}, People(1, 1, 0)),
    ],
)
def test_the_number_she_says_is_the_number(fields: dict[str, object], people: People) -> None:
    assert people_said(fields, THREE) == people


def test_one_child_more_than_nothing_said_is_herself_and_the_child() -> None:
    assert people_said({"delta_children": 1}, None) == People(2, 1, 1)


def test_one_child_more_than_two_persons_is_three_persons() -> None:
    two = SignUp(activity_id=1, adult_id=1, answer=YES, total=2, counted=True, by="contact-1")
    assert people_said({"delta_children": 1}, two) == People(3)


@pytest.mark.parametrize("fields", [{"total": 21}, {"total": -1}, {"delta_children": -3}, {"delta_children": 40}])
def test_a_number_that_cannot_be_right_is_left_to_a_person(fields: dict[str, object]) -> None:
    assert people_said(fields, THREE) is None
