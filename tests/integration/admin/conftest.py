import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import make_user, signed_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.html import text_of, tree_of
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.foundation import tokens
from webapp.registration.services import read_lists

AHEAD = timedelta(days=7)


@dataclass
class Desk:
    """An organizer who is signed in, and the organisation whose events they organize."""

    client: FlaskClient
    host: Any
    email: str

    def page(self, path: str, lang: str = "de") -> str:
        """A page of the desk that must open."""
        answer = self.client.get(f"/manage{path}", headers={"Accept-Language": lang})
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def send(self, path: str, data: dict[str, Any] | None = None, *, key: str | None = None):
        """A form of the desk, sent with a one-time key of its own."""
        given = {"once_key": key or tokens.new_id(), **(data or {})}
        return self.client.post(f"/manage{path}", data=given, headers={"Accept-Language": "de"})


@pytest.fixture
def desk(app, work, now) -> Desk:
    return _desk(app, work)


@pytest.fixture
def other_desk(app, work, now) -> Desk:
    """The desk of another organisation."""
    return _desk(app, work)


def _desk(app, work) -> Desk:
    with work():
        host = make_organisation()
        user = make_user(Role.ORGANIZER, organisation_id=host.id)
    return Desk(signed_in(app, user.email), host, user.email)


@pytest.fixture
def read(work) -> Callable[..., Any]:
    """Something about an event as the database has it now."""

    def ask(slug: str, question: Callable[[Any], Any]) -> Any:
        with work():
            return question(get_event(slug))

    return ask


@pytest.fixture
def guest_table(app, desk, work) -> Callable[[bytes], tuple[str, str]]:
    """Upload a table of guests and have it looked through: the path of its page, and the words there."""
    with work():
        slug = make_event("Dialog", host=desk.host, capacity=10).slug

    def upload(content: bytes) -> tuple[str, str]:
        said = {"table-table": (io.BytesIO(content), "x"), "table-language": "de"}
        path = desk.send(f"/events/{slug}/invitations/tables", said).location.partition("/manage")[2]
        with app.app_context():
            read_lists()
        return path, text_of(tree_of(desk.page(path))).replace("\u00a0", " ")

    return upload
