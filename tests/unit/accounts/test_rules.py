from datetime import UTC, datetime, timedelta

import pytest

from webapp.accounts import rules
from webapp.accounts.browsers import browser_of
from webapp.accounts.strength import weakness_of
from webapp.accounts.types import NOBODY, SYSTEM, Actor, Assignment, Role, Scope, Weakness

HERE = Scope(event_key="here", organisation_id=1)
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


ORGANIZES = {Role.ORGANIZER, Role.FACILITATOR, Role.DOOR, Role.READER}


def actor(*held: Assignment) -> Actor:
    return Actor(key="somebody", assignments=held)


@pytest.mark.parametrize(
    ("held", "may"),
    [
        (Assignment(Role.ADMIN), set(Role)),
        (Assignment(Role.ORGANIZER), ORGANIZES),
        (Assignment(Role.ORGANIZER, organisation_id=1), ORGANIZES),
        (Assignment(Role.ORGANIZER, organisation_id=2), set()),
        (Assignment(Role.ORGANIZER, event_key="here"), ORGANIZES),
        (Assignment(Role.ORGANIZER, event_key="there"), set()),
        (Assignment(Role.FACILITATOR, event_key="here"), {Role.FACILITATOR}),
        (Assignment(Role.FACILITATOR, event_key="there"), set()),
        (Assignment(Role.DOOR, event_key="here"), {Role.DOOR}),
        (Assignment(Role.DOOR), set()),
        *((Assignment(each), set()) for each in (Role.FACILITATOR, Role.READER)),
        *((Assignment(each, organisation_id=1), {each}) for each in (Role.FACILITATOR, Role.DOOR, Role.READER)),
        *((Assignment(each, organisation_id=2), set()) for each in (Role.FACILITATOR, Role.DOOR, Role.READER)),
        (Assignment(Role.READER, event_key="here"), {Role.READER}),
        (Assignment(Role.READER, event_key="there"), set()),
    ],
)
def test_what_a_role_may_at_an_event(held, may):
    assert {role for role in Role if rules.holds(actor(held), role, HERE)} == may


def test_nobody_may_nothing():
    assert not any(rules.holds(NOBODY, role, HERE) for role in Role)
    assert not rules.is_staff(NOBODY)


@pytest.mark.parametrize(
    ("held", "staff", "reads", "admin"),
    [
        (Role.ADMIN, True, True, True),
        (Role.ORGANIZER, True, True, False),
        (Role.READER, False, True, False),
        (Role.FACILITATOR, False, False, False),
        (Role.DOOR, False, False, False),
    ],
)
def test_who_opens_the_desk(held, staff, reads, admin):
    acts = actor(Assignment(held))
    assert (rules.is_staff(acts), rules.is_any(acts, Role.READER), rules.is_admin(acts)) == (staff, reads, admin)


@pytest.mark.parametrize(
    ("held", "hosts"),
    [
        (Assignment(Role.ADMIN), True),
        (Assignment(Role.ORGANIZER), True),
        (Assignment(Role.ORGANIZER, organisation_id=1), True),
        (Assignment(Role.ORGANIZER, event_key="here"), False),
        (Assignment(Role.READER, organisation_id=1), False),
    ],
)
def test_who_sets_up_new_events(held, hosts):
    assert rules.is_host(actor(held)) is hosts


@pytest.mark.parametrize(
    ("held", "stays"),
    [
        (Assignment(Role.ADMIN), True),
        (Assignment(Role.ORGANIZER, organisation_id=1), True),
        (Assignment(Role.ORGANIZER), False),
        (Assignment(Role.ORGANIZER, event_key="here"), False),
        (Assignment(Role.DOOR, organisation_id=1), False),
    ],
)
def test_what_somebody_must_always_be(held, stays):
    assert rules.must_stay(held) is stays


@pytest.mark.parametrize(
    ("password", "known", "weakness"),
    [
        ("kurz", (), Weakness.SHORT),
        ("x" * 1025, (), Weakness.LONG),
        ("Kim Muster 2026", ("Kim Muster",), Weakness.OWN),
        ("kim.muster@example.org", ("kim.muster@example.org",), Weakness.OWN),
        ("Handwerkskammer", ("Handwerkskammer Musterstadt",), Weakness.OWN),
        ("Passwort1234", (), Weakness.COMMON),
        ("aaaaaaaaaaaa", (), Weakness.PATTERN),
        ("abcdefghijkl", (), Weakness.PATTERN),
        ("drei graue Katzen im Schnee", (), None),
        ("drei graue Katzen im Schnee" * 30, (), None),
        ("drei graue Katzen im Schnee", ("", "K"), None),
    ],
)
def test_a_password_that_is_easy_to_guess_hears_why(password, known, weakness):
    assert weakness_of(password, known=known) is weakness


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_people_call_it(said, called):
    assert browser_of(said) == called


@pytest.mark.parametrize(("minutes", "old"), [(None, True), (0, False), (59, False), (60, True), (600, True)], ids=str)
def test_use_is_noted_once_an_hour(minutes, old):
    used_at = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert rules.use_is_old(used_at, NOW) is old


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
