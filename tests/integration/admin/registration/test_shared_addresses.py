"""One invitation for each address, and the desk is told what became of a second one."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration

GUEST = {"name": "Ada Gast", "email": "ada@example.org", "organisation": "", "language": "de"}


@pytest.fixture
def event(desk, work):
    with work():
        return make_event(host=desk.host).slug


def test_the_desk_is_told_of_a_second_invitation_to_one_address(desk, event):
    assert desk.send(f"/events/{event}/invitations", GUEST).status_code == 303
    again = desk.send(f"/events/{event}/invitations", {**GUEST, "name": "Bo Gast", "email": "ADA@example.org"})
    page = desk.client.get(again.location, headers={"Accept-Language": "de"}).text
    assert "Für jede Adresse gilt eine Einladung." in page
    assert "Bo Gast" not in page


def test_whoever_is_registered_gets_no_invitation_and_the_desk_hears_it(desk, work, event, read):
    read(event, lambda found: make_registration(found, email="ada@example.org"))
    answer = desk.send(f"/events/{event}/invitations", GUEST)
    assert answer.status_code == 303
    page = desk.client.get(answer.location, headers={"Accept-Language": "de"}).text
    assert "schon angemeldet" in page
