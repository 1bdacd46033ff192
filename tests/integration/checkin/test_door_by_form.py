"""The door without any script: a code, a list, a name for the entrance."""

import re
from datetime import timedelta

import pytest

from tests.factories.tickets import make_ticket
from tests.html import parsed, text_of
from tests.integration.checkin.conftest import make_door_event
from tests.queries import counted
from webapp.checkin.queries import recent_scans
from webapp.checkin.queries.live import doubts_of
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.tickets.services import revoke_tickets


@pytest.fixture
def door(work, now, post):
    with work():
        event = make_door_event("Zukunftswerkstatt <Holz>")
        door = post(event)
        ticket = make_ticket(event, "Kim <b>Muster</b>")
        door.code, door.registration, door.event_id = ticket.code, ticket.attendee.registration_id, event.id
    return door


def main_text(answer):
    return " ".join(" ".join(parsed(answer).find(".//main").itertext()).split())


def test_the_page_says_where_it_is_and_how_many_are_here(door):
    answer = door.open()
    assert text_of(parsed(answer).find(".//header")) == "Einlass: Zukunftswerkstatt <Holz> 0 von 1 da"
    assert "Noch niemand wurde gescannt." in main_text(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "No one has been scanned yet." in main_text(door.open(**{"Accept-Language": "en"}))


def test_a_typed_code_is_answered_and_stands_in_the_list(door):
    answer = door.send_form(code=door.code.lower())
    said = main_text(answer)
    assert said.startswith("Willkommen Kim <b>Muster</b>")
    assert "10:00 Willkommen Kim <b>Muster</b> Zurücknehmen" in said
    assert "1 von 1 da" in answer.text
    assert main_text(door.send_form(code=door.code)).startswith("Schon drin Kim <b>Muster</b> seit 10:00 Uhr")


def test_a_code_that_nobody_has_is_unknown(door):
    assert main_text(door.send_form(code="ZZZZ2222")).startswith("Unbekannt Kein Ticket von uns.")


def test_a_cancelled_ticket_is_told_to_ask_at_the_desk(door, work, now):
    with work():
        revoke_tickets(registration_id=door.registration, now=now)
    assert main_text(door.send_form(code=door.code)).startswith(
        "Storniert Kim <b>Muster</b> Dieser Platz wurde storniert."
    )


def test_without_a_code_it_asks_for_one(door):
    answer = door.send_form(code="  ")
    assert answer.status_code == 422
    document = parsed(answer)
    field = document.find(".//input[@id='code']")
    assert field.get("aria-invalid") == "true"
    assert text_of(document.find(f".//*[@id='{field.get('aria-describedby')}']")).startswith("Bitte tippen Sie")
    assert text_of(document.find(".//title")).startswith("Fehler: ")


def test_an_entry_is_taken_back_once(door):
    page = door.send_form(code=door.code).text
    entry = re.search(r'name="undo" value="([^"]+)"', page)[1]
    assert main_text(door.send_form(undo=entry)).startswith("Zurückgenommen Kim <b>Muster</b>")
    again = door.send_form(undo=entry)
    assert again.status_code == 409
    assert "Dieser Einlass wurde schon zurückgenommen." in again.text


@pytest.mark.parametrize("asked", ["undo", "despite"])
def test_a_code_that_was_typed_stays_beside_what_can_not_be_done(door, asked):
    refused = door.send_form(code="KIM-2027", **{asked: "x"})
    assert refused.status_code == 409
    assert parsed(refused).find(".//main//input[@name='code']").get("value") == "KIM-2027"


def test_a_form_sent_twice_counts_once(door, work):
    key = tokens.new_id()
    answers = [door.send_form(code=door.code, once_key=key) for _ in range(2)]
    assert [main_text(answer).split()[0] for answer in answers] == ["Willkommen", "Willkommen"]
    with work():
        assert len(recent_scans(door.event_id)) == 1


def test_the_entrance_has_a_name_that_this_device_keeps(door):
    assert "Eingang: Tor 3" in main_text(door.send_form(gate="  Tor 3 "))
    assert "Willkommen Kim <b>Muster</b> Tor 3" in main_text(door.send_form(code=door.code))
    assert "seit 10:00 Uhr, Eingang „Tor 3“" in main_text(door.send_form(code=door.code))


def test_a_name_of_an_entrance_that_is_too_long_is_named_and_never_cut(door):
    door.send_form(gate="Tor 3")
    answer = door.send_form(gate="N" * 61)
    assert answer.status_code == 422
    assert "höchstens 60 Zeichen" in main_text(answer)
    assert parsed(answer).find(".//input[@id='gate']").get("value") == "N" * 61
    assert "Eingang: Tor 3" in main_text(door.open())
    assert f"Eingang: {'N' * 60} " in main_text(door.send_form(gate=f" {'N' * 60} "))


def test_a_cancelled_event_says_so_at_its_door(app, work, now, post):
    with work():
        door = post(make_door_event(status=EventStatus.CANCELLED))
    assert "Abgesagt" in main_text(door.open())


def test_a_scan_of_another_event_is_not_shown(door, work, post):
    with work():
        other = post(make_door_event())
    shown = door.client.post(door.by_code, data={"code": door.code, "once_key": tokens.new_id()}).location
    scan = shown.partition("scan=")[2]
    assert "Willkommen" not in other.client.get(f"{other.by_code}?scan={scan}", headers={"Accept-Language": "de"}).text
    assert other.client.get(f"{other.by_code}?scan=x").status_code == 200


def test_strangers_are_led_to_the_sign_in(client, door):
    assert client.get(door.by_code).status_code == 302
    assert client.post(door.by_code, data={"code": door.code}).status_code == 403


@pytest.mark.parametrize("came", [1, 8])
def test_the_page_needs_the_same_few_queries_however_many_came(app, work, now, post, came):
    with work():
        event = make_door_event()
        door = post(event)
        codes = [make_ticket(event).code for _ in range(came)]
    for code in codes:
        door.scan(code)
    with counted(app) as seen:
        assert door.open().text.count("Willkommen") == came
    assert len(seen) == 5, seen


def despite_of(answer):
    """What the button “let in anyway” sends, None without one."""
    found = parsed(answer).find(".//main//input[@name='despite']")
    return None if found is None else found.get("value")


def test_staff_let_somebody_in_whom_the_door_takes_for_inside(door, work):
    assert despite_of(door.send_form(code=door.code)) is None
    again = door.send_form(code=door.code)
    assert "Trotzdem einlassen" in main_text(again)
    once = tokens.new_id()
    for _ in range(2):
        said = door.send_form(despite=despite_of(again), once_key=once)
        assert main_text(said).startswith("Willkommen Kim <b>Muster</b>")
        assert despite_of(said) is None
    with work():
        (_first, _refused, despite) = reversed(recent_scans(door.event_id))
        assert despite.can_undo
        (doubt,) = doubts_of(door.event_id)
        assert doubt.doubles == 1


def test_staff_let_somebody_in_who_comes_early(work, now, post):
    with work():
        event = make_door_event("Früh", starts_in=timedelta(days=2))
        door = post(event)
        door.code = make_ticket(event, "Kim Muster").code
    early = door.send_form(code=door.code)
    assert main_text(early).startswith("Zu früh Kim Muster")
    assert main_text(door.send_form(despite=despite_of(early))).startswith("Willkommen Kim Muster")
    assert "1 von 1 da" in door.open().text


@pytest.mark.parametrize("why", ["welcome", "unknown", "revoked", "cancelled", "postponed", "undone", "made_up"])
def test_nobody_is_let_in_whom_the_door_must_refuse(door, work, now, why):
    def scan_id(answer):
        return answer.request.args.get("scan", "")

    if why == "revoked":
        with work():
            revoke_tickets(registration_id=door.registration, now=now)
    if why in ("cancelled", "postponed"):
        with work():
            session().get(Event, door.event_id).status = EventStatus(why)
    answer = door.send_form(code="ZZZZ2222" if why == "unknown" else door.code)
    assert despite_of(answer) is None
    sent = "x" if why == "made_up" else scan_id(answer)
    if why == "undone":
        sent = scan_id(door.send_form(undo=sent))
    before = len(rows_of(work, door))
    refused = door.send_form(despite=sent)
    assert refused.status_code == 409
    assert "Bitte prüfen Sie dieses Ticket noch einmal." in main_text(refused)
    assert len(rows_of(work, door)) == before


def rows_of(work, door):
    with work():
        return recent_scans(door.event_id)


def test_the_door_of_a_cancelled_event_says_that_it_is_the_event(door, work):
    with work():
        session().get(Event, door.event_id).status = EventStatus.CANCELLED
    said = main_text(door.send_form(code=door.code))
    assert "Storniert Kim <b>Muster</b> Die Veranstaltung ist abgesagt." in said
    assert "Dieser Platz" not in said
    answer = door.scan(door.code)
    assert (answer["verdict"], answer["event"]) == ("cancelled", True)
