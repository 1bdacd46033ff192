"""Whoever stands at the door without a registration."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.capacity.queries import level
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.errors import (
    AlreadyRegisteredError,
    NoPlaceError,
    PersonInvalidError,
    RegistrationClosedError,
)
from webapp.registration.types import Application, Head, Source
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")


def come(event, name="Kim Muster", email="", **values):
    beyond = values.pop("beyond", False)
    application = Application(name, email, source=Source.DOOR, **values)
    return services.walk_in(event=event, application=application, now=clock.now(), beyond=beyond)


@pytest.mark.both
def test_two_without_an_address_get_a_place_and_a_ticket_each(work):
    with work():
        event = make_event(capacity=2)
        made = [come(event), come(event)]
        assert [(each.status, each.source, each.email) for each in made] == [("confirmed", "door", "")] * 2
        assert [len(tickets_of_registration(each.id)) for each in made] == [1, 1]
        assert level(event.pool_id).taken == 2


@pytest.mark.both
def test_a_full_hall_takes_somebody_only_by_decision(work):
    with work():
        event = make_event(capacity=0)
        with pytest.raises(NoPlaceError):
            come(event)
        assert come(event, beyond=True).status == "confirmed"
        assert level(event.pool_id).taken == 1


def test_a_known_address_leads_to_its_registration(work):
    with work():
        event = make_event(capacity=5)
        known = make_registration(event, email="kim@example.org")
        with pytest.raises(AlreadyRegisteredError) as refused:
            come(event, email="KIM@example.org")
        assert refused.value.details["public_id"] == known.public_id
        assert level(event.pool_id).taken == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"organisation": "x" * 201}, "organisation"),
        ({"heads": (Head("A"),) * 7}, "heads"),
    ],
)
def test_what_cannot_be_taken_is_named(work, values, field):
    with work(), pytest.raises(PersonInvalidError) as refused:
        come(make_event(), **values)
    assert list(refused.value.details["fields"]) == [field]


def test_nobody_comes_in_after_the_end_but_while_it_runs(work):
    with work():
        event = make_event()
        clock.move_on(event.starts_at - clock.now())
        assert come(event).status == "confirmed"
        clock.move_on(event.ends_at - clock.now())
        with pytest.raises(RegistrationClosedError):
            come(event)
