"""The page of a registration while its people come in."""

import itertools
import re

import pytest

from tests.factories.registration import make_registration, people
from tests.html import parsed
from tests.integration.checkin.conftest import make_door_event
from webapp.checkin import services as doors
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.registration import queries
from webapp.registration.types import LINK

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
_keys = itertools.count()


def test_the_link_changes_nothing_about_who_was_let_in_and_says_so(client, work):
    with work():
        event = make_door_event()
        made = make_registration(event, heads=people("Ada Muster", "Alex Muster"))
        doors.let_in(event=event, registration_id=made.id, gate="", device="", now=clock.now())
        own, public_id = f"/registrations/{links.seal(LINK, made.public_id)}", made.public_id
        ada, seen = made.attendees[0].public_id, queries.mark_of_people(made)

    def send(path, **typed):
        data = {"once_key": f"after-{next(_keys)}", **typed}
        return client.post(f"{own}/{path}", data=data, headers=GERMAN, follow_redirects=True)

    page = client.get(own, headers=GERMAN)
    parsed(page)
    assert "Eingelassen: " in page.text
    for path in (f"people/{ada}/replace", f"people/{ada}/leave", f"{own}/cancel"):
        assert path not in page.text
    for path, typed in (
        (f"people/{ada}/replace", {"name": "Ben"}),
        (f"people/{ada}/leave", {}),
        ("cancel", {"seen": seen}),
    ):
        answer = send(path, **typed)
        assert answer.status_code == 200
        assert re.search(r"Ada Muster (und Alex Muster sind|ist) schon eingelassen, darum l", answer.text)
        assert "vergeben" not in answer.text
    with work():
        made = queries.get_by_public_id(public_id)
        assert (made.status, [each.name for each in made.attendees]) == ("confirmed", ["Ada Muster", "Alex Muster"])
    page = client.get(f"{own}/erase", headers=GERMAN)
    parsed(page)
    assert "behält den Platz bis zum Ende" in page.text
    send("erase", seen=seen)
    page = client.get(own, headers=GERMAN)
    parsed(page)
    assert "Ada" not in page.text
    with work():
        made = queries.get_by_public_id(public_id)
        assert (made.status, made.heads, made.email) == ("confirmed", 2, "")
