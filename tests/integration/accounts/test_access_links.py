from datetime import timedelta

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from webapp.accounts import queries, services
from webapp.accounts.errors import MayNotError
from webapp.accounts.types import LINK, Role
from webapp.foundation import clock, tokens
from webapp.foundation.errors import InvalidError


@pytest.fixture
def door(app, work, now):
    """An event with a link for its door: slug, address of the link, public id."""
    with work():
        event = make_event()
        link = make_access_link(event)
        token = tokens.seal(app.config["SECRET_KEY"], LINK, link.public_id)
        return event.slug, f"/link/{token}", link.public_id


def test_looking_at_a_link_takes_nothing_and_the_button_does(client, door):
    slug, address, _ = door
    assert client.get(address).status_code == 200
    assert client.get(f"/checkin/{slug}").status_code == 302
    assert client.post(address).location == f"/checkin/{slug}"
    assert client.get(f"/checkin/{slug}").status_code == 200


def test_a_link_opens_one_event_and_one_role(client, door, work):
    slug, address, _ = door
    with work():
        other = make_event().slug
    client.post(address)
    refused = client.get(f"/checkin/{other}", headers={"Accept-Language": "de"})
    assert refused.status_code == 403
    assert "Ihr Link öffnet diese Seite nicht" in refused.text
    assert "Konto" not in refused.text, "nobody who came by a link has one"
    assert client.get(f"/facilitate/{slug}").status_code == 403
    assert client.get(f"/manage/events/{slug}").status_code == 403


def test_revoking_ends_it_at_once_where_it_is_open(client, door, work, now):
    slug, address, public_id = door
    client.post(address)
    with work():
        services.revoke_access_link(link=queries.find_link(public_id), now=now)
    assert client.get(f"/checkin/{slug}").status_code == 302
    assert client.get(address).status_code == 410


def test_it_expires(client, door):
    slug, address, _ = door
    client.post(address)
    clock.move_on(timedelta(days=1))
    assert client.get(f"/checkin/{slug}").status_code == 302
    assert client.get(address).status_code == 410


def test_a_made_up_link_is_no_link(client, door):
    assert client.get(f"/link/{'A' * 44}").status_code == 404


def test_its_page_is_stored_nowhere_and_its_address_told_to_nobody(client, door):
    headers = client.get(door[1]).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("days", [0, 31])
def test_a_link_lasts_up_to_thirty_days(work, now, days):
    with work(), pytest.raises(InvalidError):
        make_access_link(make_event(), valid_for=timedelta(days=days))


def test_a_link_never_makes_an_organizer(work, now):
    with work(), pytest.raises(MayNotError):
        services.open_access_link(event_key="e", role=Role.ORGANIZER, label="x", valid_for=timedelta(days=1), now=now)
