"""The cockpit, the programme's form and one's own registration offer what is of use at the moment, each thing once."""

from datetime import timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from tests.integration.admin.addresses import addresses_of
from webapp.events.types import EventFormat
from webapp.foundation import clock
from webapp.plans.services import add_plan

_LINK = "https://treffen.example.org/raum"


@pytest.mark.in_turns
@pytest.mark.usefixtures("legal_texts")
@pytest.mark.parametrize("status", ["draft", "published", "postponed", "cancelled"])
@pytest.mark.parametrize("kind", list(EventFormat), ids=str)
def test_no_step_of_getting_ready_is_told_twice(desk, work, kind, status):
    with work():
        add_plan(slug="plan", title="Plan der Region")
        event = make_event(host=desk.host, format=kind.value, status=status, published_at=None)
        make_item(event)
        make_item(event, begins=10)
        slug, starts_at, ends_at = event.slug, event.starts_at, event.ends_at
    for moment in (clock.now(), starts_at, ends_at):
        with clock.set_to(moment):
            document = parsed(desk.client.get(f"/manage/events/{slug}", headers={"Accept-Language": "de"}))
        titles = [
            text_of(next(row.iter("a")))
            for row in document.iter("li")
            if "kern-task-list__item" in (row.get("class") or "")
        ]
        assert len(titles) == len({*titles}), titles
        assert titles or status in {"postponed", "cancelled"}


def test_a_new_item_is_a_talk_until_somebody_says_otherwise(desk, work):
    with work():
        event = make_event(host=desk.host)
        slug = event.slug
    for _ in range(2):
        document = parsed(desk.client.get(f"/manage/events/{slug}/agenda"))
        (kind,) = [each for each in document.iter("select") if each.get("name") == "kind"]
        assert [each.get("value") for each in kind.iter("option") if each.get("selected") is not None] == ["talk"]
        with work():
            make_item(event)


@pytest.mark.parametrize("kind", list(EventFormat), ids=str)
def test_what_is_over_is_put_into_no_calendar_and_joined_by_nobody(app, desk, work, kind):
    with work():
        event = make_event(host=desk.host, format=kind.value, venue=make_venue(), conference_url=_LINK)
        make_registration(event)
        slug, starts_at, ends_at = event.slug, event.starts_at, event.ends_at
    with app.app_context():
        (own,) = [
            each.path for each in addresses_of(app, slug, whole=True) if each.endpoint == "public.own.registration"
        ]
    for moment, is_over in ((clock.now(), False), (starts_at, False), (ends_at, True), (ends_at + timedelta(9), True)):
        with clock.set_to(moment):
            (main,) = parsed(desk.client.get(own, headers={"Accept-Language": "de"})).iter("main")
        assert ("In den Kalender" in text_of(main)) is not is_over
        assert (_LINK in text_of(main)) is not is_over
