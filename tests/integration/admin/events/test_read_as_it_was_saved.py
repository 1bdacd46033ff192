"""What follows from a save at the desk reads what was saved: search, and letters of that very save."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user, signed_in
from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from tests.integration.admin.conftest import Desk
from webapp.accounts.types import Role
from webapp.foundation.database import session
from webapp.foundation.http import page_cache
from webapp.mail.models import OutboxMail

pytestmark = pytest.mark.both
TITLE = "Dialogabend"


@pytest.fixture(autouse=True)
def _nothing_is_kept(monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


@pytest.fixture
def hosts(work):
    with work():
        return make_organisation(name="Innung Zwickau"), make_organisation(name="Kreishandwerkerschaft Plauen")


@pytest.fixture
def admin(app, work, now):
    with work():
        email = make_user(Role.ADMIN).email
    return Desk(signed_in(app, email), None, email)


@pytest.fixture
def event(work, hosts):
    with work():
        made = make_event(TITLE, host=hosts[0])
        make_registration(made)
    return made


def save(admin, event, **typed):
    form = sent_from(parsed(admin.client.get(f"/manage/events/{event.slug}/edit")), "title")
    assert admin.send(f"/events/{event.slug}/edit", {**form, "tells": "all", **typed}).status_code == 303


@pytest.fixture
def finds(app):
    return lambda words: TITLE in app.test_client().get("/events", query_string={"q": words}).text


def test_it_is_found_by_the_series_it_was_given_and_by_no_other(admin, event, finds):
    save(admin, event, series="Montagsrunde")
    assert finds("Montagsrunde")
    save(admin, event, series="Dienstagsrunde")
    assert (finds("Montagsrunde"), finds("Dienstagsrunde")) == (False, True)
    save(admin, event, series="")
    assert not finds("Dienstagsrunde")


def test_it_is_found_by_its_new_host_and_no_longer_by_the_one_before(admin, event, hosts, finds):
    assert finds("Zwickau")
    save(admin, event, host=hosts[1].key)
    assert (finds("Zwickau"), finds("Plauen")) == (False, True)


def test_it_is_found_by_its_new_venue_and_no_longer_by_the_one_before(admin, event, work, finds):
    with work():
        venue = make_venue(city="Annaberg").public_id
    save(admin, event, venue=venue)
    assert finds("Annaberg")
    save(admin, event, venue="", conference_url="https://example.org/konferenz")
    assert not finds("Annaberg")


def test_a_letter_of_that_save_is_signed_by_the_new_host(admin, event, hosts, work):
    with work():
        venue = make_venue().public_id
    save(admin, event, host=hosts[1].key, venue=venue)
    with work():
        text = session().scalars(select(OutboxMail.text).where(OutboxMail.kind == "event_changed")).one()
    assert "Plauen" in text
    assert "Zwickau" not in text
