"""The door as the page's script talks to it."""

import uuid

import pytest

from tests.factories.events import make_event
from tests.factories.tickets import make_payload, make_ticket, tampered
from tests.integration.checkin.conftest import JSON, at
from tests.queries import counted
from webapp.accounts import queries as accounts
from webapp.accounts import services
from webapp.accounts.types import Role
from webapp.foundation.http import throttle

HOST = "https://events.example.org"


@pytest.fixture
def door(work, now, post):
    """An event with a ticket of Kim and one device at its door."""
    with work():
        event = make_event()
        door = post(event)
        door.payload, door.code = make_payload(event, "Kim Muster"), make_ticket(event, "Alex Beispiel").code
        door.elsewhere = make_payload(make_event("Vergabekonferenz <Bau>"), "Robin Beispiel")
    return door


def test_a_scan_is_answered_with_word_name_time_and_numbers(door):
    answer = door.scan(f"{HOST}/t/{door.payload}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.json
    assert uuid.UUID(said.pop("id"))
    assert said == {
        "kind": "ok",
        "word": "Willkommen",
        "name": "Kim Muster",
        "detail": "",
        "at": "10:00",
        "can_undo": True,
        "present": 1,
        "expected": 2,
    }


def test_the_second_time_it_says_since_when_and_where(door):
    door.scan(door.payload)
    said = door.scan(door.payload).json
    assert (said["kind"], said["word"], said["name"]) == ("warn", "Schon drin", "Kim Muster")
    assert said["detail"] == "seit 10:00\u00a0Uhr, Eingang „Nord“"
    assert said["can_undo"] is False
    assert said["present"] == 1


def test_a_ticket_for_elsewhere_says_for_what_and_not_whose(door):
    said = door.scan(door.elsewhere).json
    assert (said["kind"], said["word"], said["name"]) == ("stop", "Andere Veranstaltung", "")
    assert "Vergabekonferenz <Bau>" in said["detail"]
    assert "Robin" not in str(said)


@pytest.mark.parametrize("shown", ["", "Hallo", "WIFI:S:Halle;;", f"{HOST}/t/", "A" * 123, "ABCD2345"])
def test_what_is_no_ticket_is_unknown(door, shown):
    said = door.scan(shown).json
    assert (said["kind"], said["word"], said["present"]) == ("stop", "Unbekannt", 0)


def test_a_forged_ticket_is_unknown(door):
    assert door.scan(tampered(door.payload)).json["word"] == "Unbekannt"


def test_a_code_is_typed_as_people_type(door):
    code = door.code
    # Gaps, small letters, a hyphen, full-width letters of a Japanese keyboard.
    typed = [f"  {code[:4]} {code[4:]} ", code.lower(), f"{code[:2]}-{code[2:]}"]
    typed.append("".join(chr(ord(letter) + 0xFEE0) for letter in code))
    assert {door.scan(text).json["name"] for text in typed} == {"Alex Beispiel"}


def test_look_alike_letters_are_put_right(work, now, post, monkeypatch):
    monkeypatch.setattr("webapp.foundation.tokens.new_spoken_code", lambda _: "QJVQ2345")
    with work():
        event = make_event()
        make_ticket(event, "Ola Beispiel")
        door = post(event)
    for typed in ("OLUO2345", "0iv0 2345", "q1u0-2345", "qjvq2345"):
        assert door.scan(typed).json["name"] == "Ola Beispiel", typed


def test_wrong_codes_are_guesses_and_guesses_cost(door, monkeypatch):
    words = [door.scan("ZZZZ2222").status_code for _ in range(2 * throttle.GUESSES.amount + 1)]
    assert words[0] == 200
    assert words[-1] == 429
    # The camera goes on: a signature can't be guessed.
    assert door.scan(door.payload).json["word"] == "Willkommen"


def test_an_entry_is_taken_back(door):
    entry = door.scan(door.payload).json["id"]
    said = door.scan("", undo=entry).json
    assert (said["word"], said["name"], said["present"]) == ("Zurückgenommen", "Kim Muster", 0)
    again = door.scan("", undo=entry)
    assert (again.status_code, again.json["error"]) == (409, "nothing_to_undo")


def test_a_repeat_gets_the_same_answer(door):
    scan_id = str(uuid.uuid4())
    first, second = (door.scan(door.payload, id=scan_id).json for _ in range(2))
    assert first == second


def test_a_scan_is_as_old_as_the_device_says_whatever_its_clock_shows(door, now):
    wrong = at(now) - 10_000_000
    door.scan(door.payload, scanned_at=wrong, sent_at=wrong + 600_000)
    assert door.scan(door.payload).json["detail"].startswith("seit 09:50")


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {},
        {"id": "1", "shown": "x"},
        {"id": 7},
        {"id": str(uuid.UUID(int=1)), "shown": ["x"]},
        {"id": str(uuid.UUID(int=1)), "shown": "x" * 2001},
        {"id": str(uuid.UUID(int=1)), "gate": "N" * 61},
        {"id": str(uuid.UUID(int=1)), "gate": "\x00"},
        {"id": str(uuid.UUID(int=1)), "scanned_at": "now"},
        {"id": str(uuid.UUID(int=1)), "scanned_at": True},
        {"id": str(uuid.UUID(int=1)), "sent_at": -1},
        {"id": str(uuid.UUID(int=1)), "sent_at": 10**14},
    ],
)
def test_what_is_no_scan_is_refused(door, body):
    answer = door.post(body)
    assert (answer.status_code, answer.json["error"]) == (422, "scan_invalid")


@pytest.mark.parametrize("raw", [b"", b"{", b"[" * 100_000, b"\xff"])
def test_what_is_no_json_is_refused(door, raw):
    answer = door.client.post(f"{door.page}/scans", data=raw, content_type="application/json", headers=JSON)
    assert answer.status_code == 422


def test_a_form_of_another_page_can_not_scan(app, door):
    app.config["WTF_CSRF_ENABLED"] = True
    assert door.scan(door.payload).status_code == 400
    token = door.open().text.partition('name="csrf-token" content="')[2].partition('"')[0]
    assert door.post({"id": str(uuid.uuid4()), "shown": door.payload}, **{"X-CSRFToken": token}).status_code == 200


def test_nobody_scans_without_a_right_at_this_event(app, work, now, post, client):
    with work():
        event, other = make_event(), make_event()
        payload = make_payload(event)
        stranger = post(other)
        watcher = post(event, Role.FACILITATOR)
        gone = post(event)
        (link,) = [link for link in accounts.links_of_event(event.public_id) if link.role == Role.DOOR]
        services.revoke_access_link(link=link, now=now)
        slug = event.slug
    for door in (stranger, watcher, gone):
        door.slug = slug
        assert door.scan(payload).status_code == 403, door
    assert client.post(f"/checkin/{slug}/scans", json={}).status_code == 403
    with work():
        from webapp.checkin.queries import recent_scans

        assert recent_scans(event.id) == []


def test_an_event_that_does_not_exist_is_refused_like_a_foreign_one(door):
    door.slug = "gibt-es-nicht"
    assert door.scan(door.payload).status_code == 403


def test_a_scan_costs_six_queries_two_of_them_for_the_right(app, door):
    door.scan("")  # keys and numbers are known from here on
    door.scan(door.elsewhere)
    with counted(app) as seen:
        assert door.scan(door.payload).json["word"] == "Willkommen"
    assert len(seen) == 6, seen
    assert [statement for statement in seen if not statement.startswith("SELECT")] == [seen[5]]


def test_the_numbers_follow_each_scan_and_soon_those_of_other_doors(app, door, work):
    assert door.scan(door.elsewhere).json["present"] == 0
    assert door.scan(door.payload).json["present"] == 1
    app.extensions.pop("door_counts")  # as after two seconds, or in another process
    assert door.scan(door.payload).json["present"] == 1
