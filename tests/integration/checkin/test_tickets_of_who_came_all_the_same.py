"""Whoever gave up a place and came all the same has the ticket sent again, also when the address registered anew."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.registration import cancel, make_registration
from tests.integration.checkin.conftest import make_door_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")
ADA = "Ada@example.org"


@pytest.mark.parametrize("lapses", [True, False])
def test_tickets_are_sent_again_beside_what_was_entered_anew(work, client, post, lapses):
    with work():
        event = make_door_event(capacity=5)
        made = make_registration(event, "Ada", email=ADA)
        public_id, ticket, door = made.public_id, tickets_of_registration(made.id)[0].reference, post(event)
    entry = door.fact(ticket, verdict="admitted")
    clock.move_on(timedelta(minutes=2))
    with work():
        cancel(queries.get_by_public_id(public_id))
        anew = make_registration(event, "Ada", email=ADA, confirmed=False).public_id
    door.send(entry)
    if lapses:
        clock.move_on(timedelta(minutes=40))
        with work():
            services.expire_due(now=clock.now())
    with work():
        assert queries.get_by_public_id(public_id).status == "confirmed"
        assert queries.get_by_public_id(anew).status == ("expired" if lapses else "pending")
        before = written_about(public_id)
    client.post(f"/events/{event.slug}/tickets", data={"email": "ada@example.org", "once_key": tokens.new_id()})
    with work():
        assert len(written_about(public_id)) == len(before) + 1
        assert not services.send_again(event=event, email="somebody@example.org")


def written_about(public_id):
    return [each for each in session().scalars(select(OutboxMail)) if public_id in each.about]
