"""What anybody may have typed under an address yields to what its holder enters, who was invited."""

import pytest
from sqlalchemy import select, update

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.invited import OWN, invite, send
from webapp.accounts.types import SYSTEM
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationStateError
from webapp.registration.models import Invitation
from webapp.registration.types import Application, Head, Source

pytestmark = pytest.mark.usefixtures("now")


def by_a_stranger(event, *, heads=2, email=OWN):
    people = (Head("Stranger Danger"), Head("Plus One"))[:heads]
    return make_registration(event, "Stranger Danger", email=email, confirmed=False, heads=people)


def stands(slug):
    """What holds of the address at the event: name, firm, heads, status, and how many places are taken."""
    event = get_event(slug)
    made = queries.find_live(event.id, OWN)
    said = (made.name, made.organisation, [each.name for each in made.attendees], made.status)
    return (*said, level(event.pool_id).taken)


@pytest.mark.both
@pytest.mark.parametrize("capacity", [50, 2, 1])
def test_what_a_stranger_typed_yields_to_what_the_invited_person_types(client, work, capacity):
    with work():
        event = make_event(capacity=max(capacity, 2))
        slug, (_invitation, token) = event.slug, invite(event)
        stranger = by_a_stranger(event, heads=min(capacity, 2)).public_id
    send(client, slug, OWN, token=token, name="Vera Vogt", organisation="Vogt GmbH")
    with work():
        assert stands(slug) == ("Vera Vogt", "Vogt GmbH", ["Vera Vogt"], "confirmed", 1)
        assert queries.get_by_public_id(stranger).status == "expired"
        assert session().scalar(select(Invitation.status)) == "accepted"
        with pytest.raises(RegistrationStateError):
            services.confirm_address(registration=queries.get_by_public_id(stranger), now=clock.now())


def test_whom_staff_let_in_keeps_that_place(client, work):
    """Nobody proved the address, but somebody stood there: that is no stranger's claim."""
    with work():
        event = make_event(capacity=2)
        slug, (_invitation, token) = event.slug, invite(event)
        there = Application(name="Vera am Einlass", email=OWN, source=Source.DOOR)
        services.walk_in(event=event, application=there, actor=SYSTEM, now=clock.now())
        session().execute(update(Invitation).values(status="open"))
    send(client, slug, OWN, token=token, name="Vera Vogt")
    with work():
        assert stands(slug)[0] == "Vera am Einlass"
        assert stands(slug)[3:] == ("confirmed", 1)


@pytest.mark.both
def test_the_invited_person_keeps_the_claim_though_others_wait(client, work):
    with work():
        event = make_event(capacity=2)
        slug, (_invitation, token) = event.slug, invite(event)
        by_a_stranger(event)
        waiting = make_registration(event, "Wanda", confirmed=True).public_id
        assert queries.get_by_public_id(waiting).status == "waiting"
    send(client, slug, OWN, token=token, name="Vera Vogt")
    with work():
        assert stands(slug)[3:] == ("confirmed", 2), "one place hers, the other one offered"
        assert queries.get_by_public_id(waiting).status == "offered"


@pytest.mark.both
def test_whoever_corrects_what_they_typed_keeps_the_place_although_somebody_waits(client, work):
    with work():
        event = make_event(capacity=2)
        slug = event.slug
        by_a_stranger(event)
        make_registration(event, "Wanda")
    send(client, slug, OWN, name="Vera Vogt")
    with work():
        assert stands(slug)[3] == "pending"
