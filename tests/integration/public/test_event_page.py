import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.plans import make_measure
from tests.factories.registration import make_registration
from tests.factories.stations import make_pitch, make_station
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.events import services

XSS = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def page(client):
    return lambda slug, **headers: client.get(f"/events/{slug}", headers=headers)


def structured(response):
    document = parsed(response)
    (script,) = [s for s in document.iter("script") if s.get("type") == "application/ld+json"]
    return json.loads(script.text)


def test_it_answers_what_when_where_and_how_to_take_part(page, work, now):
    with work():
        event = make_event(venue=make_venue(), teaser="Fünf Ideen.", bring=["Ticket"], funding_notice="Steuermittel")
        make_item(event, "Begrüßung")
        make_pitch(event, "Lehrwerkstatt")
        make_station(event, "Bildung")
        services.link_measure(event=event, measure_id=make_measure("Juniormeister").id, reason="Nachwuchs")
        slug = event.slug
    said = text_of(parsed(page(slug)))
    for part in (
        "Zukunftswerkstatt", "Mi., 25. November 2026", "10:00–12:00 Uhr", "Mittweida", "Begrüßung", "Lehrwerkstatt",
        "Bildung", "Juniormeister", "Nachwuchs", "Steuermittel", "Anmelden", "Termin herunterladen",
    ):  # fmt: skip
        assert part in said.replace("\u00a0", " ")


def test_english_readers_get_english_words(page, work, now):
    with work():
        slug = make_event().slug
    response = page(slug, **{"Accept-Language": "en"})
    assert parsed(response).get("lang") == "en"
    assert "Register" in response.text
    assert "Wed 25 November 2026" in response.text.replace("\u00a0", " ")


@pytest.mark.parametrize("items", [1, 12])
def test_it_costs_four_queries_whatever_hangs_on_it(app, work, now, items):
    with work():
        event = make_event(venue=make_venue())
        for number in range(items):
            make_item(event, begins=number, lasts=1)
            make_station(event)
            make_pitch(event)
            services.link_measure(event=event, measure_id=make_measure().id, reason="x")
        slug = event.slug
    client = app.test_client(use_cookies=False)  # the test client's jar would drop the header that passes the cache by
    with counted(app) as seen:
        assert client.get(f"/events/{slug}", headers={"Cookie": "lang=de"}).status_code == 200
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("change", "said", "status"),
    [
        (lambda e, now: services.cancel_event(event=e, now=now, reason="Kein Saal"), "abgesagt", "EventCancelled"),
        (
            lambda e, now: services.postpone_event(event=e, now=now, reason="Sturm", starts_at=None, ends_at=None),
            "verschoben",
            "EventPostponed",
        ),
    ],
)
def test_what_does_not_take_place_says_so_and_takes_nobody(page, work, now, change, said, status):
    with work():
        event = make_event()
        change(event, now)
        slug = event.slug
    response = page(slug)
    assert said in text_of(parsed(response))
    assert f"/events/{slug}/register" not in response.text
    assert structured(response)["eventStatus"] == f"https://schema.org/{status}"


def test_a_new_date_is_shown_beside_the_old_one(page, work, now):

    with work():
        event = make_event()
        later = event.starts_at + timedelta(days=14)
        before = event.starts_at.isoformat()
        services.postpone_event(
            event=event, now=now, reason="Sturm", starts_at=later, ends_at=later + timedelta(hours=2)
        )
        slug = event.slug
    data = structured(page(slug))
    assert data["eventStatus"].endswith("EventRescheduled")
    assert datetime.fromisoformat(data["previousStartDate"]) == datetime.fromisoformat(before)


def test_a_full_event_offers_the_waiting_list(page, work, now):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        slug = event.slug
    response = page(slug)
    assert "Auf die Warteliste" in response.text
    assert structured(response)["offers"]["availability"].endswith("SoldOut")


def test_a_past_event_takes_nobody(page, work, now):
    with work():
        slug = make_event(starts_in=timedelta(days=-3)).slug
    assert "Diese Veranstaltung ist vorbei." in page(slug).text


def test_a_booking_shows_within_the_page_s_freshness(page, work, now, monkeypatch):
    from webapp.foundation.http import page_cache

    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    with work():
        event = make_event(capacity=2)
        slug = event.slug
    assert "noch 2 von 2 frei" in text_of(parsed(page(slug))).replace("\u00a0", " ")
    with work():
        from webapp.events.queries import get_event

        make_registration(get_event(slug))
    assert "noch 1 von 2 frei" in text_of(parsed(page(slug))).replace("\u00a0", " ")


def test_the_calendar_of_search_engines_is_right(page, work, now):
    with work():
        slug = make_event(venue=make_venue(), starts_at=datetime(2027, 3, 31, 13, 0, tzinfo=UTC)).slug
    data = structured(page(slug))
    assert data["startDate"] == "2027-03-31T15:00:00+02:00"
    assert data["location"]["address"]["addressLocality"] == "Mittweida"
    assert data["isAccessibleForFree"] is True


def test_text_from_people_is_text(page, work, now):
    with work():
        event = make_event(
            XSS, venue=make_venue(name=XSS, access=XSS), teaser=XSS, description=XSS, plain_language=XSS, bring=[XSS],
            audience=[XSS], funding_notice=XSS, contact_name=XSS, contact_email="a@example.org",
        )  # fmt: skip
        make_item(event, XSS, speakers=[XSS], summary=XSS, place=XSS)
        make_pitch(event, XSS, summary=XSS, presenters=[{"name": XSS, "organisation": XSS}])
        make_station(event, XSS, place=XSS, summary=XSS)
        services.link_measure(event=event, measure_id=make_measure(XSS).id, reason=XSS)
        slug = event.slug
    document = parsed(page(slug))
    scripts = [s for s in document.iter("script") if s.get("type") != "application/ld+json"]
    assert all((s.text or "") == "" and s.get("src", "").startswith("/static/") for s in scripts)
    assert [i for i in document.iter("img") if i.get("src") == "x"] == []
    assert structured(page(slug))["name"] == XSS


def test_a_draft_exists_only_for_whoever_organizes_it(app, client, page, work, now):
    with work():
        event = make_event(status="draft", published_at=None)
        mine = make_user(Role.ORGANIZER, organisation_id=event.host_id).email
        slug = event.slug
    assert page(slug).status_code == 404
    organizer = app.test_client()
    sign_in(organizer, mine)
    preview = organizer.get(f"/events/{slug}")
    assert "Vorschau" in preview.text
    assert preview.headers["Cache-Control"] == "no-store"


def test_pages_of_no_event_are_not_found(page):
    assert page("no-such-event").status_code == 404
