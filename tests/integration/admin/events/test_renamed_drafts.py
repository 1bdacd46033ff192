"""A draft that is renamed has another address; whatever the team has open still leads to it."""

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from tests.forms import sent_from
from tests.html import parsed
from webapp.accounts.types import LINK, Role
from webapp.events import services
from webapp.events.queries import find_slug_now, get_event
from webapp.events.types import EventFormat
from webapp.foundation import clock, tokens

pytestmark = pytest.mark.both
PAGES = ("", "/edit", "/agenda", "/stations", "/registrations", "/sign-up", "/mail", "/papers", "/access", "/preview")


@pytest.fixture
def draft(desk, work):
    with work():
        return make_event("Dialog", host=desk.host, status="draft", published_at=None).slug


@pytest.fixture
def rename(work):
    def act(slug, title):
        with work():
            return services.update_event(event=get_event(slug), now=clock.now(), title=title).slug

    return act


def test_what_was_typed_in_another_window_is_saved_under_the_new_address(desk, read, draft, rename):
    opened = sent_from(parsed(desk.client.get(f"/manage/events/{draft}/edit")), "teaser")
    now = rename(draft, "Ganz anders")
    assert now != draft
    answer = desk.send(f"/events/{draft}/edit", {**opened, "teaser": "Neu"}, key=opened.pop("once_key")[0])
    assert answer.status_code == 303
    assert answer.location.endswith(f"/manage/events/{now}")
    assert read(now, lambda event: (event.title, event.teaser)) == ("Ganz anders", "Neu")


def test_every_page_of_the_old_address_leads_to_the_new_one(desk, draft, rename):
    between = rename(draft, "Ganz anders")
    now = rename(between, "Wieder anders")
    for slug in (draft, between):
        for page in PAGES:
            answer = desk.client.get(f"/manage/events/{slug}{page}?q=a%26b&slug=x&_external=1")
            assert answer.status_code == 302
            assert answer.location == f"/manage/events/{now}{page}?q=a%26b&slug=x&_external=1"
            assert desk.client.get(answer.location).status_code == 200


def test_nobody_else_is_led_on(app, desk, other_desk, draft, rename):
    now = rename(draft, "Ganz anders")
    for slug in (draft, now, "gibt-es-nicht"):
        assert other_desk.client.get(f"/manage/events/{slug}").status_code == 403
        assert other_desk.send(f"/events/{slug}/edit").status_code == 403
        assert "/sign-in" in app.test_client().get(f"/manage/events/{slug}").location
        assert app.test_client().get(f"/events/{slug}").status_code == 404


def test_a_link_for_the_door_is_led_on_as_well(app, work, draft, rename):
    with work():
        link = make_access_link(get_event(draft), role=Role.DOOR)
        token = tokens.seal(app.config["SECRET_KEY"], LINK, link.public_id)
    client = app.test_client()
    client.post(f"/link/{token}", data={"once_key": "k"})
    now = rename(draft, "Ganz anders")
    assert client.get(f"/checkin/{draft}").location == f"/checkin/{now}"


def test_an_old_address_belongs_to_its_draft_until_it_wants_it_back(desk, work, draft, rename):
    first = rename(draft, "Bienen")
    second = rename(first, "Wespen")
    with work():
        other = services.create_event(
            now=clock.now(),
            format=EventFormat.FUTURE_WORKSHOP,
            title="Bienen",
            host_id=desk.host.id,
            starts_at=get_event(second).starts_at,
            ends_at=get_event(second).ends_at,
            zone="Europe/Berlin",
            capacity=None,
        ).slug
    assert other != first
    assert rename(second, "Bienen") == first
    with work():
        assert find_slug_now(first) is None
        assert find_slug_now(second) == first


def test_the_address_of_a_published_event_stays(desk, work, rename):
    with work():
        slug = make_event("Dialog", host=desk.host, published_at=clock.now()).slug
    assert rename(slug, "Ganz anders") == slug
