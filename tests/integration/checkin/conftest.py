import uuid
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.accounts import make_access_link
from webapp.accounts.types import Role
from webapp.foundation import tokens

JSON = {"Accept": "application/json", "Accept-Language": "de"}


@dataclass
class Post:
    """A device at a door: its browser holds an access link."""

    client: FlaskClient
    slug: str
    gate: str = "Nord"

    @property
    def page(self) -> str:
        return f"/checkin/{self.slug}"

    def post(self, body, **headers):
        return self.client.post(f"{self.page}/scans", json=body, headers={**JSON, **headers})

    def scan(self, shown, **more):
        body = {"id": str(uuid.uuid4()), "shown": shown, "gate": self.gate, "device": "device", **more}
        return self.post(body)

    def send(self, **fields):
        fields.setdefault("once_key", tokens.new_id())
        return self.client.post(self.page, data=fields, headers={"Accept-Language": "de"}, follow_redirects=True)

    def open(self, **headers):
        return self.client.get(self.page, headers={"Accept-Language": "de", **headers})


@pytest.fixture
def post(app: Flask):
    """A device with an access link to the event; call inside a transaction."""

    def take(event, role=Role.DOOR, *, gate="Nord") -> Post:
        client = app.test_client()
        link = make_access_link(event, role).public_id
        with client.session_transaction() as session:
            session["links"] = [link]
        return Post(client, event.slug, gate)

    return take


def at(moment: datetime) -> int:
    """A moment as a device's clock tells it."""
    return int(moment.timestamp() * 1000)
