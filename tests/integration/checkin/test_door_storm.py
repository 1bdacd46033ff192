"""Twenty devices, ten thousand tickets, a network that comes and goes: everybody ends up with what really happened."""

import json
import subprocess
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import request
from sqlalchemy import select

from tests.factories.tickets import make_many_tickets
from tests.giants import giant
from tests.integration.checkin.conftest import make_door_event
from tests.programs import node
from webapp.checkin import queries
from webapp.checkin.models import Presence
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.settings import ROOT
from webapp.tickets.models import Ticket

STORM = Path(__file__).with_name("door_storm.mjs")
DEVICES = 20


@pytest.fixture
def told_the_time(app):
    """The driver moves the server's clock with each request."""

    @app.before_request
    def tell():
        clock.move_on(datetime.fromtimestamp(int(request.headers["X-Now"]) / 1000, UTC) - clock.now())


def stormed(served, door, tickets, folder, began):
    """What the driver reports of its devices."""
    with door.client.session_transaction() as kept:
        kept.modified = True
    cookie = door.client.get_cookie("dialogwerk")
    plan = {
        "base": f"{served}{door.page}",
        "cookie": f"dialogwerk={cookie.value}",
        "began": round(began.timestamp() * 1000),
        "tickets": [{"reference": each.reference, "code": each.code, "payload": each.payload} for each in tickets],
        "assets": str(ROOT / "assets" / "checkin"),
        "seed": 20261123,
        "devices": DEVICES,
    }
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    command = [node(), str(STORM), str(folder / "plan.json")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def remembered(devices):
    """What really happened to each ticket, from what staff saw and did: who is inside by which scan, how many doubles.

    Written down as plainly as can be, and by no rule of the product.
    """
    seen = defaultdict(list)
    for device in devices:
        for each in device["shown"]:
            seen[each["ticket"]].append(each)
    return {ticket: _walk(scans) for ticket, scans in seen.items()}


def _walk(scans):
    taken_back = [each["undoes"] for each in scans if each["direction"] == "undo"]
    inside, doubles = None, 0
    for each in sorted(scans, key=lambda scan: (scan["at"], scan["direction"] == "in", scan["id"])):
        if each["direction"] == "undo" or each["id"] in taken_back:
            continue
        if each["direction"] == "out":
            inside = None
        elif each["verdict"] == "admitted" and inside is None:
            inside = each
        elif each["verdict"] == "admitted":
            doubles += 1
    return inside, doubles


@pytest.mark.giant
@pytest.mark.parametrize(
    ("database_url", "many"),
    [("sqlite", giant(10_000)), ("postgresql", giant(800, at_least=400))],
    indirect=["database_url"],
)
def test_all_devices_and_the_server_end_up_with_what_really_happened(
    work, now, post, served, told_the_time, tmp_path, many
):
    with work():
        event = make_door_event(capacity=None, starts_in=timedelta(hours=2), lasts=timedelta(hours=8))
        event_id, tickets, door = event.id, make_many_tickets(event, many), post(event)
    devices = stormed(served, door, tickets, tmp_path, now)
    wanted = remembered(devices)
    inside = {ticket: entry for ticket, (entry, _doubles) in wanted.items() if entry}
    doubles = {ticket: number for ticket, (_entry, number) in wanted.items() if number}
    assert many * 0.9 < len(inside) < many
    assert len(doubles) > many / 50
    with work():
        found = session().execute(
            select(Ticket.reference, Presence.inside_since, Presence.inside_gate, Presence.doubles).join(
                Ticket, Ticket.id == Presence.ticket_id
            )
        )
        rows = {reference: rest for reference, *rest in found}
        assert queries.counts_of(event_id).present == len(inside)
    for ticket, (since, gate, number) in rows.items():
        assert (since is not None) == (ticket in inside), ticket
        assert number == doubles.get(ticket, 0), ticket
        if ticket in inside:
            at = datetime.fromtimestamp(inside[ticket]["at"] / 1000, UTC)
            assert (abs(since - at) < timedelta(milliseconds=2), gate) == (True, inside[ticket]["gate"]), ticket
    told = {ticket: [inside[ticket]["id"] if ticket in inside else None, doubles.get(ticket, 0)] for ticket in wanted}
    told = {ticket: each for ticket, each in told.items() if each != [None, 0]}
    for device in devices:
        assert (device["waiting"], device["present"]) == (0, len(inside))
        assert device["inside"] == told
