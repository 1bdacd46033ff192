"""A hall with people in it: stations, tickets, groups, and a browser for each."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.stations import make_guest
from tests.html import parsed
from webapp.canvases.types import LINK
from webapp.foundation import clock, tokens
from webapp.stations.types import POSTER
from webapp.tickets.services import issue_ticket


@dataclass
class Browser:
    """Somebody's browser: opens pages, sends forms with their one-time key."""

    client: FlaskClient

    def open(self, address, **headers):
        return self.client.get(address, headers={"Accept-Language": "de", **headers})

    def send(self, address, *, key=None, **fields):
        fields.setdefault("once_key", key or tokens.new_id())
        return self.client.post(address, data=fields, headers={"Accept-Language": "de"})

    def press(self, address, **fields):
        """Press a button of a station's page as it stands now: its forms say for whom it was shown."""
        return self.send(address, seen=seen_on(self.open(address)), **fields)

    def put(self, address, body):
        return self.client.put(address, json=body, headers={"Accept": "application/json", "Accept-Language": "de"})

    def hold(self, ticket):
        with self.client.session_transaction() as session:
            session["ticket"] = ticket.reference


@pytest.fixture
def browser(app: Flask):
    return Browser(app.test_client())


@pytest.fixture
def browsers(app: Flask):
    return lambda: Browser(app.test_client())


@pytest.fixture
def seal(app: Flask):
    """Addresses that only a secret opens."""

    def make(kind, public_id, rest=""):
        purpose = {"stations": POSTER, "canvases": LINK}[kind]
        return f"/{kind}/{tokens.seal(app.config['SECRET_KEY'], purpose, public_id)}{rest}"

    return make


def make_holder(event, name="Kim Muster"):
    """A guest and their ticket."""
    guest = make_guest(event, name)
    return guest, issue_ticket(attendee=guest, event=event, now=clock.now())


def seen_on(page):
    """For whom a station's page says that it is, and where they are."""
    return next((each.get("value") for each in parsed(page).iter("input") if each.get("name") == "seen"), "")


def text_of(answer):
    """What a reader sees, with gaps as one blank."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))).replace("&#39;", "'")
