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
    "not offered any more": lambda _now: {"retired": True},
    "retired with a code": lambda _now: {"code": "geheim", "retired": True},
    "all of it": lambda now: {"code": "geheim", "opens_at": now - 2 * DAY, "closes_at": now - DAY},
}


@pytest.fixture(params=GATES.values(), ids=GATES)
def invited(request, work):
    """Slug of an event, id of its gated category, and a link that invites into it."""
    with work():
        event = make_event(capacity=20)
        make_category(event, label={"de": "Gäste"})
        gate = request.param(clock.now())
        retired = gate.pop("retired", False)
        press = make_category(event, label={"de": "Presse"}, **gate)
        guest = services.Guest("Ina Invited", OWN, category_id=press.id)
        (made,) = services.invite(event=event, guests=[guest], now=clock.now())
        if retired:
            services.retire_category(event=event, category=press, now=clock.now())
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


def test_into_the_last_category_an_invitation_leads_also_when_none_is_offered(client, work):
    with work():
        event = make_event(capacity=20)
        press = make_category(event, label={"de": "Presse"}, capacity=1)
        guest = services.Guest("Ina Invited", OWN, category_id=press.id)
        (made,) = services.invite(event=event, guests=[guest], now=clock.now())
        services.retire_category(event=event, category=press, now=clock.now())
        slug, token = event.slug, links.seal(INVITATION_LINK, made.public_id)
    assert send(client, slug, OWN, token=token).status_code == 303
    assert send(client, slug, "neu@example.org").status_code == 303
    assert registered(work, slug, OWN) == ("confirmed", "Presse")
    assert registered(work, slug, "neu@example.org") == ("pending", None)


def test_a_category_that_was_retired_while_somebody_typed_is_named_as_the_reason(client, work, invited):
    slug, _press, token = invited
    with work():
        event = get_event(slug)
        guests = make_category(event, label={"de": "Helfende"})
        services.retire_category(event=event, category=guests, now=clock.now())
        gone = guests.public_id
    for link in (None, token):
        page = send(client, slug, OWN, token=link, category=gone)
        assert page.status_code == 422
        assert "Das ist gerade nicht offen. Bitte wählen Sie etwas anderes" in page.text
        assert "Bitte wählen Sie, als was" not in page.text
