"""The door as its app talks to it: the list, the facts, and who may know them."""

import json
import random
import uuid
from datetime import timedelta

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.registration import cancel, make_registration
from tests.factories.tickets import make_payload, make_ticket, make_told_guests, tampered
from tests.integration.checkin.conftest import JSON, at_device, make_door_event
from tests.queries import counted
from webapp.accounts import queries as accounts
from webapp.accounts import services as access_services
from webapp.accounts.types import Role
from webapp.checkin import queries, services
from webapp.checkin.models import DoorDevice
from webapp.checkin.queries.lists import PARTS
from webapp.checkin.types import Counts, PointKind
from webapp.events.models import Event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import throttle
from webapp.tickets.codec import event_bytes
from webapp.tickets.services import revoke_tickets

HOST = "https://events.example.org"


@pytest.fixture
def door(work, now, post):
    """An event with a ticket of Kim and one of Alex, and one device at its door."""
    with work():
        event = make_door_event()
        door = post(event)
        ticket = make_ticket(event, "Alex Beispiel")
        door.payload, door.code, door.reference = make_payload(event, "Kim Muster"), ticket.code, ticket.reference
        door.registration_id, door.event_id = ticket.attendee.registration_id, event.id
        door.elsewhere = make_payload(make_door_event("Vergabekonferenz <Bau>"), "Robin Beispiel")
    return door


def rows(answer):
    """All guests of a list, by reference."""
    return {row[0]: row for _digest, part in answer.json["parts"].values() for row in part}


def test_a_device_that_waits_hears_our_word(door, now):
    assert door.scan(f"{HOST}/t/{door.payload}") == {"id": ANY, "verdict": "admitted", "name": "Kim Muster"}
    clock.move_on(timedelta(minutes=5))
    known = {"id": ANY, "verdict": "already_in", "name": "Kim Muster", "since": at_device(now), "gate": "Nord"}
    assert door.scan(door.payload) == known


class _Any:
    def __eq__(self, other):
        return bool(uuid.UUID(other))

    __hash__ = None


ANY = _Any()


def test_a_ticket_for_elsewhere_says_for_what_and_not_whose(door):
    said = door.scan(door.elsewhere)
    assert (said["verdict"], said["title"]) == ("other_event", "Vergabekonferenz <Bau>")
    assert "Robin" not in str(said)


@pytest.mark.parametrize("shown", ["Hallo", "WIFI:S:Halle;;", f"{HOST}/t/", "A" * 123, "ABCD2345"])
def test_what_is_no_ticket_is_unknown(door, shown):
    assert door.scan(shown) == {"id": ANY, "verdict": "unknown"}


def test_a_forged_ticket_is_unknown(door):
    assert door.scan(tampered(door.payload))["verdict"] == "unknown"


@pytest.mark.usefixtures("same_minute")
def test_wrong_codes_are_guesses_and_guesses_cost(door):
    answers = [door.send(door.fact(shown="ZZZZ2222")).status_code for _ in range(2 * throttle.GUESSES.amount + 1)]
    assert (answers[0], answers[-1]) == (200, 429)
    # The camera goes on: a signature can't be guessed.
    assert door.scan(door.payload)["verdict"] == "admitted"


def test_what_a_device_decided_by_itself_is_taken_with_its_time(door, now):
    fact = door.fact(door.reference, at=now - timedelta(minutes=40), verdict="admitted")
    answer = door.send(fact).json
    assert answer["answers"] == [{"id": fact["id"], "verdict": "admitted", "name": "Alex Beispiel"}]
    (told,) = answer["facts"]
    at = at_device(now - timedelta(minutes=40))
    assert told == [fact["id"], door.reference, at, "in", 1, "Nord", "", "", door.device]
    assert answer["more"] is False
    assert door.send(since=answer["last"]).json["facts"] == []


def test_an_entry_is_taken_back(door, work):
    entry = door.fact(door.reference, verdict="admitted")
    undo = door.fact(door.reference, verdict="undone", direction="undo", undoes=entry["id"])
    # Whatever arrives first.
    door.send(undo)
    answer = door.send(entry, undo).json
    assert [each["verdict"] for each in answer["answers"]] == ["undone", "undone"]
    with work():
        assert queries.counts_of(door.event_id) == Counts(present=0, expected=2)


@pytest.mark.both
@pytest.mark.parametrize("seed", range(6))
def test_two_devices_without_a_network_come_to_the_same_result_in_any_order(work, now, post, seed):
    """PROOFS 11: shuffled and repeated uploads, clocks two hours off; the earlier entry wins, the double shows."""
    dice = random.Random(seed)  # noqa: S311 - the same shuffle each time, no secret
    with work():
        event = make_door_event(starts_in=timedelta(hours=3))
        references = [make_ticket(event, f"Gast {number}").reference for number in range(12)]
        one, two = post(event, gate="Nord"), post(event, gate="Süd")
    one.off, two.off = timedelta(hours=2), timedelta(hours=-2)
    uploads, earliest = [], {}
    for minute, reference in enumerate(references):
        for device, later in ((one, dice.randint(0, 9)), (two, dice.randint(0, 9))):
            at = now + timedelta(minutes=minute, seconds=later * 5 + (device is two))
            fact = device.fact(reference, at=at, verdict="admitted")
            uploads += [(device, fact)] * dice.randint(1, 3)
            earliest[reference] = min(earliest.get(reference, (at, device.gate)), (at, device.gate))
    clock.move_on(timedelta(hours=1))
    dice.shuffle(uploads)
    for device, fact in uploads:
        assert device.send(fact).status_code == 200
    seen, told = [], []
    for device in (one, two):
        device.since = 0
        answer = device.send().json
        seen.append(sorted(answer["facts"]))
        own = {fact["id"]: fact for sender, fact in uploads if sender is device}
        verdicts = [each["verdict"] for each in device.send(*own.values()).json["answers"]]
        told.append(verdicts.count("already_in"))
    assert seen[0] == seen[1]
    assert sum(told) == 12  # each double is told to the device that was later
    with work():
        assert queries.counts_of(event.id) == Counts(present=12, expected=12)
        for reference, (at, gate) in earliest.items():
            (fact,) = [each for each in queries.facts_since(event.id, 0) if each.reference == reference][:1]
            visit = queries.visit_of(event.id, fact.fact.ticket_id)
            assert (visit.entry.at, visit.entry.gate) == (at, gate)
            assert len(visit.doubles) == 1


def test_the_list_says_what_a_verdict_needs_and_no_more(door, work, now):
    answer = door.list()
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.json
    with work():
        event = session().get(Event, door.event_id)
        kim = make_registration(event, "Luca Beispiel", email="luca@example.org", organisation="Holzbau Beispiel")
        cancel(kim)
        key = event_bytes(event.public_id)
    assert said["event"]["key"] == tokens.encode(key)
    assert said["event"]["title"] == "Zukunftswerkstatt"
    assert rows(answer)[door.reference] == [door.reference, door.code, "Alex Beispiel", 0, "", "", 0]
    assert said["until"] <= at_device(now + timedelta(days=1))
    assert set(said["keys"]) == {"1"}
    text = answer.text
    assert "example.org" not in text
    assert "Holzbau" not in text


def test_needs_and_leave_for_pictures_are_told_because_they_were_told_for_the_day(work, now, post):
    with work():
        event = make_door_event()
        kim, alex = (ticket.reference for ticket in make_told_guests(event))
        door = post(event)
    found = rows(door.list())
    assert [found[each][5:] for each in (kim, alex)] == [["Platz für den Rollstuhl", 4], ["", 2]]
    assert found[kim][4] == found[alex][4] != ""


def test_whoever_gave_up_the_place_is_a_reference_and_nothing_else(door, work, now):
    with work():
        revoke_tickets(registration_id=door.registration_id, now=now)
    row = rows(door.list())[door.reference]
    assert row == [door.reference, door.code, "", 0, "", "", 1]


def test_only_parts_that_changed_are_sent_again(app, door, work, now):
    parts = door.list().json["parts"]
    assert list(parts) == list(PARTS)
    have = "".join(parts[letter][0] for letter in PARTS)
    assert door.list(have).json["parts"] == {}
    with work():
        revoke_tickets(registration_id=door.registration_id, now=now)
    app.extensions.pop("door_lists")  # as after five seconds
    assert list(door.list(have).json["parts"]) == [door.reference[0]]


def test_a_link_may_be_bound_to_a_gate_and_ends_the_list(work, now, post):
    with work():
        event = make_door_event()
        gate = services.add_point(event=event, kind=PointKind.GATE, name="Tor 3")
        link = make_access_link(event, valid_for=timedelta(hours=2))
        link.part_key = gate.public_id
        door = post(event, link=link)
        wanted = {"id": gate.public_id, "kind": "gate", "name": "Tor 3", "capacity": None}
    said = door.list().json
    assert (said["point"], said["points"]) == (wanted["id"], [wanted])
    assert said["until"] == at_device(now + timedelta(hours=2))


def test_a_day_after_the_event_nobody_gets_the_list(work, now, post):
    with work():
        event = make_door_event()
        door = post(event, link=make_access_link(event, valid_for=timedelta(days=9)))
    clock.move_on(timedelta(hours=26))
    assert door.list().status_code == 200
    clock.move_on(timedelta(hours=2))
    answer = door.list()
    assert (answer.status_code, answer.json["error"]) == (410, "door_closed")


def test_a_device_tells_how_it_is(door, work, now):
    door.send(waiting=7, battery=64, off=-1200, list_age=30, name="Nord")
    with work():
        (device,) = session().query(DoorDevice)
        assert (device.id, device.name, device.waiting, device.battery) == (door.device, "Nord", 7, 64)
        assert (device.seen_at, device.list_at, device.off_ms) == (now, now - timedelta(seconds=30), -1200)


def test_somebody_without_a_registration_is_put_down_later_and_once(door, work, now):
    walk_in = {"id": str(uuid.uuid4()), "at": at_device(now - timedelta(minutes=9)), "name": "Ola Neu", "gate": "Nord"}
    for _ in range(2):
        answer = door.send(walk_ins=[{**walk_in, "others": ["Uli Neu"]}]).json
        assert answer["refused"] == []
    assert len(answer["facts"]) == 2
    with work():
        assert queries.counts_of(door.event_id) == Counts(present=2, expected=4)
    (ola,) = [row for row in rows(door.list()).values() if row[2] == "Ola Neu"]
    (uli,) = [row for row in rows(door.list()).values() if row[2] == "Uli Neu"]
    assert ola[4] == uli[4] != ""


def test_nobody_who_is_inside_is_refused_a_place(work, now, post):
    with work():
        event = make_door_event(capacity=1)
        make_registration(event)
        door = post(event)
    door.send(walk_ins=[{"id": str(uuid.uuid4()), "at": at_device(now), "name": "Ola Neu"}])
    with work():
        pool = session().get(Event, event.id).pool
        assert (pool.taken, pool.capacity, pool.granted_over) == (2, 1, 1)


def test_a_walk_in_that_can_not_be_put_down_says_why(door, now):
    walk_in = {"id": str(uuid.uuid4()), "at": at_device(now), "name": " "}
    (refused,) = door.send(walk_ins=[walk_in]).json["refused"]
    assert refused == {"id": walk_in["id"], "error": "person_invalid"}


BAD = {"id": str(uuid.UUID(int=1)), "ticket": "", "at": 0}


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {},
        {"sent_at": "now"},
        {"sent_at": True},
        {"sent_at": -1},
        {"sent_at": 10**14},
        {"sent_at": 0, "facts": {}},
        {"sent_at": 0, "facts": [{**BAD, "shown": "a"}, {**BAD, "shown": "b"}]},
        {"sent_at": 0, "facts": [BAD] * 501},
        {"sent_at": 0, "since": -1},
        {"sent_at": 0, "battery": "full"},
    ],
)
def test_what_is_no_upload_is_refused(door, body):
    answer = door.post(body)
    assert (answer.status_code, answer.json["error"]) == (422, "scan_invalid")


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("facts", "x"),
        ("facts", {**BAD, "id": "1"}),
        ("facts", {**BAD, "id": 7}),
        ("facts", {**BAD, "at": None}),
        ("facts", {**BAD, "shown": ["x"]}),
        ("facts", {**BAD, "gate": "N" * 61}),
        ("facts", {**BAD, "gate": "\x00"}),
        ("facts", {**BAD, "direction": "up"}),
        ("facts", {**BAD, "direction": ["in"]}),
        ("facts", {**BAD, "direction": "undo"}),
        ("facts", {**BAD, "verdict": "great"}),
        ("walk_ins", {**BAD, "name": 5}),
        ("walk_ins", {**BAD, "others": ["x"] * 60}),
        ("facts", {**BAD, "ticket": "\ud800"}),
        ("facts", {**BAD, "id": "\ud800"}),
        ("facts", {**BAD, "at": 10**15}),
        ("facts", None),
        ("walk_ins", {**BAD, "at": 10**20}),
    ],
)
def test_what_can_not_be_read_is_let_go_of_and_holds_nobody_up(door, work, kind, bad):
    """The device hears that it is refused for good, and its neighbours are recorded in the same upload."""
    good = door.fact(door.reference, verdict="admitted")
    others = {"walk_ins": [bad]} if kind == "walk_ins" else {}
    answer = door.send(*([bad, good] if kind == "facts" else [good]), **others)
    assert answer.status_code == 200
    sent_id = bad.get("id") if isinstance(bad, dict) else None
    assert answer.json["refused"] == [{"id": sent_id, "error": "scan_invalid"}]
    assert [each["id"] for each in answer.json["answers"]] == [good["id"]]
    with work():
        assert [scan.id for scan in queries.recent_scans(door.event_id)] == [good["id"]]


@pytest.mark.parametrize(("sent_at", "at"), [(0, 10**14 - 1), (10**14 - 1, 0), (10**14 - 1, 10**14 - 1)])
def test_no_clock_is_so_wrong_that_a_fact_is_lost(door, work, sent_at, at):
    fact = {**door.fact(door.reference, verdict="admitted"), "at": at}
    answer = door.send(fact, sent_at=sent_at)
    assert (answer.status_code, answer.json["refused"]) == (200, [])
    with work():
        assert len(queries.recent_scans(door.event_id)) == 1


def test_half_an_emoji_in_the_name_of_a_gate_costs_nobody_their_entry(door, work):
    answer = door.send({**door.fact(door.reference, verdict="admitted"), "gate": "Nord \ud83c"}, name="Nord \ud83c")
    assert (answer.status_code, answer.json["refused"]) == (200, [])
    with work():
        assert queries.recent_scans(door.event_id)[0].gate == "Nord \ufffd"


@pytest.mark.parametrize("raw", [b"", b"{", b"[" * 100_000, b"\xff"])
def test_what_is_no_json_is_refused(door, raw):
    answer = door.client.post(f"{door.page}/facts", data=raw, content_type="application/json", headers=JSON)
    assert answer.status_code == 422


def test_an_id_of_another_scan_is_refused_and_nothing_is_recorded(door, work):
    first = door.fact(door.reference, verdict="admitted")
    door.send(first)
    answer = door.send(door.fact(verdict="unknown"), {**door.fact(verdict="unknown"), "id": first["id"]})
    assert (answer.status_code, answer.json["error"]) == (409, "scan_reused")
    with work():
        assert len(queries.recent_scans(door.event_id)) == 1


def test_a_form_of_another_page_can_not_scan(app, door):
    app.config["WTF_CSRF_ENABLED"] = True
    assert door.send(door.fact(shown=door.payload)).status_code == 400
    token = door.list().json["csrf"]
    body = {"sent_at": at_device(clock.now()), "facts": [door.fact(shown=door.payload)]}
    assert door.post(body, **{"X-CSRFToken": token}).status_code == 200


def test_nobody_learns_or_records_without_a_right_at_this_event(work, now, post, client):
    with work():
        event, other = make_door_event(), make_door_event()
        payload = make_payload(event)
        stranger, watcher, gone = post(other), post(event, Role.FACILITATOR), post(event)
        (link,) = [link for link in accounts.links_of_event(event.public_id) if link.role == Role.DOOR]
        access_services.revoke_access_link(link=link, now=now)
        slug, event_id = event.slug, event.id
    for door in (stranger, watcher, gone):
        door.slug = slug
        assert door.send(door.fact(shown=payload)).status_code == 403, door
        refused = door.list()
        assert (refused.status_code, refused.json["error"]) == (403, "403")
    assert client.post(f"/checkin/{slug}/facts", json={}).status_code == 403
    assert client.get(f"/checkin/{slug}/list", headers=JSON).status_code == 403
    with work():
        assert queries.recent_scans(event_id) == []


def test_an_exchange_costs_the_same_few_statements_however_many_came(app, door, work):
    door.send(door.fact(shown=door.payload))  # keys are known from here on
    with counted(app) as seen:
        assert door.send(door.fact(door.reference)).json["answers"][0]["verdict"] == "admitted"
    assert len(seen) == 10, seen


def test_a_list_of_any_length_takes_the_same_few_queries(app, door, work):
    def asked():
        app.extensions.pop("door_lists", None)
        with counted(app) as seen:
            assert json.loads(door.list().data)["parts"]
        return len(seen)

    few = asked()
    with work():
        event = session().get(Event, door.event_id)
        for number in range(8):
            make_ticket(event, f"Gast {number}")
    assert asked() == few
