"""The desk is told about groups: larger than all places, more than a category usually takes, erased while inside."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.queries import get_by_public_id
from webapp.registration.types import CategoryKind, Seen


@pytest.fixture
def slug(desk, work):
    with work():
        return make_event("Dialog", host=desk.host, capacity=5).slug


def test_whoever_lowers_the_places_is_told_about_groups_that_fit_no_more(desk, work, slug):
    with work():
        event = get_event(slug)
        make_registration(event, heads=people(*"ABCDE"))
        make_registration(event, "Große Gruppe", heads=people(*"ABC"))
    places = f"/events/{slug}/registrations/places"
    desk.send(places, {"capacity": "4"})
    assert "mehr Personen, als es Plätze gibt" not in desk.page(f"/events/{slug}/registrations")
    desk.send(places, {"capacity": "2"})
    assert "1\u00a0Anmeldung auf der Warteliste" in desk.page(f"/events/{slug}/registrations")
    assert "hält niemanden auf" in desk.page(f"/events/{slug}/registrations?status=waiting")


def test_a_group_that_fits_nowhere_is_not_approved_and_the_desk_learns_why(desk, work, slug):
    with work():
        event = get_event(slug)
        services.set_up(event=event, needs_approval=True)
        asked = make_registration(event, heads=people(*"ABC")).public_id
    desk.send(f"/events/{slug}/registrations/places", {"capacity": "2"})
    desk.send(f"/events/{slug}/registrations/{asked}/approve", {})
    assert "nur 2\u00a0Plätze" in desk.page(f"/events/{slug}/registrations/{asked}")
    with work():
        assert get_by_public_id(asked).status == "requested"


@pytest.mark.parametrize("most", [1, 5])
def test_the_desk_is_told_when_it_moves_more_people_than_a_category_takes(desk, work, slug, most):
    with work():
        event = get_event(slug)
        many, few = make_category(event), make_category(event, label={"de": "Einzelne"}, most_heads=most)
        made = make_registration(event, heads=people(*"ABC"), category_id=many.id).public_id
        chosen = few.public_id
    desk.send(f"/events/{slug}/registrations/{made}/move", {"category": chosen})
    page = desk.page(f"/events/{slug}/registrations/{made}")
    assert ("als eine Anmeldung in dieser Kategorie" in page) == (most == 1)
    with work():
        assert get_by_public_id(made).category_id is not None


def test_a_category_that_is_called_as_its_kind_is_named_once(desk, work, slug):
    with work():
        event = get_event(slug)
        make_category(event, kind=CategoryKind.BUSINESS, label={"de": "Betrieb"})
        make_category(event, kind=CategoryKind.BUSINESS, label={"de": "Innungen"})
    page = desk.page(f"/events/{slug}/sign-up/categories")
    assert page.count(">Betrieb<") == 2  # the name of the one, the kind of the other


@pytest.mark.parametrize("inside", [False, True])
def test_erasing_says_what_becomes_of_the_place(desk, work, slug, inside):
    with work():
        made = make_registration(get_event(slug), email="ada@example.org")
        public_id = made.public_id
        if inside:
            now = clock.now()
            seen = Seen(made.attendees[0].id, now, now)
            services.note_presence(seen=[seen], now=now)
    page = desk.page(f"/events/{slug}/registrations/{public_id}/erase")
    assert ("wird vorher storniert" in page) == (not inside)
    assert ("behält den Platz" in page) == inside
    desk.send(f"/events/{slug}/registrations/{public_id}/erase", {})
    with work():
        assert get_by_public_id(public_id).status == ("confirmed" if inside else "cancelled")
    if inside:
        page = desk.page(f"/events/{slug}/registrations/{public_id}/cancel")
        assert "benachrichtigen" not in page


def test_whoever_moves_an_event_is_told_when_registration_closes_now(desk, work, slug):
    with work():
        event = get_event(slug)
        event.starts_at, event.ends_at = (clock.now() + timedelta(days=n, hours=h) for n, h in ((30, 0), (30, 2)))
        event.registration_closes_at = clock.now() + timedelta(days=12)
        day = clock.local(clock.now() + timedelta(days=10), event.zone)
    data = {"day": f"{day:%Y-%m-%d}", "starts": "10:00", "ends": "12:00", "reason": "Neuer Saal"}
    assert desk.send(f"/events/{slug}/postpone", data).status_code == 303
    assert "Anmeldeschluss: " in desk.page(f"/events/{slug}")
    with work():
        event = get_event(slug)
        assert clock.now() < event.registration_closes_at <= event.starts_at
