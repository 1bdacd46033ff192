import pytest

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.agenda import make_item
from tests.factories.canvases import make_canvas
from tests.factories.events import make_event, make_served_measure
from tests.factories.registration import make_registration
from tests.factories.stations import make_station
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.events.services import link_measure
from webapp.foundation import tokens


def desk_rules(app):
    """Every address of the desk that names an event, with a method it takes."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("admin.") and "slug" in rule.arguments:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method


def ask(client, app, slug):
    """Status by (endpoint, method) of every address of an event's desk."""
    found = {}
    with app.test_request_context():
        for rule, method in desk_rules(app):
            parts = {name: slug if name == "slug" else "x" * 22 for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, parts)
            answer = client.open(path, method=method, data={"once_key": tokens.new_id()} if method == "POST" else None)
            found[rule.endpoint, method] = answer.status_code
    return found


def test_a_foreign_organizer_is_refused_everywhere(app, desk, other_desk, work):
    with work():
        slug = make_event(host=desk.host, status="draft").slug
    statuses = ask(other_desk.client, app, slug)
    assert len(statuses) > 25
    assert set(statuses.values()) == {403}


@pytest.mark.parametrize("role", [Role.DOOR, Role.FACILITATOR])
def test_door_and_facilitators_are_refused_everywhere(app, work, now, role):
    with work():
        event = make_event()
        slug, link = event.slug, make_access_link(event, role)
        user = make_user(role, event_key=event.public_id)
        token = tokens.seal(app.config["SECRET_KEY"], "access", link.public_id)
    by_link, by_account = app.test_client(), app.test_client()
    by_link.post(f"/link/{token}")
    sign_in(by_account, user.email)
    for client in (by_link, by_account):
        assert set(ask(client, app, slug).values()) == {403}
        assert client.get("/manage").status_code == 403
        assert client.get("/manage/events/new").status_code == 403


def test_nobody_is_sent_to_sign_in(app, client, work, now):
    with work():
        slug = make_event().slug
    statuses = ask(client, app, slug)
    assert {status for (_, method), status in statuses.items() if method == "GET"} == {302}
    assert {status for (_, method), status in statuses.items() if method == "POST"} == {403}


def test_an_organizer_of_a_single_event_works_there_and_nowhere_else(app, work, now):
    with work():
        own, other = make_event("Eigene"), make_event("Andere")
        user = make_user(Role.ORGANIZER, event_key=own.public_id)
    client = app.test_client()
    sign_in(client, user.email)
    assert client.get(f"/manage/events/{own.slug}").status_code == 200
    assert client.get(f"/manage/events/{other.slug}").status_code == 403
    listed = client.get("/manage/events").text
    assert "Eigene" in listed
    assert "Andere" not in listed


def test_who_signed_out_of_a_role_is_refused_at_once(app, desk, work):
    with work():
        slug = make_event(host=desk.host).slug
    assert desk.client.get(f"/manage/events/{slug}").status_code == 200
    desk.client.post("/sign-out")
    assert desk.client.get(f"/manage/events/{slug}").status_code == 302


PAGES = ("", "/edit", "/agenda", "/stations", "/registrations", "/access", "/preview", "/cancel", "/postpone")


def test_every_page_opens_in_both_languages(desk, work):
    with work():
        event = make_event("Dialog <b>1</b>", host=desk.host)
        make_item(event)
        make_station(event)
        slug = event.slug
    for page in PAGES:
        german, english = (desk.page(f"/events/{slug}{page}", lang=lang) for lang in ("de", "en"))
        assert "Dialog <b>" not in german
        assert '<html lang="de">' in german
        assert '<html lang="en">' in english
        assert german != english


@pytest.mark.parametrize("page", ["", "/edit", "/agenda", "/stations", "/access"])
def test_pages_of_an_event_ask_a_constant_number_of_queries(app, desk, work, page):
    def asked(count):
        with work():
            event = make_event(host=desk.host)
            for number in range(count):
                make_item(event, f"Punkt {number}", begins=number)
                link_measure(event=event, measure_id=make_served_measure().id)
                make_registration(event, f"Person {number}")
                make_access_link(event)
                make_canvas(event)
            slug = event.slug
        with counted(app) as seen:
            desk.page(f"/events/{slug}{page}")
        return len(seen)

    assert asked(1) == asked(4)


def test_the_list_of_events_asks_a_constant_number_of_queries(app, desk, work):
    def asked(count):
        with work():
            for _ in range(count):
                make_event(host=desk.host)
        with counted(app) as seen:
            desk.page("/events")
        return len(seen)

    assert asked(1) == asked(10)
