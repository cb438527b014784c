"""Whom an activity is for: filters that all hold, each a list of which one must; and how many families are outside."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import Session, col, select

from messages.contacts import Contact
from scheduler.activities import Activity
from scheduler.families import Family
from scheduler.groups import members_of
from scheduler.people import Adult
from scheduler.register import PRESENT, Presence
from scheduler.signups import SignUp, household

GROUPS, TERRITORIES, LANGUAGES, ROLES = "groups", "territories", "languages", "roles"
ANSWERS, PEOPLE, UNKNOWN = "answers", "people", "unknown"
"""The filters: ids of groups; territories of families; languages for reading (ISO 639-1); roles of adults;
answers to another activity, each {"activity": id, "said": [yes, maybe, waiting, no or present]}; ids of adults;
words that nobody has understood, which stand for nobody until they are corrected."""

Filters = Mapping[str, Any]


def filters_of(activity: Activity) -> Filters:
    """What was chosen for it; else its group; else nothing, which means everybody."""
    if activity.audience:
        return activity.audience
    return {GROUPS: [activity.group_id]} if activity.group_id is not None else {}


def mean(activity: Activity, filters: Filters) -> None:
    """Choose anew whom it is for; one group alone becomes its group, everybody belongs to none."""
    group = filters[GROUPS][0] if set(filters) == {GROUPS} and len(filters[GROUPS]) == 1 else None
    activity.group_id = group or (activity.group_id if filters else None)
    activity.audience = {} if group else dict(filters)


def audience(session: Session, activity: Activity, day: date) -> list[Adult]:
    """Every adult with a contact whom the activity is meant for on that day, consent not yet asked."""
    conditions = [_CONDITIONS[name](values, day) for name, values in filters_of(activity).items()]
    query = select(Adult).where(col(Adult.contact_id).is_not(None), *conditions).order_by(col(Adult.id))
    return list(session.exec(query))


def families_outside(session: Session, inside: Collection[Adult]) -> int:
    """How many families the filters leave out altogether; an adult without family counts as one."""
    everybody = session.exec(select(Adult).where(col(Adult.contact_id).is_not(None)))
    return len({household(adult) for adult in everybody} - {household(adult) for adult in inside})


def _of_groups(ids: list[int], day: date) -> ColumnElement[bool]:
    return col(Adult.id).in_(members_of(ids, day))


def _of_territories(names: list[str], _: date) -> ColumnElement[bool]:
    return col(Adult.family_id).in_(select(Family.id).where(col(Family.territory).in_(names)))


def _reading(codes: list[str], _: date) -> ColumnElement[bool]:
    return col(Adult.contact_id).in_(select(Contact.id).where(col(Contact.language).in_(codes)))


def _in_role(roles: list[str], _: date) -> ColumnElement[bool]:
    return col(Adult.role).in_(roles)


def _who_said(answers: list[dict[str, Any]], _: date) -> ColumnElement[bool]:
    return or_(*(_said(answer["activity"], answer["said"]) for answer in answers))


def _said(activity_id: int, said: list[str]) -> ColumnElement[bool]:
    signed = select(SignUp.adult_id).where(SignUp.activity_id == activity_id, col(SignUp.answer).in_(said))
    there = select(Presence.adult_id).where(Presence.activity_id == activity_id, Presence.status == PRESENT)
    either = col(Adult.id).in_(signed)
    return or_(either, col(Adult.id).in_(there)) if PRESENT in said else either


def _among(ids: list[int], _: date) -> ColumnElement[bool]:
    return col(Adult.id).in_(ids)


def _nobody(_words: list[str], _: date) -> ColumnElement[bool]:
    return false()


_CONDITIONS: Mapping[str, Callable[[Any, date], ColumnElement[bool]]] = {
    GROUPS: _of_groups,
    TERRITORIES: _of_territories,
    LANGUAGES: _reading,
    ROLES: _in_role,
    ANSWERS: _who_said,
    PEOPLE: _among,
    UNKNOWN: _nobody,
}
