"""Services ask themselves what whoever acts may do."""

from contextlib import suppress
from dataclasses import dataclass

import pytest

from webapp.accounts import rights
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError, NobodyNamedError
from webapp.accounts.types import NOBODY, SYSTEM, Actor, Assignment, Role, Scope
from webapp.organisations.types import OrganisationId

HERE = Scope(event_key="here", organisation_id=OrganisationId(1))
WHO = {
    "nobody": NOBODY,
    "door": Actor("link:a", (Assignment(Role.DOOR, event_key="here"),)),
    "elsewhere": Actor("ada", (Assignment(Role.ORGANIZER, OrganisationId(2)),)),
    "organizer": Actor("ben", (Assignment(Role.ORGANIZER, OrganisationId(1)),)),
    "admin": Actor("cem", (Assignment(Role.ADMIN),)),
    "system": SYSTEM,
}


@dataclass
class Place:
    scope: Scope = HERE


@dataclass
class Part:
    event: Place


@rights.needs(Role.ORGANIZER)
def change(*, event):
    return event


@rights.needs(Role.DOOR, of="part")
def let_in(*, part):
    return part


@rights.staff_only
def name_a_place(name):
    return name


@rights.admin_only
def give_rights():
    return True


@pytest.mark.parametrize(
    ("service", "allowed"),
    [
        (lambda: change(event=Place()), {"organizer", "admin", "system"}),
        (lambda: let_in(part=Part(Place())), {"door", "organizer", "admin", "system"}),
        (lambda: name_a_place("Saal"), {"elsewhere", "organizer", "admin", "system"}),
        (give_rights, {"admin", "system"}),
    ],
    ids=["at an event", "of what is at an event", "for staff", "for administrators"],
)
def test_a_service_is_for_those_that_it_names(service, allowed):
    done = set()
    for name, who in WHO.items():
        with suppress(MayNotError), acting_as(who):
            service()
            done.add(name)
    assert done == allowed


def test_without_anybody_named_nothing_is_allowed():
    with pytest.raises(NobodyNamedError):
        change(event=Place())


def test_a_service_that_is_only_for_some_says_so():
    assert all(map(rights.asks_for_a_right, (change, let_in, name_a_place, give_rights)))
    assert not rights.asks_for_a_right(len)
