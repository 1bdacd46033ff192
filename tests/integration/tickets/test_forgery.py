"""Nobody gets a ticket by forging or guessing. Controls show that each guard is what holds the door."""

import json
import secrets
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete

from tests.factories.events import make_event
from tests.factories.tickets import make_ticket, tampered
from tests.giants import giant
from webapp.factory import create_app
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.errors import ThrottledError
from webapp.foundation.http import throttle
from webapp.foundation.settings import ROOT
from webapp.tickets import codec, payload
from webapp.tickets.errors import TicketNotFoundError
from webapp.tickets.models import Ticket
from webapp.tickets.opening import open_ticket
from webapp.tickets.payload import payload_of

VECTORS = json.loads((ROOT / "tests" / "vectors" / "tickets.json").read_text(encoding="utf-8"))
GUESSES = giant(100_000)
A_READER = {"REMOTE_ADDR": "192.0.2.7"}
JSON = {"Accept": "application/json"}
AT_MOST = throttle.GUESSES.amount


@pytest.fixture
def genuine(work, now):
    """The payload of a real ticket."""
    with work():
        event = make_event()
        return payload_of(make_ticket(event), event)


def guess(genuine):
    """A guess by somebody who knows the format and every byte that is not secret."""
    raw = tokens.decode(genuine)
    return tokens.encode(raw[:10] + secrets.token_bytes(16) + raw[26:28] + secrets.token_bytes(64))


def test_a_ticket_with_a_changed_signature_is_refused(genuine, client):
    assert client.get(f"/t/{tampered(genuine)}").status_code == 404
    assert client.get(f"/t/{genuine}").status_code == 200


def test_control_without_the_signature_check_it_would_open(genuine, client, monkeypatch):
    monkeypatch.setattr(codec, "_is_signed", lambda *_: True)
    assert client.get(f"/t/{tampered(genuine)}").status_code == 200


@pytest.mark.parametrize(
    "case", [case for case in VECTORS["cases"] if case["is"] != "genuine"], ids=lambda case: case["name"]
)
def test_what_the_vectors_call_no_ticket_opens_nothing(client, case):
    for ending in ("", ".pdf", ".svg", ".png"):
        assert client.get(f"/t/{quote(case['payload'])}{ending}").status_code == 404


def test_each_part_of_a_ticket_is_signed(genuine, client):
    raw = tokens.decode(genuine)
    # Version, key, event, ticket, day, signature.
    for byte in (0, 1, 2, 10, 26, 28, 91):
        changed = raw[:byte] + bytes([raw[byte] ^ 1]) + raw[byte + 1 :]
        assert client.get(f"/t/{tokens.encode(changed)}").status_code == 404, byte


def test_a_ticket_of_another_house_is_refused(genuine, client, work):
    # The same tables and ids, but a key that was made elsewhere.
    with work():
        content = payload.read(genuine).content
    foreign = codec.write(content, Ed25519PrivateKey.generate())
    assert client.get(f"/t/{foreign}").status_code == 404


def test_a_deleted_ticket_is_refused_though_its_signature_holds(genuine, client, work):
    with work():
        session().execute(delete(Ticket))
    assert client.get(f"/t/{genuine}").status_code == 404


@pytest.mark.giant
@pytest.mark.usefixtures("same_minute")
def test_a_hundred_thousand_guesses_reach_the_tickets_a_few_times_only(app, genuine, monkeypatch):
    """Two workers share one limiter; whoever is beyond it is not even looked up."""
    workers = [app, create_app(app.config["SETTINGS"])]
    read, looked_at = payload.read, []
    monkeypatch.setattr(payload, "read", lambda scanned: looked_at.append(1) or read(scanned))
    refused = 0
    for worker in workers:
        with worker.test_request_context(environ_base=A_READER):
            for _ in range(GUESSES // len(workers)):
                try:
                    open_ticket(guess(genuine))
                except ThrottledError:
                    refused += 1
                except TicketNotFoundError:
                    continue
    assert len(looked_at) == AT_MOST
    assert refused == GUESSES - len(looked_at)


@pytest.mark.usefixtures("same_minute")
def test_over_http_a_guesser_is_told_to_wait_whichever_worker_answers(app, genuine):
    clients = [app.test_client(), create_app(app.config["SETTINGS"]).test_client()]
    answers = [
        clients[number % 2].get(f"/t/{guess(genuine)}", headers=JSON, environ_base=A_READER)
        for number in range(AT_MOST + 40)
    ]
    assert {answer.status_code for answer in answers} == {404, 429}
    assert sum(answer.status_code == 404 for answer in answers) == AT_MOST
    assert answers[-1].headers["Retry-After"]
    # Right tickets too, else a guesser could tell them from wrong ones; other readers are not affected.
    assert clients[0].get(f"/t/{genuine}", headers=JSON, environ_base=A_READER).status_code == 429
    assert clients[0].get(f"/t/{genuine}", environ_base={"REMOTE_ADDR": "192.0.2.8"}).status_code == 200


def test_control_without_the_limiter_every_guess_is_looked_at(app, genuine, monkeypatch):
    monkeypatch.setattr(throttle, "refuse_guessers", lambda *_: None)
    with app.test_request_context(environ_base=A_READER):
        for _ in range(AT_MOST + 1):
            with pytest.raises(TicketNotFoundError):
                open_ticket(guess(genuine))


def test_opening_right_tickets_again_and_again_is_no_guessing(genuine, client):
    assert {client.get(f"/t/{genuine}.svg").status_code for _ in range(100)} == {200}
