"""Registrations in numbers, and the people who come on paper."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration
from tests.queries import counted
from webapp.admin.statistics.figures import statistics_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.organising.services import decide
from webapp.organising.types import BulkAction
from webapp.registration import queries, services
from webapp.registration.types import Head

TRADE = Definition(key="trade", kind=FieldKind.TRADE, label={"de": "Gewerk"})
TRAVEL = Definition(
    key="travel",
    kind=FieldKind.CHOICE,
    label={"de": "Anreise"},
    of_each=True,
    choices=(("bus", {"de": "Bus"}), ("car", {"de": "Auto"})),
)


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Tag des Handwerks", host=desk.host, capacity=50).slug


def numbers(work, slug):
    with work():
        event = get_event(slug)
        return statistics_of(event, queries.setup_of(event.id), "de")


def shares(found):
    return {chart.title: list(chart.rows) for chart in (*found.charts, *found.answers)}


@pytest.mark.both
def test_people_are_counted_by_day_category_way_and_answer(app, desk, work, slug, now):
    with work():
        event = get_event(slug)
        services.ask(event=event, definitions=[TRADE, TRAVEL], now=clock.now())
        fields = services.set_up(event=event).field_set_id
        press = make_category(event, label={"de": "Presse"})
        guests = make_category(event, label={"de": "Gäste"})
        pair = (Head("Ada", answers={"travel": "bus"}), Head("Ben", answers={"travel": "car"}))
        common = {"field_set_id": fields, "category_id": guests.id}
        make_registration(event, "Ada", heads=pair, answers={"trade": "tischler"}, **common)
        clock.move_on(timedelta(days=2))
        three = tuple(Head(f"Gast {n}", answers={"travel": "bus"}) for n in range(3))
        make_registration(event, "Cem", heads=three, answers={"trade": "maurer"}, **common)
        make_registration(event, "Eva", category_id=press.id, heads=(Head("Eva"),), field_set_id=fields)
        gone = make_registration(event, "Weg", category_id=press.id, heads=(Head("Weg"),), field_set_id=fields)
        services.cancel(registration=gone, now=clock.now())
    found = numbers(work, slug)
    assert [(each.new, each.total) for each in found.growth] == [(2, 2), (5, 7)]
    assert (found.growth[1].day - found.growth[0].day).days == 2
    told = shares(found)
    assert told["Nach Kategorie"] == [("Gäste", 5), ("Presse", 1)]
    assert told["Anreise"] == [("Bus", 4), ("Auto", 1)]
    assert [heads for _trade, heads in told["Gewerk"]] == [3, 2]
    assert told["Wie sie sich angemeldet haben"] == [("Formular", 6)]
    assert found.came is None
    page = desk.page(f"/events/{slug}/statistics")
    assert "7\u00a0Personen bis" in page
    assert "Presse" in page


@pytest.mark.both
def test_newcomers_count_with_what_they_said_and_take_over_no_consent(work, slug):
    photos = Definition("photos", FieldKind.PHOTOS, {"de": "Fotos"})
    with work():
        event = get_event(slug)
        services.set_up(event=event, most_heads=5)
        services.ask(event=event, definitions=[TRADE, photos], now=clock.now())
        told = {"trade": "tischler", "photos": "yes"}
        made = make_registration(event, "Ada", answers=told, field_set_id=queries.setup_of(event.id).field_set_id)
        clock.move_on(timedelta(minutes=1))
        by_link(services.add_attendee, made, head=Head("Ben", answers={"trade": "maurer", "photos": "no"}))
        by_link(services.add_attendee, made, head=Head("Cem"))
    found = shares(numbers(work, slug))
    assert found["Fotos"] == [("Ja", 1), ("Nein", 1)]
    assert sorted(heads for _trade, heads in found["Gewerk"]) == [1, 2]


def test_a_registration_shortly_after_midnight_counts_on_its_own_day(work, slug, now):
    with work():
        event = get_event(slug)
        midnight = clock.local(now, event.zone).replace(hour=0, minute=30) + timedelta(days=1)
        make_registration(event, now=midnight)
    assert numbers(work, slug).growth[0].day == midnight.date()


def test_who_stayed_away_is_counted_once_the_event_has_begun(desk, work, slug, now):
    with work():
        event = get_event(slug)
        made = [make_registration(event, f"Person {n}") for n in range(4)]
        clock.move_on(event.starts_at - clock.now() + timedelta(minutes=5))
        decide(BulkAction.CHECK_IN, event=event, registrations=made[:3], said={}, now=clock.now())
    found = numbers(work, slug)
    assert (found.expected, found.came, found.stayed_away) == (4, 3, 0.25)
    assert "25 %" in desk.page(f"/events/{slug}/statistics").replace("\xa0", " ")


def test_an_event_without_anybody_says_so(desk, slug):
    assert "Noch nichts zu zählen" in desk.page(f"/events/{slug}/statistics")


def test_numbers_take_the_same_queries_however_many_came(app, desk, work, slug):
    def come(first, last):
        with work():
            for n in range(first, last):
                make_registration(get_event(slug), f"Person {n}")

    come(0, 1)
    with counted(app) as few:
        desk.page(f"/events/{slug}/statistics")
    come(1, 12)
    with counted(app) as many:
        desk.page(f"/events/{slug}/statistics")
    assert len(few) == len(many)
