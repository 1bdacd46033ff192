"""One invitation for each address, and the desk is told at the field what became of a second one."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration

GUEST = {"name": "Ada Gast", "email": "ada@example.org", "organisation": "", "language": "de"}


@pytest.fixture
def event(desk, work):
    with work():
        return make_event(host=desk.host).slug


def test_a_second_invitation_to_one_address_is_said_at_the_field(desk, event):
    assert desk.send(f"/events/{event}/invitations", GUEST).status_code == 303
    again = desk.send(f"/events/{event}/invitations", {**GUEST, "name": "Bo Gast", "email": "ADA@example.org"})
    assert again.status_code == 422
    assert "Für jede Adresse gilt eine Einladung." in again.text
    assert 'value="Bo Gast"' in again.text


def test_whoever_is_registered_gets_no_invitation_and_the_desk_hears_it(desk, work, event, read):
    read(event, lambda found: make_registration(found, email="ada@example.org"))
    answer = desk.send(f"/events/{event}/invitations", GUEST)
    assert answer.status_code == 303
    page = desk.client.get(answer.location, headers={"Accept-Language": "de"}).text
    assert "schon angemeldet" in page
