import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from webapp.accounts.types import Role
from webapp.checkin import services as doors
from webapp.foundation import clock, tokens

JSON = {"Accept": "application/json", "Accept-Language": "de"}


@dataclass
class Post:
    """A device at a door: its browser holds an access link. `off` is how far its clock is from the true time."""

    client: FlaskClient
    slug: str
    gate: str = "Nord"
    off: timedelta = timedelta(0)
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    since: int = 0

    @property
    def page(self) -> str:
        return f"/checkin/{self.slug}"

    @property
    def by_code(self) -> str:
        return f"{self.page}/code"

    def post(self, body, **headers):
        return self.client.post(f"{self.page}/facts", json=body, headers={**JSON, **headers})

    def fact(self, ticket="", *, at=None, **more):
        """A scan as the app notes it."""
        moment = at_device(at or clock.now(), self.off)
        return {"id": str(uuid.uuid4()), "ticket": ticket, "at": moment, "gate": self.gate, **more}

    def send(self, *facts, **more):
        """An upload; its answer."""
        body = {"device": self.device, "sent_at": at_device(clock.now(), self.off), "since": self.since, **more}
        return self.post({**body, "facts": list(facts)})

    def scan(self, shown, **more):
        """Hold something before a device that waits for our word; what we say to it."""
        answer = self.send(self.fact(shown=shown, **more))
        return answer.json["answers"][0] if answer.status_code == 200 else answer

    def list(self, have=""):
        return self.client.get(f"{self.page}/list?have={have}", headers=JSON)

    def send_form(self, **fields):
        fields.setdefault("once_key", tokens.new_id())
        return self.client.post(self.by_code, data=fields, headers={"Accept-Language": "de"}, follow_redirects=True)

    def open(self, path=None, **headers):
        return self.client.get(path or self.by_code, headers={"Accept-Language": "de", **headers})


@pytest.fixture
def post(app: Flask):
    """A device with an access link to the event; call inside a transaction."""

    def take(event, role=Role.DOOR, *, gate="Nord", link=None) -> Post:
        client = app.test_client()
        link = link or make_access_link(event, role)
        with client.session_transaction() as session:
            session["links"] = [link.public_id]
        return Post(client, event.slug, gate)

    return take


def make_door_event(title="Zukunftswerkstatt", **values):
    """An event of today, so that its doors are open."""
    return make_event(title, **{"starts_in": timedelta(hours=1), **values})


def two_let_in(**values):
    """An event of today with these values, and a registration of two who are inside."""
    event = make_door_event(**values)
    made = make_registration(event, "Ada Muster", heads=people("Ada Muster", "Alex Muster"))
    doors.let_in(event=event, registration_id=made.id, gate="", device="", now=clock.now())
    return event, made


def at_device(moment: datetime, off: timedelta = timedelta(0)) -> int:
    """A moment as a device's clock tells it."""
    return round((moment + off).timestamp() * 1000)
