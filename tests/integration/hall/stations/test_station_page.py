import pytest

from tests.factories.events import make_event
from tests.factories.stations import make_group, make_guest, make_pitch, make_station
from tests.html import parsed
from tests.integration.hall.conftest import make_holder, seen_on, text_of
from tests.queries import counted
from webapp.capacity.queries import level
from webapp.foundation import clock
from webapp.stations import queries, services
from webapp.tickets.services import issue_ticket, revoke_tickets

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def hall(work):
    """An event with two stations of two places, and Kim with a ticket."""
    with work():
        event = make_event()
        stations = [make_station(event, title, capacity=2) for title in ("Bildung", "Energie")]
        pitch = make_pitch(event)
        guest, ticket = make_holder(event)
    return event, stations, pitch, guest, ticket


def test_whoever_has_no_ticket_open_is_asked_for_its_code(browser, hall, seal):
    _, (station, _), _, _, ticket = hall
    address = seal("stations", station.public_id)
    page = browser.open(address)
    assert page.status_code == 200
    assert "Hier mitmachen" in text_of(page)
    assert "0 von 2 Plätzen belegt" in text_of(page)
    typed = f"{ticket.code[:4]} {ticket.code[4:].lower()}"
    assert browser.send(address, do="recognise", code=typed).status_code == 303
    assert "Platz an dieser Station nehmen" in text_of(browser.open(address))


def test_a_wrong_code_says_where_the_right_one_stands(browser, hall, seal):
    address = seal("stations", hall[1][0].public_id)
    refused = browser.send(address, do="recognise", code="XXXX XXXX")
    assert refused.status_code == 422
    assert "Diesen Code kennen wir bei dieser Veranstaltung nicht" in text_of(refused)
    assert "Fehler:" in text_of(refused)
    assert 'value="XXXX XXXX"' in refused.text


@pytest.mark.usefixtures("same_minute")
def test_guessing_codes_is_refused_after_a_while(browser, hall, seal):
    address = seal("stations", hall[1][0].public_id)
    with browser.client.session_transaction() as kept:
        kept["csrf_token"] = "one browser"  # as its forms bring it along
    answers = [browser.send(address, do="recognise", code=f"AAAA{n:04}").status_code for n in range(61)]
    assert answers[:60] == [422] * 60
    assert answers[60] == 429


def test_nobody_acts_without_a_ticket(browser, hall, seal):
    address = seal("stations", hall[1][0].public_id)
    assert browser.send(address, do="choose").status_code == 422
    assert browser.send(address, do="dance").status_code == 422


def test_an_unknown_act_is_refused(browser, hall, seal):
    browser.hold(hall[4])
    assert browser.send(seal("stations", hall[1][0].public_id), do="dance").status_code == 422


@pytest.mark.parametrize("spoil", ["revoke", "other event"])
def test_a_ticket_that_is_not_good_here_does_not_count(browser, hall, work, seal, spoil):
    _, (station, _), _, guest, ticket = hall
    with work():
        if spoil == "revoke":
            revoke_tickets(registration_id=guest.registration_id, now=clock.now())
        else:
            other = make_event()
            ticket = issue_ticket(attendee=make_guest(other), event=other, now=clock.now())
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    assert "Hier mitmachen" in text_of(browser.open(address))
    assert browser.send(address, do="recognise", code=ticket.code).status_code == 422


def test_taking_moving_and_giving_back_a_place(browser, hall, work, seal):
    _, (first, second), _, guest, ticket = hall
    browser.hold(ticket)
    here, there = (seal("stations", station.public_id) for station in (first, second))
    assert browser.press(here, do="choose").status_code == 303
    page = text_of(browser.open(here))
    assert "Sie haben hier einen Platz" in page
    assert "1 von 2 Plätzen belegt" in page
    assert "An diese Station wechseln" in text_of(browser.open(there))
    browser.press(there, do="choose")
    with work():
        assert queries.choice_of(guest.id).id == second.id
    browser.press(there, do="leave")
    with work():
        assert queries.choice_of(guest.id) is None
    browser.press(there, do="forget")
    assert "Hier mitmachen" in text_of(browser.open(there))


def test_a_double_tap_takes_one_place(browser, hall, work, seal):
    _, (station, _), _, _, ticket = hall
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    seen = seen_on(browser.open(address))
    answers = [browser.send(address, key="one-tap", do="choose", seen=seen) for _ in range(3)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, address)}
    with work():
        assert level(station.pool_id).taken == 1


def test_a_full_station_names_the_free_places_elsewhere(browser, hall, work, seal):
    event, (full, _), _, _, ticket = hall
    with work():
        for _ in range(2):
            services.choose_station(
                attendee=make_guest(event), station=queries.get_station(full.public_id), now=clock.now()
            )
    browser.hold(ticket)
    refused = browser.press(seal("stations", full.public_id), do="choose")
    assert refused.status_code == 409
    page = text_of(refused)
    assert "Diese Station ist voll. Bitte wählen Sie eine, an der noch Plätze frei sind." in page
    assert "0 von 2 Plätzen belegt" in page
    with work():
        assert level(full.pool_id).taken == 2


def test_a_group_s_name_that_is_too_long_is_named_and_never_cut(browser, hall, work, seal):
    _, (station, _), _pitch, _, ticket = hall
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    browser.press(address, do="choose")
    refused = browser.press(address, do="form", route="new_idea", name="N" * 121)
    assert refused.status_code == 409
    assert "höchstens 120 Zeichen" in text_of(refused)
    assert parsed(refused).find(".//input[@id='group-name']").get("value") == "N" * 121
    with work():
        assert queries.state_of(queries.get_station(station.public_id)).groups == ()
    browser.press(address, do="form", route="new_idea", name="N" * 120)
    with work():
        (state,) = queries.state_of(queries.get_station(station.public_id)).groups
        assert state.group.name == "N" * 120


def test_forming_a_group_leads_to_its_canvas(browser, hall, seal):
    _, (station, _), pitch, _, ticket = hall
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    browser.press(address, do="choose")
    assert browser.press(address, do="form", route=pitch.public_id, name="").status_code == 303
    page = browser.open(address)
    assert "Ihre Gruppe: 1. Lehrwerkstatt auf Rädern" in text_of(page)
    assert "Vertieft die Kurzvorstellung „Lehrwerkstatt auf Rädern“" in text_of(page)
    canvas = page.get_data(as_text=True).split('href="/canvases/')[1].split('"')[0]
    assert "Jedes Kind hat einmal gehobelt." in browser.open(f"/canvases/{canvas}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"route": "new_idea", "name": " "}, "Bitte geben Sie der Gruppe einen Namen."),
        ({"route": "elsewhere", "name": "Holz"}, "Bitte wählen Sie eine Kurzvorstellung oder eine neue Idee."),
    ],
)
def test_an_unclear_group_is_not_formed(browser, hall, work, seal, fields, words):
    event, (station, _), _, _, ticket = hall
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    browser.press(address, do="choose")
    refused = browser.press(address, do="form", **fields)
    assert refused.status_code == 409
    assert words in text_of(refused)
    with work():
        assert [len(state.groups) for state in queries.stations_of(event.id)] == [0, 0]


def test_a_group_formed_without_a_place_leaves_nothing_behind(browser, hall, work, seal):
    event, (station, _), _, _, ticket = hall
    browser.hold(ticket)
    refused = browser.press(seal("stations", station.public_id), do="form", route="new_idea", name="Holz")
    assert refused.status_code == 409
    assert "Bitte nehmen Sie zuerst einen Platz an dieser Station." in text_of(refused)
    assert "1. Holz" not in text_of(refused)
    with work():
        assert [len(state.groups) for state in queries.stations_of(event.id)] == [0, 0]


def test_joining_and_leaving_a_group(browser, hall, work, seal):
    _, (station, _), _, guest, ticket = hall
    with work():
        group = make_group(queries.get_station(station.public_id), "Holz")
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    assert browser.press(address, do="join", group=group.public_id).status_code == 409
    browser.press(address, do="choose")
    assert browser.press(address, do="join", group="nowhere").status_code == 409
    browser.press(address, do="join", group=group.public_id)
    assert "Mit dabei: Kim" in text_of(browser.open(address))
    browser.press(address, do="leave_group")
    with work():
        assert queries.group_of(guest.id) is None


def test_others_see_neither_names_nor_the_way_to_a_canvas(browser, browsers, hall, work, seal):
    event, (station, _), _, _, ticket = hall
    with work():
        _, other = make_holder(event, "Alexandra Geheim")
    address = seal("stations", station.public_id)
    member, reader = browsers(), browsers()
    member.hold(other)
    member.press(address, do="choose")
    member.press(address, do="form", route="new_idea", name="Holz")
    assert "Mit dabei: Alexandra" in text_of(member.open(address))
    for each in (browser, reader):
        if each is browser:
            each.hold(ticket)
        page = each.open(address).get_data(as_text=True)
        assert "1. Holz" in page
        assert "1\u00a0Mitglied" in page
        assert "Alexandra" not in page
        assert "/canvases/" not in page


def test_what_people_type_stays_text(browser, hall, seal):
    _, (station, _), _, _, ticket = hall
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    browser.press(address, do="choose")
    name = '"><img src=x onerror=alert(1)>\u202e\x00 👩🏽‍🔧'
    browser.press(address, do="form", route="new_idea", name=name)
    page = browser.open(address).get_data(as_text=True)
    assert "<img" not in page
    assert "&#34;&gt;&lt;img src=x onerror=alert(1)&gt; 👩🏽‍🔧" in page
    assert "\u202e" not in page


def test_an_event_that_is_off_says_so(browser, hall, work, seal):
    _, (station, _), _, _, ticket = hall
    with work():
        queries.get_station(station.public_id).event.status = "cancelled"
    browser.hold(ticket)
    address = seal("stations", station.public_id)
    assert "findet nicht wie geplant statt" in text_of(browser.open(address))
    assert browser.press(address, do="choose").status_code == 409


def test_the_page_is_private_and_its_address_a_secret(browser, hall, seal):
    address = seal("stations", hall[1][0].public_id)
    assert browser.open(address).headers["Cache-Control"] == "no-store"
    assert browser.open(address[:-3] + "abc").status_code == 404
    assert browser.open(address.replace("stations", "canvases")).status_code == 404


def test_the_page_asks_the_same_few_queries_however_many_groups_there_are(app, browser, hall, work, seal):
    _, (station, _), _, _, ticket = hall
    browser.hold(ticket)
    seen = []
    for _ in range(3):
        with work():
            make_group(queries.get_station(station.public_id))
        with counted(app) as statements:
            browser.open(seal("stations", station.public_id))
        seen.append(len(statements))
    assert len(set(seen)) == 1
    assert seen[0] <= 9
