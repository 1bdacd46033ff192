"""No event is published before imprint, privacy notice and accessibility statement are."""

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.office import publish_text, publish_texts
from tests.html import parsed, text_of
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.office.types import TextKind
from webapp.organising import services
from webapp.organising.errors import NotReadyError
from webapp.organising.types import Step

GERMAN = {"Accept-Language": "de"}
READY = {"status": "draft", "published_at": None, "teaser": "Kommen Sie.", "contact_email": "k@example.org"}


@pytest.fixture
def draft(work, now):
    with work():
        event = make_event(venue=make_venue(), **READY)
        make_item(event)
        return event.slug


@pytest.mark.both
def test_an_event_that_is_ready_waits_for_the_last_of_the_texts(work, draft):
    for kind in TextKind:
        with work(), pytest.raises(NotReadyError) as refusal:
            services.publish(event=get_event(draft), now=clock.now())
        assert refusal.value.details["steps"] == [Step.LEGAL_TEXTS]
        with work():
            publish_text(kind, "Alles gesagt.")
    with work():
        assert services.publish(event=get_event(draft), now=clock.now()).status == EventStatus.PUBLISHED


def test_who_can_do_it_is_led_there_and_others_are_told_who_can(app, work, draft):
    with work():
        host = get_event(draft).host_id
        organizer = make_user(Role.ORGANIZER, organisation_id=host).email
        admin = make_user(Role.ADMIN, name="Anna Amt").email
    pages = {}
    for email in (organizer, admin):
        client = app.test_client()
        sign_in(client, email)
        client.post(f"/manage/events/{draft}/publish", data={"once_key": email}, headers=GERMAN)
        pages[email] = client.get(f"/manage/events/{draft}", headers=GERMAN)
    assert "nur Anna Amt" in text_of(parsed(pages[organizer]))
    assert "/manage/settings/texts" not in pages[organizer].text
    assert "/manage/settings/texts" in pages[admin].text
    with work():
        publish_texts()
    assert "Rechtstexte" not in text_of(parsed(client.get(f"/manage/events/{draft}", headers=GERMAN)))


def test_what_is_published_stays_published(client, work, now):
    with work():
        slug = make_event().slug
    assert client.get(f"/events/{slug}").status_code == 200
