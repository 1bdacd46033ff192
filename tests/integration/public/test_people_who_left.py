"""Of people who left nothing is kept that their registration's own data don't tell."""

import json

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_registration
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import LINK, Head

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
NEEDS = Definition("needs", FieldKind.TEXT, {"de": "Bedarf"}, of_each=True)


def replaced(made, leaving):
    by_link(services.replace_attendee, made, attendee_id=leaving.id, head=Head("Nora"))


def left(made, leaving):
    by_link(services.drop_attendee, made, attendee_id=leaving.id)


@pytest.mark.parametrize(("leave", "stays"), [(replaced, ["Ben", "Nora"]), (left, ["Ben"])])
def test_own_data_tell_of_who_was_replaced_or_has_left(work, client, leave, stays):
    with work():
        event = make_event()
        services.ask(event=event, definitions=[NEEDS], now=clock.now())
        heads = (Head("Ada", "ada@example.org", {"needs": "Rollstuhl"}), Head("Ben"))
        made = make_registration(event, "Kontakt", heads=heads, field_set_id=queries.setup_of(event.id).field_set_id)
        leave(made, made.attendees[0])
        token = links.seal(LINK, made.public_id)
    told = json.loads(client.get(f"/registrations/{token}/data").text)
    assert [each["name"] for each in told["people"]] == stays
    gone = {"name": "Ada", "email": "ada@example.org", "answers": {"Bedarf": "Rollstuhl"}, "came_at": None}
    assert told["people_who_left"] == [gone]
