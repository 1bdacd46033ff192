"""Whoever calls a public service leaves nothing undone that another one would have to do."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from webapp.events import services as events
from webapp.events.types import EventFormat
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.organising import rules, services
from webapp.organising.errors import NotReadyError
from webapp.organising.queries import cockpit
from webapp.organising.types import BulkAction
from webapp.registration import queries
from webapp.registration import services as registration
from webapp.registration.queries.drafts import draft_of
from webapp.registration.types import RegistrationStatus

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now", "legal_texts")]
DAY = timedelta(days=1)


class Full:
    """An event for two, with a category for two of them that is full as well, and somebody who waits for each."""

    def __init__(self):
        self.event = make_event(capacity=2, starts_in=30 * DAY)
        self.category = make_category(self.event, capacity=2)
        self.other = make_category(self.event, label={"de": "Schulen"})
        mine = {"category_id": self.category.id}
        self.holder = make_registration(self.event, heads=people("Ada Neu", "Ben Neu"), **mine)
        self.waits = make_registration(self.event, "Cem Wartet", **mine)
        self.acting = {"now": clock.now()}

    @property
    def last(self):
        return self.holder.attendees[-1].id


def more_places(full):
    registration.change_category(event=full.event, category=full.category, capacity=3, now=clock.now())
    events.change_capacity(event=full.event, capacity=3)


def no_limit(full):
    registration.change_category(event=full.event, category=full.category, capacity=None, now=clock.now())
    events.change_capacity(event=full.event, capacity=None)


def the_category_last(full):
    events.change_capacity(event=full.event, capacity=9)
    registration.change_category(event=full.event, category=full.category, capacity=9, now=clock.now())


def given_up(full):
    registration.cancel(registration=full.holder, now=clock.now())


def one_less(full):
    registration.drop_attendee(registration=full.holder, attendee_id=full.last, now=clock.now())


def erased(full):
    registration.erase(registration=full.holder, now=clock.now())


def moved_to_another_category(full):
    events.change_capacity(event=full.event, capacity=3)
    registration.move(registration=full.holder, category_id=full.other.id, now=clock.now())


def one_decision_about_many(full):
    said = {"seen": {full.holder.public_id: queries.mark_of_people(full.holder)}}
    chosen = {"registrations": [full.holder], "event": full.event, "said": said}
    services.decide(BulkAction.CANCEL, **chosen, now=clock.now())


def called_off_with_more_places_and_restored(full):
    events.cancel_event(event=full.event, now=clock.now(), reason="Sturm")
    more_places(full)
    events.restore_event(event=full.event, now=clock.now(), reason="Doch nicht")


def off_its_date_with_more_places_and_back(full):
    events.postpone_event(event=full.event, reason="Sturm", **full.acting)
    more_places(full)
    span = {"starts_at": full.event.starts_at + DAY, "ends_at": full.event.ends_at + DAY}
    events.postpone_event(event=full.event, reason="Neuer Saal", **span, **full.acting)


FREEING = [
    *(more_places, no_limit, the_category_last, given_up, one_less, erased, moved_to_another_category),
    *(one_decision_about_many, called_off_with_more_places_and_restored, off_its_date_with_more_places_and_back),
]


@pytest.mark.parametrize("free", FREEING, ids=lambda each: each.__name__)
def test_a_place_that_gets_free_is_offered_to_the_first_in_line(work, free):
    with work():
        full = Full()
        assert full.waits.status == RegistrationStatus.WAITING
        free(full)
        waits = full.waits.id
    with work():
        assert queries.get_registration(waits).status == RegistrationStatus.OFFERED
        assert registration.fill_free_places(now=clock.now()) == 0


def test_control_of_what_is_full_nothing_is_offered(work):
    with work():
        full = Full()
        registration.fill_free_places(now=clock.now())
        assert full.waits.status == RegistrationStatus.WAITING


def a_draft(format_):
    start = clock.now() + 30 * DAY
    span = {"starts_at": start, "ends_at": start + timedelta(hours=4), "zone": "Europe/Berlin"}
    called = {"format": format_, "title": "Neu", "host_id": make_event().host_id, "capacity": None}
    return services.set_up_event(now=clock.now(), **called, **span)


@pytest.mark.parametrize("format_", EventFormat)
def test_what_readers_need_is_there_before_anything_is_published(work, format_):
    with work():
        slug = a_draft(format_).slug
    with work(), pytest.raises(NotReadyError) as refused:
        services.publish(event=cockpit(slug, clock.now()).event, now=clock.now())
    with work():
        found = cockpit(slug, clock.now())
        assert refused.value.details["steps"] == rules.missing(found.publishing) != []
        assert found.event.status == "draft"


def test_what_was_drafted_is_asked_once_the_event_is_published(work):
    with work():
        event = a_draft(EventFormat.REGULARS_TABLE)
        event.teaser, event.contact_email, event.conference_url = "Kommen Sie.", "a@example.org", "https://example.org"
        registration.put_question(event=event, definition=Definition("", FieldKind.TEXT, {"de": "Größe"}))
        assert draft_of(event.id).is_changed
        services.publish(event=event, now=clock.now())
        assert not draft_of(event.id).is_changed
        assert "Größe" in {each.label["de"] for each in queries.setup_of(event.id).definitions}
