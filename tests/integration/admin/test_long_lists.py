"""Each list of the desk at nothing, one and many: what begins one is there, and what is long can be searched."""

import pytest

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.contacts import make_contact
from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_funding_notice, make_organisation
from tests.html import parsed, text_of
from tests.integration.admin.ways_back import GERMAN
from webapp.accounts.types import Role
from webapp.contacts import services as contacts
from webapp.events.queries import get_event
from webapp.events.services import open_series
from webapp.foundation import clock

MANY = 30


def _links(event, names):
    for name in names:
        make_access_link(event).label = name


def _team(event, names):
    for name in names:
        make_user(Role.DOOR, organisation_id=event.host.id).name = name


def _lists(event, names):
    for name in names:
        contacts.keep_list(organisation_id=event.host.id, name=name, now=clock.now())


def _binned(event, names):
    for name in names:
        contacts.put_in_bin(contact=make_contact(event.host, name), now=clock.now())


# The address, what begins one more, and how some are made under these names.
LISTS = {
    "series": (
        "/series",
        "Neue Reihe",
        lambda event, names: [open_series(organisation_id=event.host.id, title=name) for name in names],
    ),
    "venues": (
        "/settings/venues",
        "Neuer Veranstaltungsort",
        lambda _event, names: [make_venue(name=n) for n in names],
    ),
    "organisations": (
        "/settings/organisations",
        "Neue Organisation",
        lambda _event, names: [make_organisation(name) for name in names],
    ),
    "notices": (
        "/settings/organisations/{key}/funding",
        "Neuer Förderhinweis",
        lambda event, names: [make_funding_notice(event.host, title=name) for name in names],
    ),
    "links": ("/events/{slug}/access", "Neuer Link", _links),
    "team": ("/settings/team/{key}", "Einladen", _team),
    "lists": ("/contacts/{key}/lists", "Neue Liste", _lists),
    "bin of contacts": ("/contacts/{key}/bin", "Papierkorb", _binned),
}


def _read(desk, path, **asked):
    answer = desk.client.get(f"/manage{path}", query_string=asked, headers=GERMAN)
    assert answer.status_code == 200
    return text_of(parsed(answer))


@pytest.mark.parametrize("half", range(2))
def test_each_list_begins_grows_and_is_searched(half, desk, work):
    with work():
        event = make_event(host=desk.host)
        slug, key, admin = event.slug, desk.host.key, make_user(Role.ADMIN).email
    desk.client.post("/sign-out")
    sign_in(desk.client, admin)
    for name in list(LISTS)[half::2]:
        path, begins, make = LISTS[name]
        path = path.format(slug=slug, key=key)
        assert begins in _read(desk, path), name
        # Series keep lists of their own name.
        for names in ([f"Nummer Eins ({name})"], [f"Stück {number:02} ({name})" for number in range(MANY)]):
            with work():
                make(get_event(slug), names)
            page = _read(desk, path)
            assert begins in page, name
            assert len([each for each in names if each in page]) in {len(names), 25, 24, 23}, name
        found = _read(desk, path, q="stueck 17")
        assert "Stück 17" in found, name
        assert "Stück 18" not in found, name
        assert "Nummer Eins" not in found, name
        assert "Nichts gefunden" in _read(desk, path, q="gibt es nicht"), name
        assert 'type="search"' in desk.page(path), name


def test_organisations_are_narrowed_to_what_they_can_be(desk, work):
    with work():
        make_organisation("Innung Holz").parts = ["partner"]
        make_organisation("Bank am Ort").parts = ["funder"]
    shown = _read(desk, "/settings/organisations", part="funder")
    assert "Bank am Ort" in shown
    assert "Innung Holz" not in shown
    made = desk.send("/settings/organisations/new", {"name": "Schule Nord", "kind": "school", "parts": ["school"]})
    assert made.status_code == 303
    assert "Schule Nord" in _read(desk, "/settings/organisations", part="school")
    assert "ihr eigenes Team" in _read(desk, "/settings/organisations/new")  # whoever isn't an administrator is told
