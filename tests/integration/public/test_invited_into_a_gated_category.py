"""An invitation into a category opens it for whoever it was sent to: its code and its times are for all others."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.html import parsed
from tests.invited import GERMAN, OWN, send
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import INVITATION_LINK

pytestmark = pytest.mark.usefixtures("now")

DAY = timedelta(days=1)
GATES = {
    "a code": lambda _now: {"code": "geheim"},
    "not yet open": lambda now: {"opens_at": now + 2 * DAY},
    "closed": lambda now: {"closes_at": now - DAY},
    "all of it": lambda now: {"code": "geheim", "opens_at": now - 2 * DAY, "closes_at": now - DAY},
}


@pytest.fixture(params=GATES.values(), ids=GATES)
def invited(request, work):
    """Slug of an event, id of its gated category, and a link that invites into it."""
    with work():
        event = make_event(capacity=20)
        make_category(event, label={"de": "Gäste"})
        press = make_category(event, label={"de": "Presse"}, **request.param(clock.now()))
        guest = services.Guest("Ina Invited", OWN, category_id=press.id)
        (made,) = services.invite(event=event, guests=[guest], now=clock.now())
        return event.slug, press.public_id, links.seal(INVITATION_LINK, made.public_id)


def asks_for_a_code(client, slug, token):
    page = parsed(client.get(f"/events/{slug}/register?invitation={token}", headers=GERMAN))
    return page.find(".//input[@name='code']") is not None


def registered(work, slug, email):
    with work():
        made = queries.find_live(get_event(slug).id, email)
        return made and (made.status, made.category and made.category.label["de"])


def test_whoever_was_invited_comes_in_by_the_form_as_it_is_shown(client, work, invited):
    slug, press, token = invited
    assert not asks_for_a_code(client, slug, token)
    assert send(client, slug, OWN.upper(), token=token, category=press).status_code == 303
    assert registered(work, slug, OWN) == ("confirmed", "Presse")


def test_somebody_else_with_the_link_needs_what_everybody_needs(client, work, invited):
    slug, press, token = invited
    page = send(client, slug, "neu@example.org", token=token, category=press)
    assert page.status_code == 422
    assert "Bitte prüfen Sie den Code" in page.text or "nicht offen" in page.text
    assert registered(work, slug, "neu@example.org") is None


def test_by_the_public_form_the_address_opens_nothing(client, work, invited):
    slug, press, _token = invited
    assert send(client, slug, OWN, category=press).status_code == 422
    assert registered(work, slug, OWN) is None
