from datetime import UTC, datetime, timedelta

import pytest

from webapp.accounts import rules
from webapp.accounts.types import NOBODY, SYSTEM, Actor, Assignment, Role, Scope

HERE = Scope(event_key="here", organisation_id=1)
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def actor(*held: Assignment) -> Actor:
    return Actor(key="somebody", assignments=held)


@pytest.mark.parametrize(
    ("held", "may"),
    [
        (Assignment(Role.ADMIN), {Role.ADMIN, Role.ORGANIZER, Role.FACILITATOR, Role.DOOR}),
        (Assignment(Role.ORGANIZER), {Role.ORGANIZER, Role.FACILITATOR, Role.DOOR}),
        (Assignment(Role.ORGANIZER, organisation_id=1), {Role.ORGANIZER, Role.FACILITATOR, Role.DOOR}),
        (Assignment(Role.ORGANIZER, organisation_id=2), set()),
        (Assignment(Role.ORGANIZER, event_key="here"), {Role.ORGANIZER, Role.FACILITATOR, Role.DOOR}),
        (Assignment(Role.ORGANIZER, event_key="there"), set()),
        (Assignment(Role.FACILITATOR, event_key="here"), {Role.FACILITATOR}),
        (Assignment(Role.FACILITATOR, event_key="there"), set()),
        (Assignment(Role.DOOR, event_key="here"), {Role.DOOR}),
        (Assignment(Role.DOOR), set()),
    ],
)
def test_what_a_role_may_at_an_event(held, may):
    assert {role for role in Role if rules.holds(actor(held), role, HERE)} == may


def test_nobody_may_nothing():
    assert not any(rules.holds(NOBODY, role, HERE) for role in Role)
    assert not rules.is_staff(NOBODY)


@pytest.mark.parametrize(
    ("held", "staff", "admin"),
    [
        (Role.ADMIN, True, True),
        (Role.ORGANIZER, True, False),
        (Role.FACILITATOR, False, False),
        (Role.DOOR, False, False),
    ],
)
def test_who_opens_the_desk(held, staff, admin):
    assert (rules.is_staff(actor(Assignment(held))), rules.is_admin(actor(Assignment(held)))) == (staff, admin)


def test_the_system_may_everything():
    assert rules.is_admin(SYSTEM)


@pytest.mark.parametrize(
    ("expires_in", "revoked", "is_open"),
    [(timedelta(hours=1), None, True), (timedelta(0), None, False), (timedelta(hours=1), NOW, False)],
)
def test_a_link_is_open_until_it_expires_or_is_revoked(expires_in, revoked, is_open):
    assert rules.link_is_open(expires_at=NOW + expires_in, revoked_at=revoked, now=NOW) is is_open


@pytest.mark.parametrize("name", ["Kim", "Zoë van der Öhe-Ünal", "李", "x" * 120])
def test_a_name_can_be_read_in_one_line(name):
    assert rules.is_name(name)


@pytest.mark.parametrize("name", ["", "  ", "x" * 121, "two\nlines", "a\x00b", "lone \udcff", "a\u2028b"])
def test_what_cannot_is_none(name):
    assert not rules.is_name(name)
