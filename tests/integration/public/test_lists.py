from datetime import timedelta

import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.plans import make_measure
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.events import services
from webapp.foundation import clock


@pytest.fixture
def listed(app):
    """Titles in the list for a query string."""
    client = app.test_client(use_cookies=False)

    def titles(query=""):
        response = client.get(f"/events?{query}", headers={"Cookie": "x=y"})
        assert response.status_code == 200
        document = parsed(response)
        return [text_of(h) for h in document.iter("h2") if "dw-event__title" in h.get("class", "")]

    return titles


@pytest.fixture
def events(work, now):
    with work():
        make_event("Vergabekonferenz Müller", format="procurement_conference", starts_in=timedelta(days=2))
        make_event(
            "Tag des Handwerks", format="crafts_day", venue=make_venue(city="Dresden"), starts_in=timedelta(days=40)
        )
        served = make_event("Zukunftswerkstatt", starts_in=timedelta(days=3))
        measure = make_measure()
        services.link_measure(event=served, measure_id=measure.id, reason="x")
        make_event("Entwurf", status="draft", published_at=None)
        make_event("Gestern", starts_in=timedelta(days=-2))
        return measure.specification.goal.field_id


def test_what_comes_is_listed_soonest_first_without_drafts(listed, events):
    assert listed() == ["Vergabekonferenz Müller", "Zukunftswerkstatt", "Tag des Handwerks"]


@pytest.mark.parametrize("words", ["müller", "mueller", "MULLER", "mu\u0308ller", "vergabekonferez"])
def test_search_forgives_umlauts_case_and_typing_errors(listed, events, words):
    assert listed(f"q={words}") == ["Vergabekonferenz Müller"]


def test_filters_narrow_the_list(listed, events):
    assert listed("format=crafts_day") == ["Tag des Handwerks"]
    assert listed("place=Dresden") == ["Tag des Handwerks"]
    assert listed("month=2026-12") == ["Tag des Handwerks"]
    assert listed(f"field={events}") == ["Zukunftswerkstatt"]
    assert listed("when=past") == ["Gestern"]


def test_what_has_no_date_any_more_is_of_no_month(client, work, now, listed):
    with work():
        for title, days in (("Verschoben", 3), ("Auch verschoben", 40)):
            off = make_event(title, starts_in=timedelta(days=days))
            services.postpone_event(event=off, now=clock.now(), reason="Sturm")
        make_event("Zukunftswerkstatt", starts_in=timedelta(days=41))
    (month,) = offered(client, "")["month"]
    assert len(listed()) == 3
    assert listed(f"month={month}") == ["Zukunftswerkstatt"]


def offered(client, query):
    """Every value of each filter on the page, by its name; upcoming is a time as good as past."""
    document = parsed(client.get(f"/events?{query}"))
    selects = {select.get("name"): select for select in document.iter("select")}
    return {
        name: [option.get("value") for option in select.iter("option") if option.get("value") or name == "when"]
        for name, select in selects.items()
    }


@pytest.mark.parametrize("first", ["", "when=past", "q=konferenz", "q=handwerk", "q=gestern&when=past"])
def test_no_offered_filter_leads_to_an_empty_list(client, listed, events, first):
    for name, values in offered(client, first).items():
        for value in values:
            narrowed = f"{first}&{name}={value}"
            assert listed(narrowed), narrowed
            for other, left in offered(client, narrowed).items():
                assert all(listed(f"{narrowed}&{other}={also}") for also in left if other != name), narrowed


def test_a_time_in_which_nothing_fits_is_not_offered_unless_it_is_shown(client, events):
    assert offered(client, "")["when"] == ["", "past"]
    assert offered(client, "q=konferenz")["when"] == [""]
    assert offered(client, "place=Dresden")["when"] == [""]
    assert offered(client, "q=gestern&when=past")["when"] == ["past"]
    assert offered(client, "q=konferenz&when=past")["when"] == ["", "past"]


def test_what_nothing_has_is_not_offered(client, events):
    assert offered(client, "")["format"] == ["future_workshop", "procurement_conference", "crafts_day"]
    assert offered(client, "")["place"] == ["Dresden"]
    assert offered(client, "place=Dresden")["format"] == ["crafts_day"]
    assert offered(client, "when=past")["place"] == []


@pytest.mark.parametrize(
    "query", ["format=%3Cscript%3E", "page=-1", "page=99999999", "month=2026-99", "field=abc", "q=%00%ff"]
)
def test_nonsense_in_the_address_is_forgiven(client, events, query):
    assert client.get(f"/events?{query}").status_code == 200


def test_an_empty_list_says_what_to_do(client, now):
    assert "Alle Veranstaltungen zeigen" in text_of(parsed(client.get("/events?q=nichts")))


@pytest.mark.parametrize("many", [1, 15])
def test_the_list_costs_the_same_for_any_number_of_events(app, work, now, many):
    with work():
        for _ in range(many):
            make_event(venue=make_venue())
    client = app.test_client(use_cookies=False)
    with counted(app) as seen:
        client.get("/events", headers={"Cookie": "x=y"})
    assert len(seen) == 8


def test_the_start_page_shows_what_is_next_and_what_it_is_for(client, events):
    said = text_of(parsed(client.get("/")))
    assert "Vergabekonferenz Müller" in said
    assert "Aktionsplan" in said
